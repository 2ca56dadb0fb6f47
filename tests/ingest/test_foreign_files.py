"""Files as others really write them: every record and line that is sound is taken, every other one is named."""

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.data_folder import DataFolder
from archive.exchange import Page
from archive.ingest.foreign_files import Bad, ForeignFile, ForeignPage
from archive.ingest.importer import Importer
from archive.ingest.intake import Intake, Prepared
from archive.ingest.session import Writer
from archive.model import Outcome
from tests.support.made_pages import OUTLET, TEXT, page_of, rows

DATE = "2019-03-04T05:06:07Z"


def record(number: int = 0, *, body: bytes = b"", gzipped: bool = True, kind: str = "response", **more: Any) -> bytes:
    url = more.pop("url", f"https://sample.example/{70000 + number}/")
    http = [("Content-Type", more.pop("content_type", "text/html; charset=utf-8")), *more.pop("http", [])]
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=gzipped)
    status, protocol = more.pop("status", "200 OK"), more.pop("protocol", "HTTP/1.1")
    made = writer.create_warc_record(
        url,
        kind,
        payload=io.BytesIO(body or page_of(f"{TEXT} {number}").body),
        http_headers=StatusAndHeaders(status, http, protocol) if kind == "response" else None,
        warc_headers_dict={"WARC-Date": more.pop("date", DATE)},
    )
    writer.write_record(made)
    return buffer.getvalue()


def read(path: Path, content: bytes) -> list[str]:
    """What each thing in a file is: its address, or why it is bad."""
    path.write_bytes(content)
    with ForeignFile(path) as stream:
        return [thing.why if isinstance(thing, Bad) else thing.exchange.url for thing in stream.things()]


def numbers(found: list[str]) -> list[str]:
    return [thing.rstrip("/")[-1] if thing.startswith("http") else "bad" for thing in found]


@pytest.fixture
def warc(tmp_path: Path) -> Path:
    return tmp_path / "a.warc.gz"


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with Writer(DataFolder(tmp_path / "data"), "import") as opened:
        yield opened


def imported(writer: Writer, path: Path, content: bytes) -> list[Outcome | Bad]:
    path.write_bytes(content)
    return [outcome for outcome, _ in Importer(writer, {"sample": OUTLET}).run(path)]


def kinds(outcomes: list[Outcome | Bad]) -> list[str]:
    return ["bad" if isinstance(outcome, Bad) else outcome.kind for outcome in outcomes]


def test_a_damaged_record_costs_only_itself(warc: Path) -> None:
    members = [record(number) for number in range(4)]
    members[1] = members[1][:300] + b"\xff" * 40 + members[1][340:]
    assert numbers(read(warc, b"".join(members))) == ["0", "bad", "2", "3"]


def test_a_file_packed_as_one_member_gives_all_its_records(warc: Path) -> None:
    plain = b"".join(record(number, gzipped=False) for number in range(5))
    assert numbers(read(warc, gzip.compress(plain))) == ["0", "1", "2", "3", "4"]
    assert numbers(read(warc, gzip.compress(plain)[:-9])) == ["0", "1", "2", "3", "bad"]


def test_a_file_packed_as_one_member_may_be_larger_than_memory(warc: Path) -> None:
    big = record(0, gzipped=False, body=b"x" * (40 << 20))
    assert numbers(read(warc, gzip.compress(big * 2 + record(7, gzipped=False), 1))) == ["0", "0", "7"]


def test_a_plain_file_that_is_cut_gives_its_whole_records(tmp_path: Path) -> None:
    plain = b"".join(record(number, gzipped=False) for number in range(3))
    # Without digests, which many writers leave out, only the length tells.
    bare = b"\r\n".join(line for line in plain.split(b"\r\n") if b"-Digest: " not in line)
    for whole in (plain, bare):
        assert numbers(read(tmp_path / "a.warc", whole)) == ["0", "1", "2"]
        for cut in (100, 400):
            assert numbers(read(tmp_path / "a.warc", whole[:-cut])) == ["0", "1", "bad"]


def test_a_record_whose_digest_is_wrong_costs_only_itself(tmp_path: Path) -> None:
    plain = b"".join(record(number, gzipped=False) for number in range(3))
    changed = plain.replace(b" 1</p>", b" 9</p>")
    found = read(tmp_path / "a.warc", changed)
    assert numbers(found) == ["0", "bad", "2"]
    assert "changed after it was written" in found[1]


def test_dates_with_fractions_and_zones_are_understood_and_impossible_ones_are_named(warc: Path) -> None:
    dates = ("2019-03-04T05:06:07.123456789Z", "2019-03-04T08:06:07+03:00", "", "2099-01-01T00:00:00Z", "nonsense")
    warc.write_bytes(b"".join(record(number, date=date) for number, date in enumerate(dates)))
    with ForeignFile(warc) as stream:
        found = list(stream.things())
    assert ["bad" if isinstance(thing, Bad) else f"{thing.exchange.fetched_at:%H:%M:%S}" for thing in found] == [
        "05:06:07",
        "05:06:07",
        "bad",
        "bad",
        "bad",
    ]


def test_a_bomb_inside_a_record_is_named_and_not_unpacked(warc: Path) -> None:
    packer = zlib.compressobj(wbits=31)
    bomb = b"".join(packer.compress(b"\0" * (1 << 20)) for _ in range(100)) + packer.flush()
    found = read(warc, record(0, body=bomb, http=[("Content-Encoding", "gzip")]) + record(1))
    assert numbers(found) == ["bad", "1"]
    assert "more than 64 MB" in found[0]


def test_status_lines_of_newer_protocols_and_addresses_in_brackets_are_read(warc: Path) -> None:
    odd = record(0, protocol="HTTP/2") + record(1, url="<https://sample.example/70001/>")
    assert numbers(read(warc, odd)) == ["0", "1"]


def test_zeros_after_the_last_record_are_no_fault(warc: Path) -> None:
    assert numbers(read(warc, record(0) + b"\0" * 5000)) == ["0"]


def test_what_is_no_page_is_passed_over_without_a_trace(writer: Writer, tmp_path: Path, warc: Path) -> None:
    notes = (
        record(1, url="dns:sample.example", kind="resource")
        + record(2, url="urn:thumbnail:https://sample.example/", kind="resource")
        + record(3, url="https://cdn.example/style.css", body=b"p {}", content_type="text/css")
        + record(4, url="https://pictures.example/a.png", body=b"\x89PNG\r\n", content_type="image/png")
        + record(5, status="301 Moved", http=[("Location", "/")], body=b" ")
        + record(6, url="https://adverts.example/frame", body=b"<html><body>x</body></html>")
    )
    outcomes = imported(writer, warc, notes + record(7))
    assert kinds(outcomes) == ["ignored", "ignored", "ignored", "ignored", "ignored", "held", "new"]
    assert rows(tmp_path / "data", "SELECT name FROM outlets") == [{"name": "sample"}]


def test_our_own_captures_imported_into_their_archive_are_known(writer: Writer, tmp_path: Path, warc: Path) -> None:
    assert kinds(imported(writer, warc, record(1))) == ["new"]
    (own,) = (tmp_path / "data" / "warc").rglob("*.warc.gz*")
    assert kinds(imported(writer, tmp_path / "b.warc.gz", own.read_bytes())) == ["unchanged"]


LINES: dict[str, Any] = {
    "a line break in the address": {"url": "https://sample.example/1\r\nWARC-Type: x", "text": TEXT},
    "a lone surrogate in the address": {"url": "https://sample.example/\ud800", "text": TEXT},
    "an impossible port": {"url": "https://sample.example:99999/70001/", "text": TEXT},
    "an address that is a number": {"url": 5, "text": TEXT},
    "no text": {"url": "https://sample.example/70001/", "title": "x", "html": None, "text": None},
    "text that is a list": {"url": "https://sample.example/70001/", "text": [TEXT]},
    "fetched in the year 1": {"url": "https://sample.example/70001/", "text": TEXT, "fetched_at": "0001-01-01"},
    "fetched at the end of time": {
        "url": "https://sample.example/70001/",
        "text": TEXT,
        "fetched_at": "9999-12-31T23:59:59-12:00",
    },
    "fetched in the future": {"url": "https://sample.example/70001/", "text": TEXT, "fetched_at": "2099-01-01"},
    "a list": [],
    "nothing": None,
}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_a_line_that_cannot_be_true_is_named_and_the_next_is_taken(writer: Writer, tmp_path: Path, line: Any) -> None:
    good = {"url": "https://sample.example/70002/", "text": TEXT}
    content = "\n".join(json.dumps(row) for row in (line, good)).encode()
    assert kinds(imported(writer, tmp_path / "a.jsonl", content)) == ["bad", "new"]


def test_lines_too_deep_or_too_long_are_named_and_the_next_is_taken(
    writer: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.ingest._jsonl.LINE_LIMIT", 10_000)
    good = json.dumps({"url": "https://sample.example/70002/", "text": TEXT}).encode()
    deep = b"[" * 9_000
    long = b'{"url": "https://sample.example/70001/", "text": "' + b"x" * 35_000 + b'"}'
    outcomes = imported(writer, tmp_path / "a.jsonl", b"\n".join((deep, long, good)))
    assert kinds(outcomes) == ["bad", "bad", "new"]
    assert [outcome.where for outcome in outcomes if isinstance(outcome, Bad)] == ["line 1", "line 2"]


def test_a_byte_order_mark_numbers_for_text_and_several_authors_are_understood(tmp_path: Path) -> None:
    row = {"url": " https://sample.example/70001/ ", "title": 2026, "text": TEXT, "author": ["ا\ud800", "ب", None]}
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(row).encode())
    with ForeignFile(path) as stream:
        (thing,) = stream.things()
    assert isinstance(thing, ForeignPage)
    assert thing.reading is not None
    assert (thing.exchange.url, thing.reading.title, thing.reading.authors) == (
        "https://sample.example/70001/",
        "2026",
        ("ا", "ب"),
    )


def test_one_thing_nobody_foresaw_costs_no_other_of_its_batch(
    writer: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Unforeseen(Intake):
        def store(self, page: Page, prepared: Prepared | None) -> Outcome:
            if "70001" in page.url:
                raise ValueError("made")
            return super().store(page, prepared)

    monkeypatch.setattr("archive.ingest.importer.Intake", Unforeseen)
    lines = (json.dumps({"url": f"https://sample.example/7000{n}/", "text": f"{TEXT} {n}"}) for n in range(3))
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(lines))
    outcomes = [outcome for outcome, _ in Importer(writer, {"sample": OUTLET}).run(path)]
    assert kinds(outcomes) == ["new", "bad", "new"]
    assert rows(tmp_path / "data", "SELECT url FROM captures ORDER BY id") == [
        {"url": "https://sample.example/70000/"},
        {"url": "https://sample.example/70002/"},
    ]
