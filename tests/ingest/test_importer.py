"""Importing other people's files: what is good is kept, what is not is named, and twice is once."""

import gzip
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.data_folder import DataFolder
from archive.errors import BadInput
from archive.ingest.foreign_files import Bad
from archive.ingest.importer import Importer
from archive.ingest.session import Writer
from archive.model import Outcome, Outlet
from archive.record.fulltext import index_entry
from archive.sqlite import open_readonly
from archive.versions.compare import fingerprint
from archive.warc.reader import read_exchange
from tests.support.calls_under_lock import watched

# Written for this test; nothing of it happened.
TEXT = (
    "افتتح مجلس بلدة نموذجية مكتبة عامة صغيرة في مبنى المدرسة القديمة بعد ترميمه خلال الصيف الماضي.\n"
    "وتضم المكتبة نحو ألفي كتاب تبرع بها الأهالي، وتفتح أبوابها ثلاثة أيام في الأسبوع أمام الطلاب والقراء."
)
OUTLET = Outlet(name="known", title="", title_en="", home="https://known.example/", hosts=("known.example",), routes=())


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with Writer(DataFolder(tmp_path / "data"), "import") as opened:
        yield opened


def run(writer: Writer, path: Path, only: Outlet | None = None) -> list[Outcome | Bad]:
    return [outcome for outcome, _ in Importer(writer, {"known": OUTLET}, only).run(path)]


def kinds(outcomes: list[Outcome | Bad]) -> list[str]:
    return ["bad" if isinstance(outcome, Bad) else outcome.kind for outcome in outcomes]


def jsonl(path: Path, *lines: object) -> Path:
    texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    path.write_text("\n".join(texts) + "\n", errors="surrogatepass")
    return path


def a_line(number: int, **more: Any) -> dict[str, Any]:
    return {"url": f"https://known.example/{number}", "title": f"خبر {number}", "text": f"{TEXT} {number}", **more}


def test_what_was_worked_out_of_a_batch_before_its_commit_is_known_inside_it(writer: Writer, tmp_path: Path) -> None:
    for remembered in (index_entry, fingerprint):
        remembered.forget()
    path = jsonl(tmp_path / "many.jsonl", *map(a_line, range(12)))
    with watched(writer.store) as called:
        assert kinds(run(writer, path)) == ["new"] * 12
    assert {"fold_plain", "fold_and_find_merged", "words_for_comparison"}.isdisjoint(called)


def html_of(title: str) -> bytes:
    paragraphs = "".join(f"<p>{line}</p>" for line in TEXT.split("\n"))
    return (
        f"<html lang=ar><head><title>{title}</title></head><body><article>{paragraphs}</article></body></html>".encode()
    )


def a_warc(path: Path, pages: int, *, chunked: bool = False) -> Path:
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    for number in range(pages):
        body = gzip.compress(html_of(f"خبر رقم {number}"))
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip")]
        if chunked:
            body = f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"
            headers.append(("Transfer-Encoding", "chunked"))
        record = writer.create_warc_record(
            f"https://known.example/w{number}",
            "response",
            payload=io.BytesIO(body),
            http_headers=StatusAndHeaders("200 OK", headers, "HTTP/1.1"),
            warc_headers_dict={"WARC-Date": "2019-03-04T05:06:07Z"},
        )
        writer.write_record(record)
    path.write_bytes(buffer.getvalue())
    return path


def articles(writer: Writer) -> list[dict[str, Any]]:
    connection = open_readonly(writer.data.record)
    found = [dict(row) for row in connection.execute("SELECT * FROM articles ORDER BY key")]
    connection.close()
    return found


def test_texts_of_a_jsonl_file_become_articles_with_their_dates(writer: Writer, tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", a_line(1, published="2020-06-07T10:00:00+03:00"), a_line(2))
    assert kinds(run(writer, path)) == ["new", "new"]
    first, second = articles(writer)
    assert (first["title"], first["published_at"], first["published_from"]) == (
        "خبر 1",
        "2020-06-07T07:00:00Z",
        "given",
    )
    assert second["published_from"] == "first_seen"


def test_a_broken_line_is_named_and_the_others_are_kept(writer: Writer, tmp_path: Path) -> None:
    lines = (
        a_line(1),
        "{broken",
        {"url": "javascript:x", "text": "x"},
        {"url": "https://known.example/3"},
        "[]",
        a_line(2),
    )
    outcomes = run(writer, jsonl(tmp_path / "a.jsonl", *lines))
    assert kinds(outcomes) == ["new", "bad", "bad", "bad", "bad", "new"]
    assert [outcome.where for outcome in outcomes if isinstance(outcome, Bad)] == [
        "line 2",
        "line 3",
        "line 4",
        "line 5",
    ]


def test_importing_a_file_twice_changes_nothing(writer: Writer, tmp_path: Path) -> None:
    for path in (jsonl(tmp_path / "a.jsonl", a_line(1), a_line(2)), a_warc(tmp_path / "b.warc.gz", 2)):
        assert kinds(run(writer, path)) == ["new", "new"]
        size = sum(file.stat().st_size for file in writer.data.warc.rglob("*.gz*"))
        assert kinds(run(writer, path)) == ["unchanged", "unchanged"]
        assert sum(file.stat().st_size for file in writer.data.warc.rglob("*.gz*")) == size


def test_the_five_thousandth_line_is_as_good_as_the_first(writer: Writer, tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl.gz", *(a_line(number) for number in range(250)))
    path.write_bytes(gzip.compress(path.read_bytes()))
    assert kinds(run(writer, path)) == ["new"] * 250


def test_pages_of_anybodys_warc_keep_their_capture_time_and_bytes(writer: Writer, tmp_path: Path) -> None:
    for name, chunked in (("a", False), ("b", True)):
        outcomes = run(writer, a_warc(tmp_path / f"{name}.warc.gz", 2, chunked=chunked))
        assert kinds(outcomes) == (["new", "new"] if name == "a" else ["unchanged", "unchanged"])
    found = articles(writer)
    assert {article["first_seen_at"] for article in found} == {"2019-03-04T05:06:07Z"}
    assert found[0]["body"] == TEXT
    capture = next(writer.store.db.query("SELECT * FROM captures WHERE article_id IS NOT NULL"))
    kept = read_exchange(writer.data.warc, capture["warc_file"], capture["warc_offset"], capture["warc_length"])
    assert kept.body == html_of("خبر رقم 0")
    assert kept.fetched_at == datetime(2019, 3, 4, 5, 6, 7, tzinfo=UTC)


@pytest.mark.parametrize("cut", [1, 9, 200])
def test_a_truncated_warc_gives_its_whole_records_and_says_where_it_breaks(
    writer: Writer, tmp_path: Path, cut: int
) -> None:
    path = a_warc(tmp_path / "a.warc.gz", 3)
    path.write_bytes(path.read_bytes()[:-cut])
    outcomes = run(writer, path)
    assert kinds(outcomes) == ["new", "new", "bad"]
    assert "breaks off" in str(outcomes[-1])


def test_an_outlet_nobody_described_enters_under_its_hosts_name(writer: Writer, tmp_path: Path) -> None:
    run(writer, jsonl(tmp_path / "a.jsonl", a_line(1) | {"url": "https://www.vanished.example/old/1"}))
    (article,) = articles(writer)
    assert (article["outlet"], article["key"]) == ("vanished.example", "path/old/1")


def test_an_outlet_can_be_named_for_addresses_of_a_host_it_left(writer: Writer, tmp_path: Path) -> None:
    run(writer, jsonl(tmp_path / "a.jsonl", a_line(1) | {"url": "https://former.example/1"}), only=OUTLET)
    assert [article["outlet"] for article in articles(writer)] == ["known"]


def test_a_file_of_unknown_form_or_none_at_all_is_refused_in_a_sentence(writer: Writer, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    with pytest.raises(BadInput, match=r"one of \.warc"):
        run(writer, tmp_path / "a.pdf")
    with pytest.raises(BadInput, match="cannot be read"):
        run(writer, tmp_path / "nowhere.jsonl")


def test_texts_with_nul_and_lone_surrogates_are_stored_without_them(writer: Writer, tmp_path: Path) -> None:
    line = (
        '{"url": "https://known.example/9", "title": "a\\u0000b\\ud800c", "text": "' + TEXT.replace("\n", "\\n") + '"}'
    )
    assert kinds(run(writer, jsonl(tmp_path / "a.jsonl", line))) == ["new"]
    assert [article["title"] for article in articles(writer)] == ["abc"]


def test_a_revisit_record_says_that_the_article_was_still_there(writer: Writer, tmp_path: Path) -> None:
    run(writer, a_warc(tmp_path / "a.warc.gz", 1))
    buffer = io.BytesIO()
    later = WARCWriter(buffer, gzip=True)
    record = later.create_revisit_record(
        "https://known.example/w0",
        "sha1:2222222222222222222222222222222222222222",
        "https://known.example/w0",
        "2019-03-04T05:06:07Z",
        http_headers=StatusAndHeaders("200 OK", [("Content-Type", "text/html")], "HTTP/1.1"),
        warc_headers_dict={"WARC-Date": "2019-04-01T00:00:00Z"},
    )
    later.write_record(record)
    (tmp_path / "b.warc.gz").write_bytes(buffer.getvalue())
    assert kinds(run(writer, tmp_path / "b.warc.gz")) == ["ignored"]
    (article,) = articles(writer)
    assert (article["versions"], article["last_seen_at"]) == (1, "2019-04-01T00:00:00Z")


def test_an_address_longer_than_any_server_takes_is_named_and_not_stored(writer: Writer, tmp_path: Path) -> None:
    canonical = html_of("خبر").replace(
        b"</head>", b'<link rel=canonical href="https://known.example/%s"></head>' % (b"x" * 9_000)
    )
    long = a_line(1, url=f"https://known.example/{'x' * 9_000}")
    lines = (long, a_line(2, html=canonical.decode()))
    assert kinds(run(writer, jsonl(tmp_path / "a.jsonl", *lines))) == ["bad", "new"]
    assert max(len(article["url"]) for article in articles(writer)) < 100
