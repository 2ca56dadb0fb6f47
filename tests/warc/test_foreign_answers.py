"""Files that are neither lists nor captures: each is told in one sentence what it is, and what to do next."""

import gzip
from io import BytesIO

import pytest

from archive.warc.foreign_answers import opening_of, packed_as, why_no_captures, why_none

PAGE = b"<!DOCTYPE html>\n<html><head><title>\n504 Gateway Time-out</title></head><body>\n<h1>504</h1></body></html>"
FAULT = b"org.archive.wayback.exception.RobotAccessControlException: Blocked By Robots\n"
CODE = b"<?xml version='1.0'?><Error><Code>SlowDown</Code><Message>Reduce your request rate.</Message></Error>"
LINE = b'{"url": "https://sample.example/1", "title": "a", "text": "b"}\n'
NO_TEXT = bytes(range(256)) * 20


@pytest.mark.parametrize(
    ("opening", "says"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (PAGE, "answered: '504 Gateway Time-out'. Ask the same index again"),
        (b"<html><body><p>Blocked</p>", "answered: '<html><body><p>Blocked</p>'"),
        (CODE, "answered: 'Reduce your request rate'."),
        (b'{"message": "No Captures found for: x.example/*"}\n', "answered: 'No Captures found for: x.example/*'"),
        (b'{"error": {"code": 5}}', "no column of it is an address"),
        (FAULT, "Blocked By Robots'. Ask"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n", "warraq import"),
        (NO_TEXT, "is no text"),
        (b"no results\n", "fl=timestamp,original"),
        ("لا توجد نتائج\n".encode(), "fl=timestamp,original"),
    ],
)
def test_what_is_no_list_is_named_with_what_to_do(opening: bytes, says: str) -> None:
    assert says in why_none(opening)


@pytest.mark.parametrize(
    ("beginning", "form"),
    [
        (b"PK\x03\x04", "zip"),
        (b"BZh9", "bzip2"),
        (b"\xfd7zX", "xz"),
        (b"\x28\xb5\x2f\xfd", "zstd"),
        (b"7z\xbc\xaf", "7z"),
    ],
)
def test_what_is_packed_in_another_way_is_to_be_unpacked(beginning: bytes, form: str) -> None:
    assert f"is packed as {form}" in packed_as(beginning)
    assert packed_as(b"org," + beginning) == ""


@pytest.mark.parametrize(
    ("opening", "says"),
    [
        (PAGE, "its server answered: '504 Gateway Time-out'. Fetch"),
        (b'[\n {"url": "https://sample.example/1"}\n]', "jq -c"),
        (LINE.decode().encode("utf-16"), "iconv -f UTF-16"),
        (LINE.decode().encode("utf-16-le"), "iconv -f UTF-16"),
        (NO_TEXT, "is no text, and no lines of JSON"),
    ],
)
def test_what_holds_no_lines_of_json_is_named_with_what_to_do(opening: bytes, says: str) -> None:
    assert says in why_no_captures(opening, is_lines=True)


@pytest.mark.parametrize(
    "opening", [LINE, b"\xef\xbb\xbf" + LINE, b"<br>Warning: slow</br>\n" + LINE, b"broken\n", b""]
)
def test_lines_of_json_are_read_whatever_stands_before_them(opening: bytes) -> None:
    assert why_no_captures(opening, is_lines=True) == ""


@pytest.mark.parametrize(
    "opening", [b"WARC/1.0\r\n", b"<p>cut</p>\nWARC/1.0\r\n", b"filedesc://x.arc", b"PK\x03\x04", NO_TEXT]
)
def test_records_are_looked_for_whatever_stands_before_them(opening: bytes) -> None:
    assert why_no_captures(opening, is_lines=False) == ""
    assert "its server answered" in why_no_captures(PAGE, is_lines=False)


def test_an_opening_is_read_out_of_packed_files_as_far_as_they_go() -> None:
    packed = gzip.compress(PAGE * 50)
    assert opening_of(BytesIO(packed)) == opening_of(BytesIO(PAGE * 50)) == PAGE * 50
    assert opening_of(BytesIO(packed[:4])) == b""
