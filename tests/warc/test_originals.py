"""An unchanged page is kept as a revisit: the new headers, and the way to the body; a body that is gone is noticed."""

import gzip
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from archive.errors import WarcDamaged
from archive.exchange import Capture, Exchange
from archive.warc.appender import WarcAppender
from archive.warc.kept_record import NotKept, read_kept
from archive.warc.originals import original_at, original_of
from archive.warc.reader import exchanges, read_exchange

AT = datetime(2026, 11, 22, 8, 40, tzinfo=UTC)
URL = "https://a.example/خبر"
BODY = gzip.compress(b"".join(b"<p>%d</p>" % (n * n) for n in range(3000)), mtime=0)


def answer(hours: int, body: bytes = BODY, status: int = 200, word: str = "first") -> Exchange:
    headers = (("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"), ("X-Word", word))
    return Exchange(url=URL, status=status, headers=headers, body=body, fetched_at=AT + timedelta(hours=hours))


def twice(folder: Path, again: Exchange | None = None) -> tuple[Capture, Capture]:
    appender = WarcAppender(folder, "sample")
    first = appender.append(answer(0))
    appender.sync()
    again = again or answer(20, word="second")
    second = appender.append(again, original_at(folder, first.warc_file, first.warc_offset))
    appender.close()
    return first, second


def place(capture: Capture) -> tuple[str, int, int]:
    return capture.warc_file, capture.warc_offset, capture.warc_length


def test_the_second_record_has_the_new_head_and_the_body_of_the_first(tmp_path: Path) -> None:
    first, second = twice(tmp_path)
    assert second.warc_file != first.warc_file, "another day, another file"
    assert second.warc_length < 900 < first.warc_length
    assert (second.body_sha256, second.status) == (first.body_sha256, 200)
    kept = read_kept(tmp_path, *place(second))
    assert kept.payload == BODY
    assert ("X-Word", "second") in kept.headers
    found = read_exchange(tmp_path, *place(second))
    assert (found.status, found.url, found.fetched_at) == (200, URL, AT + timedelta(hours=20))
    assert found.body == gzip.decompress(BODY)
    assert ("X-Word", "second") in found.headers


def test_it_is_a_revisit_by_the_standard_that_other_readers_understand(tmp_path: Path) -> None:
    first, second = twice(tmp_path)
    with (tmp_path / first.warc_file).open("rb") as file:
        before = next(found for found in ArchiveIterator(file) if found.rec_type == "response").rec_headers
    with (tmp_path / second.warc_file).open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            if record.rec_type == "revisit":
                fields, status = record.rec_headers, record.http_headers.get_statuscode()
                assert record.content_stream().read() == b""
    assert fields.protocol == "WARC/1.1"
    assert fields.get_header("WARC-Profile") == "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
    assert fields.get_header("WARC-Payload-Digest") == before.get_header("WARC-Payload-Digest")
    assert fields.get_header("WARC-Refers-To") == before.get_header("WARC-Record-ID")
    assert fields.get_header("WARC-Refers-To-Target-URI") == before.get_header("WARC-Target-URI")
    assert fields.get_header("WARC-Refers-To-Date") == before.get_header("WARC-Date") == "2026-11-22T08:40:00Z"
    assert [name for name, _ in fields.headers].count("WARC-Refers-To-Date") == 1
    assert status == "200"


def test_to_whoever_has_only_the_file_it_says_what_a_304_says(tmp_path: Path) -> None:
    _, second = twice(tmp_path)
    with (tmp_path / second.warc_file).open("rb") as file:
        assert [(found.status, found.body) for found in exchanges(file)] == [(304, b"")]


def test_a_revisit_of_a_revisit_refers_to_the_record_that_has_the_body(tmp_path: Path) -> None:
    first, second = twice(tmp_path)
    assert original_at(tmp_path, second.warc_file, second.warc_offset).offset == first.warc_offset


@pytest.mark.parametrize(("before", "body"), [(BODY, BODY + b"x"), (BODY, b""), (b"short", b"short")])
def test_another_body_or_one_of_a_few_bytes_is_kept_whole(tmp_path: Path, before: bytes, body: bytes) -> None:
    appender = WarcAppender(tmp_path, "sample")
    first = appender.append(answer(0, before))
    appender.sync()
    second = appender.append(answer(1, body), original_at(tmp_path, first.warc_file, first.warc_offset))
    appender.close()
    kept = read_kept(tmp_path, *place(second))
    assert (kept.payload, kept.original) == (body, None)


def test_a_body_that_is_not_at_its_place_any_more_is_noticed_wherever_it_is_read(tmp_path: Path) -> None:
    first, second = twice(tmp_path)
    path = tmp_path / first.warc_file
    whole = path.read_bytes()
    other = WarcAppender(tmp_path / "other", "sample")
    elsewhere = other.append(answer(0))
    other.close()
    another = (tmp_path / "other" / elsewhere.warc_file).read_bytes()
    flipped = bytearray(whole)
    flipped[first.warc_offset + first.warc_length // 2] ^= 1
    for content in (b"", whole[: first.warc_offset + 30], bytes(flipped), another):
        path.write_bytes(content)
        with pytest.raises(WarcDamaged):
            read_exchange(tmp_path, *place(second))
        with pytest.raises(NotKept) as problem:
            read_kept(tmp_path, *place(second))
        assert problem.value.fault == "original"
    path.unlink()
    with pytest.raises(WarcDamaged):
        read_exchange(tmp_path, *place(second))


def test_no_file_outside_is_opened_whatever_a_record_refers_to(tmp_path: Path) -> None:
    first, second = twice(tmp_path)
    path = tmp_path / second.warc_file
    start = second.warc_offset
    record = gzip.decompress(path.read_bytes()[start:])
    for name in (b"../../secret", b"/etc/passwd", b"2026/11/../../x-20261122.warc.gz"):
        forged = gzip.compress(record.replace(first.warc_file.encode(), name))
        path.write_bytes(path.read_bytes()[:start] + forged)
        with pytest.raises(NotKept):
            read_kept(tmp_path, second.warc_file, start, len(forged))
        with pytest.raises(WarcDamaged, match="does not say where"):
            list(exchanges(io.BytesIO(forged), lambda named: original_of(tmp_path, named).payload))
