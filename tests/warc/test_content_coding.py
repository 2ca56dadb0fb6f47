"""Bodies as servers and archives code them: every coding a crawl can accept is decoded, what stays coded is refused."""

import gzip
import os
import time
import zlib
from collections.abc import Callable
from contextlib import suppress

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.warc.content_coding import StillCodedError, TooLongError, decoded
from archive.warc.zstd import zstd

PAGE = ("<html>" + "".join(f"نص عربي {n} " for n in range(3_000)) + "</html>").encode()
LIMIT = 8 << 20
EXAMPLES = int(os.environ.get("WARRAQ_PROPERTY_EXAMPLES", "60"))


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


CODERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    " GZip ": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
    "identity": bytes,
    "utf-8": bytes,
    "gzip, br": lambda body: brotli.compress(gzip.compress(body)),
    "identity, zstd , x-gzip": lambda body: gzip.compress(zstd.compress(body)),
}


def read(body: bytes, coding: str, limit: int = LIMIT) -> bytes:
    return decoded(body, (("content-encoding", coding),), limit)


@pytest.mark.parametrize("coding", CODERS)
def test_a_coded_body_is_decoded(coding: str) -> None:
    assert read(CODERS[coding](PAGE), coding) == PAGE
    assert read(b"", coding) == b""


def test_deflate_without_its_zlib_header_is_decoded() -> None:
    assert read(raw_deflate(PAGE), "deflate") == PAGE


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_a_body_of_several_members_is_decoded_whole(coding: str) -> None:
    assert read(CODERS[coding](PAGE[:999]) + CODERS[coding](PAGE[999:]), coding) == PAGE


def test_what_follows_the_last_gzip_member_and_is_none_is_not_the_bodys() -> None:
    assert read(gzip.compress(PAGE) + b"\0\0\0", "gzip") == PAGE
    assert read(gzip.compress(PAGE) + b"<!-- cached -->", "gzip") == PAGE


def test_two_headers_are_one_list() -> None:
    headers = (("Content-Encoding", "gzip"), ("CONTENT-ENCODING", "br"))
    assert decoded(brotli.compress(gzip.compress(PAGE)), headers, LIMIT) == PAGE


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
@pytest.mark.parametrize("body", [PAGE, b'{"a": 1}', "\ufeffخبر".encode(), "خبر عاجل\n".encode(), b"plain words"])
def test_a_body_in_the_clear_under_the_header_of_a_coding_is_taken_as_it_stands(coding: str, body: bytes) -> None:
    assert read(body, coding) == body


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
@pytest.mark.parametrize("start", [b"[", b"<", b"{", b"<a", b'{"'])
def test_coded_bytes_that_begin_like_a_page_are_not_read_as_one(coding: str, start: bytes) -> None:
    with pytest.raises(StillCodedError):
        read(start + zlib.compress(PAGE)[2:400], coding)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_body_that_breaks_off_is_refused_wherever_it_is_cut(coding: str) -> None:
    coded = CODERS[coding](os.urandom(2_000) + PAGE)
    for cut in (1, 9, len(coded) // 2, len(coded) - 5):
        with pytest.raises(StillCodedError):
            read(coded[:-cut], coding)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "exi", "aes128gcm", "gzip," * 9])
def test_noise_and_unknown_codings_are_refused_and_never_read_as_text(coding: str) -> None:
    with pytest.raises(StillCodedError):
        read(b"\x9c\x00\xff" + os.urandom(3_000), coding)


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_a_bomb_is_cut_off_at_the_limit(coding: str) -> None:
    with pytest.raises(TooLongError, match="more than 8 MB"):
        read(CODERS[coding](b"\0" * (64 << 20)), coding)


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_a_body_of_hundreds_of_thousands_of_members_costs_no_more_than_its_length(coding: str) -> None:
    nothing = CODERS[coding](b"")
    started = time.process_time()
    with pytest.raises(StillCodedError, match="more than"):
        read(nothing * (LIMIT // len(nothing)), coding)
    assert read(CODERS[coding](b"x" * 99) * 9_000, coding) == b"x" * 99 * 9_000
    assert time.process_time() - started < 10


@given(st.binary(max_size=400), st.sampled_from([*CODERS, "exi", ""]), st.integers(0, 60))
@settings(max_examples=EXAMPLES)
def test_no_bytes_raise_anything_else_and_none_come_out_longer_than_the_limit(
    body: bytes, coding: str, cut: int
) -> None:
    for candidate in (body, CODERS.get(coding, bytes)(body)[cut:]):
        with suppress(StillCodedError):
            assert len(read(candidate, coding, 1_000)) <= 1_000
