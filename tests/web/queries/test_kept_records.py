"""The bytes behind a capture: checked against its row, shown by what they are, taken away as they are stored."""

import hashlib
import io
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils.utils import sqlite3
from warcio.archiveiterator import ArchiveIterator
from warcio.digestverifyingreader import DigestChecker

from archive.data_folder import DataFolder
from archive.exchange import Exchange
from archive.ingest.intake import Intake
from archive.ingest.session import Writer
from archive.times import now
from archive.web.app.headers import KEPT_POLICY
from tests.support import captured_pages
from tests.support.captured_pages import URL, one, row
from tests.support.made_archive import FURAT
from tests.support.reading_room import Site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return captured_pages.make(tmp_path_factory.mktemp("captures"))


def test_the_record_is_one_valid_warc_file_as_it_is_stored(site: Site) -> None:
    for url in (URL, "https://qasyoun.example/bridge", "https://hawran.example/given-1"):
        number = one(site, url)
        capture, answer = row(site, number), site.get(f"/capture/{number}.warc.gz")
        stored = (site.data / "warc" / capture["warc_file"]).read_bytes()
        start, end = capture["warc_offset"] - capture["warc_before"], capture["warc_offset"] + capture["warc_length"]
        assert answer.content == stored[start:end]
        assert answer.headers["content-disposition"] == f'attachment; filename="warraq-capture-{number}.warc.gz"'
        checker = DigestChecker("log")
        records = []
        for record in ArchiveIterator(io.BytesIO(answer.content), check_digests=checker):
            records.append((record.rec_headers.get_header("WARC-Target-URI"), record.raw_stream.read()))
        assert checker.passed is not False
        assert {address for address, _ in records} == {url}
        assert hashlib.sha256(records[-1][1]).hexdigest() == capture["body_sha256"]


def test_a_page_that_came_a_second_time_is_shown_from_its_first_record_and_taken_with_it(site: Site) -> None:
    with closing(sqlite3.connect(site.data / "warraq.db")) as connection:
        sql = "SELECT id FROM captures WHERE url = ? AND status = 200 ORDER BY fetched_at LIMIT 2"
        first, second = (number for (number,) in connection.execute(sql, (URL,)))
    assert row(site, second)["warc_length"] < row(site, first)["warc_length"]
    for path in ("page", "raw"):
        one_, other = (site.get(f"/capture/{number}/{path}").content for number in (first, second))
        assert other == one_
    assert "أرسل الخادم البايتات نفسها التي أرسلها في" in site.text(f"/capture/{second}")
    assert "أرسل الخادم البايتات نفسها" not in site.text(f"/capture/{first}")
    answer = site.get(f"/capture/{second}.warc.gz")
    kinds = [found.rec_type for found in ArchiveIterator(io.BytesIO(answer.content))]
    assert (kinds, answer.headers["content-length"]) == (["response", "metadata", "revisit"], str(len(answer.content)))


def test_what_is_no_page_is_shown_as_text_or_handed_over_as_a_file(site: Site) -> None:
    feed, pdf = one(site, "https://furat24.example/feed"), one(site, "https://furat24.example/pdf")
    answer = site.get(f"/capture/{feed}/page")
    assert (answer.headers["content-type"], answer.content) == ("text/plain; charset=utf-8", b"<rss>&amp;</rss>")
    answer = site.get(f"/capture/{pdf}/page")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    for path in (f"/capture/{feed}/page", f"/capture/{pdf}/page", f"/capture/{pdf}/raw", f"/capture/{pdf}.warc.gz"):
        assert site.get(path).headers["content-security-policy"] == KEPT_POLICY, path
    assert "<iframe" in site.get(f"/capture/{feed}").text
    assert "ليست نصًّا ولا صفحة" in site.text(f"/capture/{pdf}")
    assert "جاء الردّ بلا محتوى" in site.text(f"/capture/{one(site, f'{URL}/empty')}")
    coded = one(site, f"{URL}/coded")
    assert "بترميز لا نستطيع فكّه" in site.text(f"/capture/{coded}")
    assert site.get(f"/capture/{coded}/raw").content == b"<p>"


def change(site: Site, number: int, **columns: object) -> None:
    with closing(sqlite3.connect(site.data / "warraq.db")) as connection, connection:
        for name, value in columns.items():
            sql = f"UPDATE captures SET {name} = ? WHERE id = ?"  # noqa: S608 - names of this module
            connection.execute(sql, (value, number))


FAULTS: dict[str, tuple[Callable[[dict[str, Any]], dict[str, object]], str, int]] = {
    "file": (lambda _: {"warc_file": "2026/11/none-20261103.warc.gz"}, "ملفّ WARC ليس على هذا الخادم", 404),
    "outside": (lambda _: {"warc_file": "../warraq.db"}, "ملفّ WARC ليس على هذا الخادم", 404),
    # It ends where the record does, which may be the last of its file: that depends on the hour.
    "place": (
        lambda kept: {"warc_offset": kept["warc_offset"] + 3, "warc_length": kept["warc_length"] - 3},
        "لا سجلّ كاملًا في هذا الموضع",
        200,
    ),
    "end": (lambda _: {"warc_length": 10**12}, "لا سجلّ كاملًا في هذا الموضع", 404),
    "address": (lambda _: {"url": "https://furat24.example/other"}, "السجلّ الذي في هذا الموضع لعنوان آخر", 200),
    "sha256": (lambda _: {"body_sha256": "0" * 64}, "فلم تطابق المسجّل", 200),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_does_not_hold_is_named_and_not_shown_and_can_be_taken_where_it_can(site: Site, name: str) -> None:
    broken, said, status = FAULTS[name]
    number = one(site, URL)
    before = row(site, number)
    change(site, number, **broken(before))
    try:
        text, page = site.text(f"/capture/{number}"), site.get(f"/capture/{number}").text
        assert said in text
        assert "لم يتحقّق ما حُفظ" in text
        assert "النصّ من هذا السجلّ" not in text
        assert "الخلل عندنا، لا عند الناشر" in text
        assert 'class="sign broken"' in page
        assert 'class="sign true"' not in page
        assert "<iframe" not in page
        assert site.get(f"/capture/{number}/page").status_code == 404
        assert site.get(f"/capture/{number}/raw").status_code == 404
        assert site.get(f"/capture/{number}.warc.gz").status_code == status
        assert (f'href="/capture/{number}.warc.gz"' in page) == (status == 200)
    finally:
        change(site, number, **{key: before[key] for key in broken(before)})


@pytest.mark.slow
def test_a_page_made_to_take_for_ever_is_not_shown_and_can_still_be_taken(tmp_path: Path) -> None:
    with Writer(DataFolder(tmp_path), "crawl") as writer:
        intake = Intake(tmp_path, FURAT, writer)
        headers = (("Content-Type", "text/html"),)
        body = b"<div>" * 300_000
        intake.keep(Exchange(url=URL, status=200, headers=headers, body=body, fetched_at=now()))
        intake.flush()
    site = Site(tmp_path, {})
    assert "عرضها يطلب من الوقت أو الذاكرة أكثر من المسموح" in site.text("/capture/1")
    assert site.get("/capture/1/raw").content == body
