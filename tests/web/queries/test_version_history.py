"""What nobody but a sender saw, or nobody at all, is told so beside every edit, day and time between."""

import json
import re
import sqlite3

import pytest

from archive.data_folder import DataFolder
from archive.ingest.importer import Importer
from archive.ingest.session import Writer
from tests.support import origins_archive
from tests.support.made_pages import TEXT
from tests.support.reading_room import Site


def told(site: Site, name: str, edition: str, more: str = "") -> str:
    return site.text(f"{edition}/article/{site.ids[name]}{more}")


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """What never was ours: an article that two imported captures show edited, and the same text given without a day."""
    folder = tmp_path_factory.mktemp("others")
    url = origins_archive.GONE.format
    texts = [
        (url("edited"), TEXT, "2019-05-05T01:02:03Z"),
        (url("edited"), origins_archive.EDITED, "2019-05-08T01:02:03Z"),
    ]
    (folder / "others.warc").write_bytes(b"".join(origins_archive.warc(*one) for one in texts))
    (folder / "given.jsonl").write_text(json.dumps({"url": url("given"), "title": "عودة المياه", "text": TEXT}))
    with Writer(DataFolder(folder / "data"), "import") as writer:
        for name in ("others.warc", "given.jsonl"):
            list(Importer(writer, {}).run(folder / name))
        known = writer.store.db.execute("SELECT substr(key, 6), id FROM articles").fetchall()
        while writer.copies.follow():
            pass
    return Site(folder / "data", dict(known))


@pytest.mark.parametrize("edition", ["", "/en"])
def test_an_edit_that_only_imported_captures_show_is_told_by_them_and_not_by_us(others: Site, edition: str) -> None:
    imported = "بحسب لقطات مستوردة" if not edition else "According to imported captures"
    assert imported in told(others, "edited", edition)
    page = told(others, "edited", edition, "/diff/1..2")
    assert ("لقطة مستوردة لم نرها" if not edition else "which we did not see") in page
    assert not re.search("رأينا النصّين|We saw both texts", page)
    assert (
        "إحدى اللقطتين على الأقلّ مستوردة" if not edition else "At least one of the two captures is imported"
    ) in page
    for path in ("/", "/changes", "/outlet/vanished.example", "/search?outlet=vanished.example"):
        text = others.text(f"{edition}{path}")
        assert ("لقطة مستوردة" if not edition else "imported capture") in text, path


@pytest.mark.parametrize("edition", ["", "/en"])
def test_an_undated_text_that_was_given_was_seen_by_nobody_in_any_list(others: Site, edition: str) -> None:
    wrong, right = (
        ("أول مرة", "أقدم وقت لدينا عنه") if not edition else ("first seen", "the earliest time we have of it")
    )
    told = [others.text(f"{edition}{path}") for path in ("/", "/outlet/vanished.example", "/search?q=المياه")]
    told.append(others.get(f"{edition}/feeds/articles.atom?q=المياه").text)
    for text in told:
        assert right in text
        assert text.count(wrong) <= 1, "that of the imported capture"


@pytest.mark.parametrize("edition", ["", "/en"])
def test_nobody_knows_how_long_before_or_after_another_an_undated_given_text_came_out(
    others: Site, edition: str
) -> None:
    for name in others.ids:
        page = others.text(f"{edition}/article/{others.ids[name]}")
        assert ("لا نعرف كم بينهما" if not edition else "we do not know how long") in page
        assert not re.search(r"قبله بفارق|days (later|earlier)", page)


@pytest.mark.parametrize("edition", ["", "/en"])
def test_no_number_of_a_search_counts_what_nobody_saw_as_seen_on_the_publishers_site(
    others: Site, edition: str
) -> None:
    with sqlite3.connect(others.data / "warraq.db") as record:
        record.execute("UPDATE articles SET status = 'missing' WHERE id = ?", (others.ids["edited"],))
    record.close()
    page = others.text(f"{edition}/search?q=المياه")
    assert ("Not found, not proven gone1" if edition else "لم نجده، ولم يثبت غيابه1") in page
    assert not re.search("على موقع الناشر|on the publisher’s site", page)
