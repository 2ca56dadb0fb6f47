"""What is known of an outlet's articles and not held: by which way, on which host, of which year."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from archive.crawl_state.frontier import Frontier
from archive.crawl_state.revisits import Listed
from archive.data_folder import DataFolder
from archive.exchange import Hint
from archive.ingest.importer import Importer
from archive.ingest.session import Writer
from archive.ingest.unheld_addresses import Unheld, links_in, unheld_addresses
from archive.record.store import read_record
from tests.support.made_pages import OTHER, OUTLET, TEXT
from tests.support.warc_files import article, http, warc_record

HOME = "https://sample.example"
LINKS = f"""<a href="/70002/slug/">a</a> <a href='{HOME}/about/'>b</a> <a href=//elsewhere.example/70003/>c</a>
<a href="https://web.archive.org/web/20180101000000/{HOME}/70004/">d</a> <a href="{HOME}/70001/?amp=1">itself</a>"""
LISTED_AT = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """A page with links, one that answered 404, a text of another outlet that writes addresses out, a listed past."""
    data = DataFolder(tmp_path_factory.mktemp("unheld") / "data")
    page = article(1).replace(b"</body>", LINKS.encode() + b"</body>")
    records = [
        warc_record(http(page), url=f"{HOME}/70001/"),
        warc_record(http(b"no", status="HTTP/1.1 404 Not Found"), url=f"{HOME}/70005/"),
    ]
    (data.root.parent / "some.warc").write_bytes(b"".join(records))
    text = f"{TEXT}\nالتفاصيل على الرابط: sample.example/70006، وعلى {HOME}/70002/slug/."
    line = {"url": "https://other.example/80001/", "title": "خبر", "text": text, "published": "2020-05-06"}
    (data.root.parent / "some.jsonl").write_text(json.dumps(line))
    with Writer(data, "import") as writer:
        importer = Importer(writer, {"sample": OUTLET, "other": OTHER})
        for name in ("some.warc", "some.jsonl"):
            list(importer.run(data.root.parent / name))
    with closing(Frontier(data.service)) as frontier:
        past = [
            Listed("70007", f"{HOME}/70007/", Hint(published="2017-08-09T10:00:00+03:00"), ""),
            Listed("70001", f"{HOME}/70001/", Hint(), ""),
        ]
        frontier.backfill("sample", f"{HOME}/sitemap.xml", past, LISTED_AT)
    return data


def found(folder: DataFolder) -> list[Unheld]:
    with closing(read_record(folder.record)) as connection:
        return unheld_addresses(connection, folder, OUTLET)


def test_every_way_an_address_is_known_by_is_told_and_what_is_held_is_left_out(folder: DataFolder) -> None:
    told = {url: ways for place in found(folder) for url, ways in place.addresses.items()}
    assert told == {
        f"{HOME}/70002/slug/": {"linked", "written"},
        f"{HOME}/70004/": {"linked"},
        f"{HOME}/70005/": {"met"},
        f"{HOME}/70006": {"written"},
        f"{HOME}/70007/": {"listed"},
    }


def test_the_year_is_what_a_list_states_or_by_when_the_address_was_there(folder: DataFolder) -> None:
    years = {key: place.year for place in found(folder) for key in place.keys}
    assert (years["70002"], years["70005"], years["70007"]) == ("2019", "2019", "2017")


def test_an_address_that_states_its_year_is_of_that_year() -> None:
    links = list(links_in('<a href="/2018/01/a/">x</a> https://a.example/b&amp;c <a href="http://[">', f"{HOME}/x/"))
    assert links == [f"{HOME}/2018/01/a/", "https://a.example/b&c"]


def test_a_record_that_is_damaged_hides_no_other_way(folder: DataFolder) -> None:
    for file in folder.warc.rglob("*.gz*"):
        content = file.read_bytes()
        file.write_bytes(b"\x00" * len(content))
        try:
            assert {key for place in found(folder) for key in place.keys} == {"70002", "70005", "70006", "70007"}
        finally:
            file.write_bytes(content)


def test_an_outlet_nobody_knows_anything_of_has_no_list(folder: DataFolder) -> None:
    with closing(read_record(folder.record)) as connection:
        assert unheld_addresses(connection, folder, replace(OTHER, name="new", hosts=("new.example",))) == []
