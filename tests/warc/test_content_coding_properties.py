"""Whatever is coded in whatever order comes back, and no accident to it ever gives other bytes in silence."""

import gzip
import zlib
from collections.abc import Callable
from contextlib import suppress

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.exchange import Headers
from archive.warc.content_coding import MOST_CODINGS, StillCodedError, TooLongError, decoded
from archive.warc.zstd import zstd
from tests.support.mangled_bytes import mangled
from tests.support.property_rounds import cpu_seconds

LIMIT, SMALL = 1 << 20, 1 << 16
PAGE = ("<html><p>" + "نص عربي عن المدينة " * 40 + "</html>").encode()
# What is coded: pages, data, noise, nothing, one thing over and over.
BODIES = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=100).map(lambda text: text.encode("utf-8", "replace")),
    st.sampled_from((PAGE, b'{"a": 1}', b"<", b"\x1f\x8b", b"\x1f\x8b\x08")),
    st.builds(lambda unit, times: unit * times, st.binary(min_size=1, max_size=5), st.integers(0, 50_000)),
)


def gzipped(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)  # the same bytes whenever it is made


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


def checked_zstd(body: bytes) -> bytes:
    return zstd.compress(body, options={zstd.CompressionParameter.checksum_flag: 1})


CODERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzipped,
    "x-gzip": gzipped,
    "deflate": zlib.compress,
    "deflate ": raw_deflate,
    "br": brotli.compress,
    "zstd": zstd.compress,
    "ZSTD": checked_zstd,
}
NOTHING = ("", "identity", "none", "UTF-8", "binary")
SPELLINGS: tuple[Callable[[str], str], ...] = (str, str.upper, lambda one: f" {one}\t", lambda one: f'"{one}"')


@st.composite
def coded(draw: st.DrawFn, most: int = MOST_CODINGS) -> tuple[bytes, bytes, Headers]:
    """A body, the same coded some times over, and the headers that say so, in one line or in several."""
    whole = body = draw(BODIES)
    named = draw(st.lists(st.sampled_from(tuple(CODERS)), min_size=1, max_size=most))
    for name in named:
        body = CODERS[name](body)
    written = [draw(st.sampled_from(SPELLINGS))(name.strip()) for name in named]
    for _ in range(draw(st.integers(0, 2))):
        written.insert(draw(st.integers(0, len(written))), draw(st.sampled_from(NOTHING)))
    cut = draw(st.integers(0, len(written)))
    lines = (",".join(written[:cut]), ", ".join(written[cut:]))
    return whole, body, tuple((draw(st.sampled_from(("Content-Encoding", "content-encoding"))), one) for one in lines)


@given(coded())
def test_what_was_coded_some_times_over_comes_back(given_bytes: tuple[bytes, bytes, Headers]) -> None:
    whole, body, headers = given_bytes
    with cpu_seconds(5):
        assert decoded(body, headers, LIMIT) == whole


@given(st.lists(BODIES, min_size=1, max_size=5), st.sampled_from(("gzip", "zstd", "ZSTD")), st.booleans())
def test_what_was_coded_part_by_part_comes_back_whole(parts: list[bytes], name: str, padded: bool) -> None:
    padding = b"\0" * 9 if padded and name == "gzip" else b""
    body = padding.join(map(CODERS[name], parts)) + padding
    assert decoded(body, (("Content-Encoding", name),), LIMIT) == b"".join(parts)


@given(coded(1), st.floats(0, 1))
def test_what_breaks_off_is_refused_and_never_taken_for_the_whole(
    given_bytes: tuple[bytes, bytes, Headers], part: float
) -> None:
    _, body, headers = given_bytes
    if len(body) <= 64:
        return  # Of less than that nobody can tell whether it was coded at all.
    short = body[: 48 + int(part * (len(body) - 49))]
    # Of a quarter of a megabyte no screen holds what it was.
    with suppress(StillCodedError):
        assert not len(decoded(short, headers, LIMIT)), f"{len(short)} of {len(body)} bytes, {short[:40]!r}"


@given(BODIES, st.sampled_from(("gzip", "deflate", "ZSTD")), st.integers(0, 1 << 30))
def test_a_flipped_bit_of_what_has_a_checksum_never_gives_other_bytes(whole: bytes, name: str, bit: int) -> None:
    body = bytearray(CODERS[name](whole))
    bit %= 8 * len(body)
    body[bit // 8] ^= 1 << bit % 8
    with suppress(StillCodedError):
        assert decoded(bytes(body), (("Content-Encoding", name),), LIMIT) == whole


@given(
    mangled([coder(PAGE) for coder in CODERS.values()] + [gzipped(brotli.compress(PAGE))]),
    st.lists(st.sampled_from((*CODERS, "br, gzip", "gzip, gzip", "identity", "exi")), min_size=1, max_size=3),
)
def test_mangled_bytes_are_refused_or_stay_within_the_limit(body: bytes, names: list[str]) -> None:
    with cpu_seconds(5), suppress(StillCodedError):
        assert len(decoded(body, (("Content-Encoding", ", ".join(names)),), 2_000)) <= 2_000


@given(st.lists(st.sampled_from(tuple(CODERS)), min_size=1, max_size=MOST_CODINGS), st.integers(1, 40))
def test_a_bomb_is_stopped_at_the_limit_whatever_it_is_packed_in(names: list[str], times: int) -> None:
    body = b"\0" * (SMALL * times + 1)
    for name in names:
        body = CODERS[name](body)
    headers = (("Content-Encoding", ",".join(name.strip() for name in names)),)
    with cpu_seconds(5), pytest.raises(TooLongError):
        decoded(body, headers, SMALL)
    # Not one byte more than the limit, and no less either.
    exact = CODERS[names[0]](b"\0" * SMALL)
    assert len(decoded(exact, (("Content-Encoding", names[0].strip()),), SMALL)) == SMALL
