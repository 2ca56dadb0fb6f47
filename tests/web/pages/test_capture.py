"""The page of one capture: what is shown, what is said to hold and what not, and what can be taken away."""

import gzip
import hashlib
import io
import json
import re
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils.utils import sqlite3
from warcio.archiveiterator import ArchiveIterator
from warcio.digestverifyingreader import DigestChecker

from archive.data_folder import DataFolder
from archive.ingest.importer import Importer
from archive.ingest.intake import Intake
from archive.ingest.session import Writer
from archive.model import Capture, Exchange, Page
from archive.times import now
from archive.web.app.headers import KEPT_POLICY, POLICY
from tests.support.made_archive import FURAT, HAWRAN
from tests.support.reading_room import Site, made
from tests.support.warc_files import article, http, warc_record

URL = "https://furat24.example/bread"
HTML = (("Content-Type", "text/html; charset=utf-8"), ("X-Word", "<b>&\"'"), ("Content-Encoding", "gzip"))
PAGE = article(1) + b"<script>alert(1)</script><img src='https://e.example/i.png'>"


def keep(intake: Intake, body: bytes, status: int = 200, *, url: str = URL, hours: float = 0, kind: str = "") -> None:
    """An answer as a crawl brings it, gzip on its way."""
    at = now() - timedelta(hours=hours)
    headers = (("Content-Type", kind), *HTML[1:]) if kind else HTML
    intake.keep(Exchange(url=url, status=status, headers=headers, body=gzip.compress(body, mtime=0), fetched_at=at))
    intake.take(Page(url=url, final_url=url, status=status, headers=headers[:2], body=body, fetched_at=at))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The made archive, and an article that was captured in every way."""
    data = tmp_path_factory.mktemp("captures")
    found = made(data)
    theirs = tmp_path_factory.mktemp("theirs") / "theirs.warc"
    theirs.write_bytes(warc_record(http(article(7)), url="https://qasyoun.example/bridge"))
    lines = theirs.with_name("texts.jsonl")
    text = {"url": "https://hawran.example/given-1", "title": "خبر أُعطي", "text": article(3).decode() * 3}
    lines.write_text(json.dumps(text) + "\n")
    with Writer(DataFolder(data), "crawl") as writer:
        intake = Intake(data, FURAT, writer)
        keep(intake, PAGE, hours=9)
        keep(intake, PAGE, hours=8)
        keep(intake, PAGE.replace(b"i.png", b"j.png"), hours=7)
        keep(intake, b"<html><title>Just a moment...</title><p>Checking your browser</p></html>", hours=6.5)
        intake.take(
            Page(url=URL, final_url=URL, status=304, headers=(), body=b"", fetched_at=now() - timedelta(hours=6))
        )
        intake.failed(URL, "timeout")
        keep(intake, b"<p>gone</p>", 404, hours=1)
        for name, kind, body in (
            ("feed", "application/rss+xml", b"<rss>&amp;</rss>"),
            ("pdf", "application/pdf", b"%PDF-\x00"),
        ):
            url = f"https://furat24.example/{name}"
            intake.keep(Exchange(url=url, status=200, headers=(("Content-Type", kind),), body=body, fetched_at=now()))
        intake.keep(Exchange(url=f"{URL}/empty", status=200, headers=HTML[:1], body=b"", fetched_at=now()))
        coded = (*HTML[:1], ("Content-Encoding", "rot13"))
        intake.keep(Exchange(url=f"{URL}/coded", status=200, headers=coded, body=b"<p>", fetched_at=now()))
        intake.flush()
    with Writer(DataFolder(data), "import") as writer:
        for path in (theirs, lines):
            list(Importer(writer, {one.name: one for one in (FURAT, HAWRAN)}).run(path))
    return Site(data, found.ids)


def numbers(site: Site, url: str) -> list[int]:
    """The captures of an address, in the order of time."""
    return [row["id"] for row in site.rows("SELECT id FROM captures WHERE url = ? ORDER BY fetched_at", (url,))]


def one(site: Site, url: str) -> int:
    return numbers(site, url)[0]


def row(site: Site, number: int) -> dict[str, Any]:
    return site.rows("SELECT * FROM captures WHERE id = ?", (number,))[0]


def test_a_capture_says_what_came_and_that_its_bytes_are_those_on_record(site: Site) -> None:
    number = one(site, URL)
    text = site.text(f"/capture/{number}")
    assert row(site, number)["body_sha256"] in text
    for said in (
        "عودة المياه 1",
        "200 · text/html",
        "فُحص الآن",
        "طلبناها من الموقع مباشرة",
        "النسخة 1",
        "ما لا يثبته هذا",
    ):
        assert said in text
    assert "برنامج واحد" in text
    assert "صورة واحدة" in text
    assert "لا يثبت أن الخبر صحيح" in text.partition("ما لا يثبته هذا")[2]
    for untrue in ("مستوردة", "أُعطي", "لم يتحقّق"):
        assert untrue not in text


def test_the_frame_is_sandboxed_and_so_is_the_page_in_it(site: Site) -> None:
    number = one(site, URL)
    outer, inner = site.get(f"/capture/{number}"), site.get(f"/capture/{number}/page")
    frame = re.search(r"<iframe[^>]*>", outer.text)
    assert frame is not None
    assert frame[0].startswith(
        f'<iframe sandbox referrerpolicy="no-referrer" src="/capture/{number}/page" title="الصفحة كما'
    )
    assert "فرات24" in frame[0]
    assert outer.headers["content-security-policy"] == f"{POLICY}; frame-src 'self'"
    wanted = {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": KEPT_POLICY,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "x-dns-prefetch-control": "off",
        "cross-origin-resource-policy": "same-origin",
        "cache-control": "private, no-store",
    }
    assert {name: inner.headers.get(name) for name in wanted} == wanted
    assert "etag" not in inner.headers
    assert "<script" not in inner.text
    assert "عودة المياه 1" in inner.text
    assert 'content="light only"' in inner.text


def test_no_other_address_may_hold_a_frame_or_be_held_in_one(site: Site) -> None:
    for path in ("/", "/capture/999999", "/capture/999999/page", f"/article/{site.ids['water']}", "/words"):
        policy = site.get(path).headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy
        assert "frame-src" not in policy


def test_a_page_that_is_asked_for_again_keeps_its_policy(site: Site) -> None:
    path = f"/capture/{one(site, URL)}"
    first = site.get(path)
    again = site.get(path, headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.headers["content-security-policy"] == first.headers["content-security-policy"]


def test_headers_and_source_are_shown_as_text(site: Site) -> None:
    number = one(site, URL)
    page = site.get(f"/capture/{number}").text
    assert "X-Word: &lt;b&gt;&amp;&#34;&#39;" in page
    assert "Content-Encoding: gzip" in page
    assert "WARC-Type: response" in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<script" not in page
    raw = site.get(f"/capture/{number}/raw")
    assert raw.headers["content-type"] == "text/plain; charset=utf-8"
    assert raw.content == PAGE


def test_the_record_is_one_valid_warc_file_as_it_is_stored(site: Site) -> None:
    for url in (URL, "https://qasyoun.example/bridge", "https://hawran.example/given-1"):
        number = one(site, url)
        capture, answer = row(site, number), site.get(f"/capture/{number}.warc.gz")
        stored = (site.data / "warc" / capture["warc_file"]).read_bytes()
        start = capture["warc_offset"]
        assert answer.content == stored[start : start + capture["warc_length"]]
        assert answer.headers["content-disposition"] == f'attachment; filename="warraq-capture-{number}.warc.gz"'
        checker = DigestChecker("log")
        records = []
        for record in ArchiveIterator(io.BytesIO(answer.content), check_digests=checker):
            records.append((record.rec_headers.get_header("WARC-Target-URI"), record.raw_stream.read()))
        assert checker.passed is not False
        assert [address for address, _ in records] == [url]
        assert hashlib.sha256(records[0][1]).hexdigest() == capture["body_sha256"]


def test_whoever_asks_for_the_head_alone_gets_it_alone(site: Site) -> None:
    number = one(site, URL)
    for path in (
        f"/capture/{number}",
        f"/capture/{number}/page",
        f"/capture/{number}/raw",
        f"/capture/{number}.warc.gz",
    ):
        answer = site.get(path, method="HEAD")
        assert (answer.status_code, answer.content) == (200, b""), path


def test_an_imported_page_is_said_to_be_imported_wherever_its_time_is_told(site: Site) -> None:
    number = one(site, "https://qasyoun.example/bridge")
    text, page = site.text(f"/capture/{number}"), site.get(f"/capture/{number}").text
    assert "لم نلتقط هذه الصفحة نحن" in text
    assert "التُقطت، بحسب الملفّ المستورد" in text
    assert "الوقت غير مثبت عندنا" in text
    assert "صفحة مستوردة إلى ورّاق، وقتها بحسب الملفّ المستورد" in text
    assert 'title="صفحة qasyoun.example كما جاءت في ملفّ مستورد' in page
    assert "حُفظت عندنا" in text
    for untrue in ("التقطها ورّاق", "طلبناها من الموقع", "ساعتنا"):
        assert untrue not in text


def test_a_text_that_was_given_has_no_frame_and_is_called_no_capture_of_ours(site: Site) -> None:
    number = one(site, "https://hawran.example/given-1")
    text, page = site.text(f"/capture/{number}"), site.get(f"/capture/{number}").text
    assert "<iframe" not in page
    assert "لم تُلتقط صفحة لهذا النصّ" in text
    assert "عندنا ما أُعطي لنا مكتوبًا" in text
    assert "نصّ أُعطي لورّاق" in text
    assert "التقطها" not in text
    assert "ترويسات الردّ" not in text
    assert "200" not in text
    assert site.get(f"/capture/{number}/raw").headers["content-type"].startswith("text/plain")


def test_what_was_answered_without_the_page_is_told_for_what_it_is(site: Site) -> None:
    found = numbers(site, URL)
    held, unchanged, absent, failed = found[3:]
    text = site.text(f"/capture/{unchanged}")
    assert "قال الخادم إن الصفحة لم تتغيّر" in text
    assert "لا بايتات محفوظة" in text
    assert f'href="/capture/{found[2]}">آخر صفحة حُفظت' in site.get(f"/capture/{unchanged}").text
    assert "لم نعدّ ما جاء في هذا الردّ الصفحة المطلوبة" in site.text(f"/capture/{held}")
    assert "لم يصلنا ردّ" in site.text(f"/capture/{failed}")
    assert "لم يُجب الموقع في الوقت المسموح" in site.text(f"/capture/{failed}")
    assert "ردّ الخادم بالرمز 404: لا صفحة" in site.text(f"/capture/{absent}")
    for number in (unchanged, failed):
        assert "<iframe" not in site.get(f"/capture/{number}").text
        for path in (f"/capture/{number}/page", f"/capture/{number}/raw", f"/capture/{number}.warc.gz"):
            assert site.get(path).status_code == 404, path


def test_every_capture_of_the_article_stands_on_the_line_and_in_the_table(site: Site) -> None:
    found = numbers(site, URL)
    page, text = site.get(f"/capture/{found[0]}").text, site.text(f"/capture/{found[0]}")
    assert len(re.findall(r'class="(?:here|same|different|fail)"', page)) == len(found)
    assert len(re.findall(r'<tr role="row"><th role="rowheader"', page)) == len(found)
    for said in (
        "أول ما رُصد",
        "كالتي قبلها، بايتًا بايتًا",
        "بايتات أخرى، بلا نسخة جديدة للنصّ",
        "لم تتغيّر، بحسب الردّ",
        "لا صفحة",
        "لا ردّ",
    ):
        assert said in text
    assert 'class="line-of"' not in site.get(f"/capture/{one(site, 'https://qasyoun.example/bridge')}").text


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
    "place": (lambda kept: {"warc_offset": kept["warc_offset"] + 3}, "لا سجلّ كاملًا في هذا الموضع", 200),
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


def test_an_article_leads_to_its_captures_and_its_versions_to_theirs(site: Site) -> None:
    number = one(site, URL)
    article_id = row(site, number)["article_id"]
    answer = site.get(f"/article/{article_id}/captures")
    # Not the 404 and not the time-out that came after it.
    assert (answer.status_code, answer.headers["location"]) == (302, f"/capture/{numbers(site, URL)[2]}")
    assert site.get(f"/en/article/{article_id}/captures").headers["location"].startswith("/en/capture/")
    for path in (f"/article/{article_id}", f"/article/{article_id}/versions/1"):
        assert f'href="/capture/{number}">الصفحة كما التُقطت' in site.get(path).text
    water = site.ids["water"]
    proofs = site.get(f"/article/{water}/diff/1..2").text
    assert len(re.findall(r'href="/capture/\d+">الصفحة كما التُقطت', proofs)) == 2
    for path in ("/article/1/captures", "/capture/999999", "/capture/999999/raw", "/capture/999999.warc.gz"):
        assert site.get(path).status_code == 404, path
    listed = site.get(f"/api/1/articles/{article_id}").json()["captures"]
    assert {one["permalink"].rpartition("/capture/")[2] for one in listed} == {str(n) for n in numbers(site, URL)}


def test_hundreds_of_captures_stand_on_the_line_and_by_twenty_in_the_table(tmp_path: Path) -> None:
    with Writer(DataFolder(tmp_path), "crawl") as writer:
        intake = Intake(tmp_path, FURAT, writer)
        for hours in range(203, 0, -1):
            writer.note(Capture(url=URL, fetched_at=now() - timedelta(hours=hours), status=304))
        intake.flush()
    site = Site(tmp_path, {})
    page = site.get("/capture/7?page=11").text
    assert len(re.findall(r'<circle class="same"', page)) == 202
    assert len(re.findall(r'<tr role="row"><th role="rowheader"', page)) == 3
    assert "صفحة 11 من 11" in site.text("/capture/7?page=11")
    assert site.get("/capture/7?page=99999").status_code == 200
    assert site.get("/capture/7?page=x").status_code == 400
    assert site.get("/capture/7?page=0").status_code == 200
