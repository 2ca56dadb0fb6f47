"""What is packed of an exchange can be checked with nothing but the bytes of the WARC file."""

import gzip
import hashlib
import io
import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from archive.exchange import Capture, RequestDetails
from archive.warc.appender import WarcAppender
from archive.warc.originals import original_at
from archive.warc.packing import pack
from tests.warc.test_appender import TEXT, an_exchange, appended


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def written(folder: Path, capture: Capture) -> bytes:
    stored = (folder / capture.warc_file).read_bytes()
    return stored[capture.warc_offset - capture.warc_before : capture.warc_offset + capture.warc_length]


def test_every_hash_of_a_capture_is_that_of_bytes_in_the_file(tmp_path: Path) -> None:
    capture = appended(tmp_path, b"one", TEXT)[1]
    members = written(tmp_path, capture)
    record = gzip.decompress(members[capture.warc_before :])
    head, _, body = record.partition(b"\r\n\r\n")[2].partition(b"\r\n\r\n")
    assert sha256(members) == capture.hashes.member
    assert sha256(record) == capture.hashes.record
    assert sha256(head + b"\r\n\r\n") == capture.hashes.headers
    assert sha256(body.removesuffix(b"\r\n\r\n")) == capture.body_sha256 == sha256(an_exchange(body=TEXT).body)
    assert capture.hashes.decoded == sha256(TEXT)


def test_headers_that_are_no_ascii_cost_no_answer() -> None:
    headers = (("\x80Content-Type", "text/html"), ("Ünicode", "ä"), ("Kind", "\x1f\x8b text; charset=utf-8"))
    packed = pack(replace(an_exchange(body=TEXT), headers=headers, via="import"))
    head = gzip.decompress(packed.members).partition(b"\r\n\r\n")[2].partition(b"\r\n\r\n")[0]
    assert b"\r\n%C2%80Content-Type: text/html" in head
    assert b"\r\n%C3%9Cnicode: %C3%A4" in head
    assert b"\r\nKind: \x1f%C2%8B text; charset=utf-8" in head


ASKED = RequestDetails(
    requested_url="https://a.example/1",
    hops=("https://a.example/1",),
    clock="unsynchronised",
    server="192.0.2.7",
    tls_sha256="c" * 64,
    robots="allowed",
    headers=(("User-Agent", "Warraq/1"), ("Host", "a.example")),
)


def types_and_fields(members: bytes) -> list[tuple[str, str, str]]:
    """Type, own id and the id that it belongs to, of each record, as another program reads them."""
    names = ("WARC-Type", "WARC-Record-ID", "WARC-Concurrent-To")
    found = []
    for record in ArchiveIterator(io.BytesIO(members), check_digests="raise"):
        record.content_stream().read()
        found.append(tuple(record.rec_headers.get_header(name) or "" for name in names))
        digests = (record.rec_headers.get_header(f"WARC-{part}-Digest") for part in ("Block", "Payload"))
        assert record.rec_headers.protocol == "WARC/1.1"
        assert all(digest.startswith("sha256:") for digest in digests if digest)
    return found  # type: ignore[return-value]


@pytest.mark.parametrize("kind", ["response", "revisit"])
def test_an_answer_stands_behind_its_request_and_what_was_noted_of_it(tmp_path: Path, kind: str) -> None:
    first = appended(tmp_path, random.Random(1).randbytes(3_000))[0]
    original = original_at(tmp_path, first.warc_file, first.warc_offset)
    exchange = replace(an_exchange(), asked=ASKED, body=original.payload)
    found = types_and_fields(pack(exchange, original if kind == "revisit" else None).members)
    assert [one[0] for one in found] == ["request", "metadata", kind]
    assert [one[2] for one in found] == [found[2][1], found[2][1], ""]


def test_the_request_and_all_that_was_noted_can_be_read_without_our_database(tmp_path: Path) -> None:
    appender = WarcAppender(tmp_path, "sample")
    capture = appender.append_packed(pack(replace(an_exchange(), asked=ASKED), None, "warraq/1 rules/0123456789ab"))
    appender.close()
    records = gzip.decompress(written(tmp_path, capture)).split(b"WARC/1.1\r\n")
    assert records[1].endswith(b"HTTP/1.1\r\nUser-Agent: Warraq/1\r\nHost: a.example\r\n\r\n\r\n\r\n")
    head, _, content = records[2].partition(b"\r\n\r\n")
    # Whatever is of another type, players take for what the address answered.
    assert b"Content-Type: application/warc-fields" in head
    noted = json.loads(content.partition(b"capture: ")[2])
    assert noted == {
        "url": "https://a.example/خبر",
        "requested_url": "https://a.example/1",
        "hops": ["https://a.example/1"],
        "fetched_at": "2026-11-22T08:40:00Z",
        "clock": "unsynchronised",
        "server": "192.0.2.7",
        "tls_sha256": "c" * 64,
        "status": 200,
        "headers_sha256": capture.hashes.headers,
        "body_sha256": capture.body_sha256,
        "decoded_sha256": capture.hashes.decoded,
        "record_sha256": capture.hashes.record,
        "software": "warraq/1 rules/0123456789ab",
        "robots": "allowed",
    }


def test_somebody_elses_capture_has_nothing_before_it_for_nobody_here_asked_for_it() -> None:
    packed = pack(replace(an_exchange(), via="import"))
    assert (packed.before, [one[0] for one in types_and_fields(packed.members)]) == (0, ["response"])


def test_a_body_whose_coding_cannot_be_taken_off_has_no_hash_without_it() -> None:
    assert pack(replace(an_exchange(), body=b"no gzip \x00")).hashes.decoded == ""


@pytest.mark.parametrize("length", [1, 0xFFFF, 0x1FFFF])
def test_a_body_that_came_packed_stands_in_its_record_as_it_came(length: int) -> None:
    exchange = an_exchange(body=random.Random(length).randbytes(length))
    body, packed = exchange.body, pack(exchange)
    member = packed.members[packed.before :]
    record = gzip.decompress(member)
    assert record.endswith(body + b"\r\n\r\n")
    assert sha256(record) == packed.hashes.record
    assert body[:0xFFFF] in member
    for read in ArchiveIterator(io.BytesIO(member), check_digests="raise"):
        assert read.raw_stream.read() == body


def test_a_short_body_that_came_packed_is_kept_behind_headers_that_are_longer_than_a_block() -> None:
    exchange = an_exchange()
    packed = pack(replace(exchange, body=b"1", headers=(*exchange.headers, ("X-Long", "1" * 70_000))))
    found = ArchiveIterator(io.BytesIO(packed.members[packed.before :]), check_digests="raise")
    assert [read.raw_stream.read() for read in found] == [b"1"]
