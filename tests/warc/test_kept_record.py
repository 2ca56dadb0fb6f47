"""A record read back by its place: whole as it was kept, or the first step that fails; nothing outside the folder."""

import gzip
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.exchange import Capture, Exchange
from archive.warc.appender import WarcAppender
from archive.warc.kept_record import NotKept, path_of, read_kept, stored_bytes

BODY = gzip.compress("<p>عادت المياه</p>".encode())
HEADERS = (("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"), ("X-Word", "ماء"))


def kept(folder: Path, url: str = "https://furat.example/ماء?a=%D9%85") -> Capture:
    """The second of three records."""
    appender = WarcAppender(folder, "furat")
    at = datetime(2026, 11, 3, 15, 20, tzinfo=UTC)
    captures = [
        appender.append(Exchange(url=url, status=200, headers=HEADERS, body=body, fetched_at=at))
        for body in (b"before", BODY, b"after")
    ]
    appender.close()
    return captures[1]


def fault(folder: Path, capture: Capture, **other: int) -> str:
    offset, length = other.get("offset", capture.warc_offset), other.get("length", capture.warc_length)
    with pytest.raises(NotKept) as found:
        read_kept(folder, capture.warc_file, offset, length)
    return found.value.fault


def unpacked(member: bytes) -> bytes | None:
    try:
        return gzip.decompress(member)
    except (OSError, EOFError, zlib.error):
        return None


def test_a_record_comes_back_with_its_headers_and_its_body_as_it_was_sent(tmp_path: Path) -> None:
    capture = kept(tmp_path)
    record = read_kept(tmp_path, capture.warc_file, capture.warc_offset, capture.warc_length)
    assert record.payload == BODY
    assert record.url == capture.url
    assert record.answer_head.split("\r\n")[0] == "HTTP/1.1 200 OK"
    assert ("Content-Encoding", "gzip") in record.headers
    assert "WARC-Type: response" in record.named_fields


def test_a_record_that_is_not_there_whole_is_told_by_the_step_that_fails(tmp_path: Path) -> None:
    capture = kept(tmp_path)
    assert fault(tmp_path, capture, offset=capture.warc_offset + 1) == "not_whole"
    assert fault(tmp_path, capture, length=capture.warc_length - 1) == "not_whole"
    assert fault(tmp_path, capture, length=capture.warc_length + 50) == "not_whole"
    assert fault(tmp_path, capture, offset=10**12) == "not_whole"
    assert fault(tmp_path, capture, length=0) == "not_whole"
    assert fault(tmp_path, capture, offset=-1) == "not_whole"


def test_a_flipped_byte_is_noticed_wherever_it_lies(tmp_path: Path) -> None:
    capture = kept(tmp_path)
    path = tmp_path / capture.warc_file
    whole = path.read_bytes()
    end = capture.warc_offset + capture.warc_length
    says_nothing = 0
    # Behind the ten bytes of the gzip header, of which some say nothing.
    for place in range(capture.warc_offset + 10, end):
        flipped = whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :]
        if unpacked(flipped[capture.warc_offset : end]) == unpacked(whole[capture.warc_offset : end]):
            # Bits that fill up the last byte of a block, and the first of one that stands as it is (RFC 1951, 3.2).
            says_nothing += 1
            continue
        path.write_bytes(flipped)
        assert fault(tmp_path, capture) == "not_whole"
    assert says_nothing <= 3


def test_a_record_that_was_packed_anew_with_other_words_is_refuted_by_its_own_digest(tmp_path: Path) -> None:
    capture = kept(tmp_path)
    path = tmp_path / capture.warc_file
    whole = path.read_bytes()
    member = whole[capture.warc_offset : capture.warc_offset + capture.warc_length]
    forged = gzip.compress(gzip.decompress(member).replace(b"HTTP/1.1 200 OK", b"HTTP/1.1 404 No"))
    path.write_bytes(whole[: capture.warc_offset] + forged)
    assert fault(tmp_path, capture, length=len(forged)) == "digest"


def test_a_record_that_unpacks_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    capture = kept(tmp_path)
    monkeypatch.setattr("archive.warc.kept_record.BODY_LIMIT", 20)
    monkeypatch.setattr("archive.warc.kept_record.HEADERS_LIMIT", 20)
    assert fault(tmp_path, capture) == "not_whole"


@pytest.mark.parametrize(
    "name",
    [
        *("../warraq.db", "/etc/passwd", "", ".", "2026/11/../../../secret-20261103.warc.gz", "2026/11/\x00-20261103"),
        *("../../2026/11/x-20261103.warc.gz", "2026/11/nothing-20261103.warc.gz", "2026/11/folder-20261103.warc.gz"),
    ],
)
def test_nothing_but_a_file_of_ours_inside_the_folder_is_opened(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "warc"
    kept(folder)
    (folder / "2026/11/folder-20261103.warc.gz").mkdir()
    (tmp_path / "secret-20261103.warc.gz").write_bytes(b"secret")
    (tmp_path / "warraq.db").write_bytes(b"record")
    with pytest.raises(NotKept) as found:
        path_of(folder, name)
    assert found.value.fault == "no_file"


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    capture = kept(tmp_path)

    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refused)
    assert fault(tmp_path, capture) == "unreadable"


def test_the_stored_bytes_are_handed_over_as_they_lie_in_the_file(tmp_path: Path) -> None:
    capture = kept(tmp_path)
    whole = (tmp_path / capture.warc_file).read_bytes()
    pieces = stored_bytes(tmp_path / capture.warc_file, capture.warc_offset, capture.warc_length)
    assert b"".join(pieces) == whole[capture.warc_offset : capture.warc_offset + capture.warc_length]
