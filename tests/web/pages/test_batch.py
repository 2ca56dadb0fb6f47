"""A list of names in the browser: sent by a form, counted beside the pages, kept for an hour under a secret address."""

import csv
import io
import os
import re
import shutil
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote_plus

import pytest

from archive.data_folder import DataFolder
from archive.publish.snapshot import publish
from archive.search.batch import process
from archive.search.batch.counting import Counted, Newest
from archive.search.batch.jobs import MOST_UNDER_WAY, Found, Jobs, SubmittedList, folder_for
from archive.search.name_lists import MOST_LINES, Name, read_list
from archive.sqlite import open_readonly
from archive.text.folding import tokens
from archive.web.app.uploaded_list import REFRESH_SECONDS
from tests.support.reading_room import Site, plain

NAMES = os.environ.get("WARRAQ_BATCH_NAMES", "12")
LIST = "B-01\tالقوات\n007;الأرصفة\nزرافة\nالمياهه\n%D8%AD%D9%85%D8%A7%D8%A9\nمن\n\nالحافلات"


@pytest.fixture(autouse=True)
def counted_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists are counted in this process, which spares the start of one; by those tests that ask for it, in its own."""
    if "own_process" not in request.fixturenames:
        monkeypatch.setattr(
            process, "start", lambda record, folder, token: process.count(record, Jobs(folder), token, lambda: False)
        )


@pytest.fixture
def own_process() -> None:
    """Asked for by a test whose lists are counted as they are when the archive is served."""


@pytest.fixture(scope="module", autouse=True)
def clean(site: Site) -> Iterator[None]:
    yield
    shutil.rmtree(folder_for(site.data / "warraq.db"))


def sent(site: Site, names: str = "", path: str = "/batch", *, file: bytes = b"", **fields: str) -> Any:
    files = {"file": ("منشآت.csv", file)} if file else {"file": ("", b"")}
    return site.get(path, method="POST", data={"names": names, **fields}, files=files)


def page_of(site: Site, names: str, **more: Any) -> str:
    """Send a list; returns the address of its page."""
    answer = sent(site, names, **more)
    assert answer.status_code == 303, plain(answer.text)
    address = str(answer.headers["location"])
    while "refresh" in site.get(address).headers:
        time.sleep(0.1)
    return address


def rows_of(site: Site, address: str, table: str = "summary") -> list[dict[str, str]]:
    answer = site.get(f"{address}/{table}.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def search_count(site: Site, link: str) -> int:
    """How many articles the search page says and lists behind a link."""
    text = site.text(link)
    found = re.search(r"([0-9,]+) (?:results?|articles?)", text)
    assert found, text[:400]
    return int(found[1].replace(",", ""))


@pytest.mark.usefixtures("own_process")
def test_what_is_not_found_comes_first_then_the_others_by_their_numbers(site: Site) -> None:
    page = site.get(page_of(site, LIST)).text
    assert page.index('id="lacking"') < page.index('id="there"') < page.index('id="odd"')
    assert page.index("الأرصفة") < page.index("القوات", page.index('id="there"'))
    text = plain(page)
    assert "وُجد 4، ولم يوجد 2" in text
    assert re.search(r"المياهه\s*المياه\s*1", text)
    assert "لا اسم قريب. جرّب كلمتين منه." in text
    for line in ("مرمّز كعنوان. بحثنا عن: حماة", "كلمة شائعة وحدها", "أهملناه"):
        assert line in text
    assert re.search(r"6\s*من\s*كلمة شائعة", text)
    assert "<script" not in page


def test_every_number_is_the_length_of_the_list_behind_it(site: Site) -> None:
    """WARRAQ_BATCH_NAMES=200 takes so many names, words and pairs of the archive's own texts, in every mode."""
    with open_readonly(site.data / "warraq.db") as connection:
        words = [tokens(body) for (body,) in connection.execute("SELECT title || ' ' || body FROM articles")]
    connection.close()
    pairs = [
        " ".join(text[at : at + 1 + at % 3]) for at in range(0, 60, 3) for text in words[::-1] if len(text) > at + 3
    ]
    pairs += [" ".join(text[at : at + 2]) for text in words for at in range(len(text) - 1)]
    names = list(dict.fromkeys(pairs))[: int(NAMES)]
    assert len(names) == int(NAMES)
    for mode in ("exact", "names", "forms"):
        address = page_of(site, "\n".join(names), mode=mode)
        page = site.get(f"/en{address}?all=1").text
        links = re.findall(r'class="num"[^>]*><a href="([^"]+)">([0-9,]+)</a>', page)
        assert len(links) == sum(row["articles"] != "0" for row in rows_of(site, address)) > 0
        for link, number in links:
            assert search_count(site, unquote_plus(link).replace("&amp;", "&")) == int(number.replace(",", ""))


def test_where_nothing_is_found_at_all_every_name_stands_in_the_list_and_no_hits_are_offered(site: Site) -> None:
    address = page_of(site, "زرافة\nB-02\tفيل الجزيرة الأزرق")
    text = site.get(f"/en{address}").text
    assert (plain(text).count("B-02"), 'id="there"' in text, "/hits.csv" in text) == (1, False, False)
    assert [(row["query"], row["articles"]) for row in rows_of(site, address)] == [
        ("زرافة", "0"),
        ("فيل الجزيرة الأزرق", "0"),
    ]
    assert rows_of(site, address, "hits") == []


def test_a_nearest_name_finds_as_many_as_it_says_and_is_asked_only_when_pressed(site: Site) -> None:
    address = page_of(site, "9\tالمياهه\nزرافة")
    page = site.get(f"/en{address}").text
    [(link, number)] = re.findall(r'<a href="([^"]+)"><bdi>[^<]+</bdi></a> <span class="n quiet">(\d+)', page)
    assert search_count(site, unquote_plus(link).replace("&amp;", "&")) == int(number)
    answer = site.get(f"{address}/nearest", method="POST")
    assert answer.status_code == 303
    assert [(row["label"], row["query"], row["articles"]) for row in rows_of(site, answer.headers["location"])] == [
        ("9", "المياه", number)
    ]


def test_both_tables_have_as_many_lines_as_their_buttons_say(site: Site) -> None:
    address = page_of(site, LIST)
    text = site.text(f"/en{address}")
    summary, hits = rows_of(site, address), rows_of(site, address, "hits")
    assert f"Summary CSV, {len(summary)} rows" in text
    assert f"All articles CSV, {len(hits)} rows" in text
    assert [(row["label"], row["query"]) for row in summary][:2] == [("B-01", "القوات"), ("007", "الأرصفة")]
    for row in summary:
        assert sum(hit["query"] == row["query"] for hit in hits) == int(row["articles"])


def test_copies_count_once_after_a_press_and_again_after_another(site: Site) -> None:
    address = page_of(site, "الأرصفة")
    folded = site.get(f"{address}/copies", method="POST").headers["location"]
    assert "تحمل نصًّا واحدًا محسوبة مرة" in site.text(folded)
    assert "copies=folded" in site.get(folded).text
    again = site.get(f"{folded}/copies", method="POST").headers["location"]
    assert rows_of(site, again) == rows_of(site, address)


def test_a_file_is_read_in_place_of_what_was_typed_and_named(site: Site) -> None:
    address = page_of(site, "زرافة", file="B;القوات".encode("utf-16"))
    assert [row["query"] for row in rows_of(site, address)] == ["القوات"]
    assert "منشآت.csv" in site.text(address)


@pytest.mark.parametrize(
    ("names", "file", "sentence"),
    [
        ("\n".join(f"حي {n}" for n in range(MOST_LINES + 1)), b"", "في القائمة 5,001 سطرًا"),
        ("من\n«»", b"", "ليس في القائمة اسم"),
        ("القوات", b"PK\x03\x04", "ليس الملفّ نصًّا"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused_with_the_reason_and_stays_in_the_form(
    site: Site, names: str, file: bytes, sentence: str
) -> None:
    answer = sent(site, names, file=file)
    assert answer.status_code == 400
    assert sentence in answer.text
    assert names.splitlines()[-1] in answer.text


def test_the_form_has_the_direction_of_the_page_and_no_script(site: Site) -> None:
    for prefix, direction in (("", "rtl"), ("/en", "ltr")):
        form = site.get(f"{prefix}/batch").text
        assert re.search(rf'<textarea[^>]* dir="{direction}"', form)
        assert "<script" not in form
        assert 'enctype="multipart/form-data"' in form
    edited = site.get(f"{page_of(site, LIST)}/edit", method="POST").text
    assert "B-01\tالقوات\n007\tالأرصفة" in edited


def test_a_list_that_takes_long_renews_itself_and_is_stopped_with_what_came(
    site: Site,
) -> None:
    names = read_list("\n".join(f"حي {n}" for n in range(9))).names
    jobs = Jobs(folder_for(site.data / "warraq.db"))
    token = jobs.add(SubmittedList(names, ()))
    assert "تنتظر القوائم" in site.text(f"/batch/{token}")
    newest = Newest(site.ids["water"], "عنوان", "", "ar")
    jobs.put(token, Found("running", [Counted(3, 1, "2026-11-01", "2026-11-02", newest)] * 4, {}, 30, 8.0))
    answer = site.get(f"/en/batch/{token}")
    assert answer.headers["refresh"] == str(REFRESH_SECONDS)
    assert "Name 4 of 9. About 10 s left." in plain(answer.text)
    assert '<progress id="reached" max="9" value="4">' in answer.text
    assert site.get(f"/batch/{token}/stop", method="POST").status_code == 303
    process.count(site.data / "warraq.db", jobs, token, lambda: False)
    assert jobs.is_stopped(token)
    jobs.put(token, Found("stopped", [Counted(3, 1, "2026-11-01", "2026-11-02", newest)] * 4, {}, 30, 8.0))
    stopped = site.get(f"/en/batch/{token}")
    assert "refresh" not in stopped.headers
    assert "You stopped it: 4 of 9 names were counted." in plain(stopped.text)


def test_only_so_many_lists_wait_and_who_comes_then_keeps_what_was_typed(site: Site) -> None:
    jobs = Jobs(folder_for(site.data / "warraq.db"))
    waiting = [jobs.add(SubmittedList((Name(1, "", "حي"),), ())) for _ in range(MOST_UNDER_WAY - jobs.under_way())]
    answer = sent(site, LIST)
    for token in waiting:
        jobs.put(token, Found("done"))
    assert answer.status_code == 503
    assert "B-01\tالقوات" in answer.text


def test_the_page_is_for_its_reader_alone_and_without_its_address_there_is_nothing(site: Site) -> None:
    address = page_of(site, LIST)
    for path in (address, f"{address}/summary.csv", f"{address}/hits.csv"):
        assert "no-store" in site.get(path).headers["cache-control"]
        assert site.get(path).headers["x-robots-tag"] == "noindex"
    for path in (f"/batch/{'A' * 22}", f"/batch/{'A' * 22}/hits.csv", f"/batch/{'A' * 22}/stop"):
        assert site.get(path).status_code == 404
    assert "القوات" not in address


def test_nothing_of_a_list_lies_anywhere_in_words(site: Site) -> None:
    name = "زرافةالسرّ"
    page_of(site, name)
    kept = [
        path for root in (folder_for(site.data / "warraq.db"), site.data) for path in root.rglob("*") if path.is_file()
    ]
    assert len(kept) > 3
    assert [path for path in kept if name.encode() in path.read_bytes()] == []


@pytest.mark.usefixtures("own_process")
def test_a_download_is_asked_in_the_same_way_and_nothing_is_written_beside_it(site: Site) -> None:
    file = site.data / "published" / publish(DataFolder(site.data)).file
    beside = {path: path.stat().st_mtime_ns for path in file.parent.iterdir()}
    taken = Site(file, site.ids)
    assert rows_of(taken, page_of(taken, "القوات")) == rows_of(site, page_of(site, "القوات"))
    assert {path: path.stat().st_mtime_ns for path in file.parent.iterdir()} == beside
    shutil.rmtree(folder_for(file))
