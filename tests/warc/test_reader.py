"""WARC records as the many tools write them: digests as ISO 28500 means them, chunks, codings, records that are cut."""

import gzip
import io
import os
from collections.abc import Callable

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import WarcDamaged
from archive.exchange import Exchange
from archive.warc.reader import salvaged
from tests.support.warc_files import article, chunked, digest, http, warc_record

URL = "https://sample.example/70001/"
BODY = article(1)
EXAMPLES = int(os.environ.get("WARRAQ_PROPERTY_EXAMPLES", "60"))


def read(record: bytes) -> list[Exchange | WarcDamaged]:
    return list(salvaged(io.BytesIO(record)))


def body_of(record: bytes) -> bytes:
    (found,) = read(record)
    assert isinstance(found, Exchange), str(found)
    return found.body


def why(record: bytes) -> str:
    (found,) = read(record)
    assert isinstance(found, WarcDamaged)
    return str(found)


CHUNKS, PACKED = chunked(BODY), chunked(gzip.compress(BODY, mtime=0))
IN_CHUNKS = http(CHUNKS, "Transfer-Encoding: chunked")
CODED = http(PACKED, "Transfer-Encoding: chunked", "Content-Encoding: gzip")


@pytest.mark.parametrize("algorithm", ["sha1", "md5", "sha256", "sha512"])
@pytest.mark.parametrize("form", ["base32", "hex", "base64"])
@pytest.mark.parametrize(
    ("block", "payload"),
    [(IN_CHUNKS, CHUNKS), (IN_CHUNKS, BODY), (CODED, PACKED), (CODED, gzip.compress(BODY, mtime=0)), (CODED, BODY)],
    ids=["as it stands", "without chunks", "coded, as it stands", "coded, without chunks", "decoded"],
)
def test_a_payload_digest_is_right_over_any_of_the_bytes_that_tools_mean_by_it(
    algorithm: str, form: str, block: bytes, payload: bytes
) -> None:
    written = digest(payload, algorithm, form)
    for value in (written, written.upper() if form == "hex" else written.lower() if form == "base32" else written):
        assert body_of(warc_record(block, f"WARC-Payload-Digest: {value}", url=URL)) == BODY


def test_a_sound_block_digest_carries_a_record_whose_payload_digest_fits_nothing() -> None:
    named = (f"WARC-Block-Digest: {digest(IN_CHUNKS)}", f"WARC-Payload-Digest: {digest(b'else')}")
    assert body_of(warc_record(IN_CHUNKS, *named, url=URL)) == BODY


def test_a_revisit_without_its_body_is_not_refuted_by_the_digest_of_that_body() -> None:
    head = http(b"")
    named = ("WARC-Profile: http://netpreserve.org/warc/1.0/revisit/identical-payload-digest",)
    (found,) = read(warc_record(head, *named, f"WARC-Payload-Digest: {digest(BODY)}", url=URL, kind="revisit"))
    assert isinstance(found, Exchange), str(found)
    assert (found.status, found.body) == (304, b"")


def test_digests_that_cannot_be_computed_prove_nothing() -> None:
    named = ("WARC-Block-Digest: blake3:abc", "WARC-Payload-Digest: sha1:tooshort")
    assert body_of(warc_record(IN_CHUNKS, *named, url=URL)) == BODY


@pytest.mark.parametrize("named", ["WARC-Block-Digest", "WARC-Payload-Digest"])
def test_a_record_that_was_changed_is_refused(named: str) -> None:
    changed = warc_record(IN_CHUNKS, f"{named}: {digest(b'what it was')}", url=URL)
    assert "changed after it was written" in why(changed)


@pytest.mark.parametrize(
    ("block", "named"),
    [
        (IN_CHUNKS, "WARC-Truncated: length"),
        (IN_CHUNKS, "WARC-Truncated: disconnect"),
        (IN_CHUNKS, "WARC-Segment-Number: 2"),
        (http(BODY, f"Content-Length: {len(BODY) + 1}"), "X: y"),
    ],
)
def test_a_record_that_calls_itself_incomplete_says_so(block: bytes, named: str) -> None:
    (found,) = read(warc_record(block, named, url=URL))
    assert isinstance(found, Exchange)
    assert found.incomplete


@pytest.mark.parametrize(
    "block",
    [
        http(BODY, f"Content-Length: {len(BODY)}"),
        http(BODY, "Content-Length: 7", "Content-Encoding: gzip"),
        http(BODY, "Content-Length: many"),
        http(BODY, "Transfer-Encoding: chunked"),
    ],
    ids=["the right length", "decoded by the writer", "no number", "chunks taken out by the writer"],
)
def test_a_whole_record_is_not_called_incomplete(block: bytes) -> None:
    (found,) = read(warc_record(block, url=URL))
    assert isinstance(found, Exchange)
    assert (found.body, found.incomplete) == (BODY, "")


def test_a_body_that_stays_coded_is_refused_with_its_reason_and_costs_only_itself() -> None:
    records = [
        warc_record(http(BODY), url=URL),
        warc_record(http(brotli.compress(BODY), "Content-Encoding: br"), url=URL),
        warc_record(http(brotli.compress(BODY)[:-9], "Content-Encoding: br"), url=URL),
        warc_record(http(BODY, "Content-Encoding: exi"), url=URL),
        warc_record(http(BODY), url=URL),
    ]
    found = read(b"".join(records))
    assert [one.body == BODY if isinstance(one, Exchange) else "decoded" in str(one) for one in found] == [True] * 5
    assert [isinstance(one, Exchange) for one in found] == [True, True, False, False, True]


@given(st.binary(max_size=300), st.integers(0, 700), st.binary(max_size=8))
@settings(max_examples=EXAMPLES)
def test_no_bytes_make_reading_raise(noise: bytes, at: int, over: bytes) -> None:
    record = warc_record(CODED, f"WARC-Payload-Digest: {digest(BODY)}", url=URL)
    for candidate in (noise, record[:at] + over + record[at + len(over) :], record + noise, b"WARC/1.0\r\n" + noise):
        for found in read(candidate):
            assert isinstance(found, Exchange | WarcDamaged)


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_bytes_of_something_else_are_told_in_words_and_not_shown(pack: Callable[[bytes], bytes]) -> None:
    reason = why(pack(bytes(range(128, 256)) * 20))
    assert "opens no record; fetch the file again" in reason
    assert reason.isprintable()
