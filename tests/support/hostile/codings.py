"""Articles under content codings: bombs of every kind, codings that are not what they say, codings that break off."""

import gzip
import zlib
from collections.abc import Callable
from functools import partial

import brotli

from archive.warc.zstd import zstd
from tests.support.hostile.answer import Bytes, Hostile, served
from tests.support.hostile.pages import article

GIGABYTE = 1 << 30
PIECE = bytes(1 << 20)


def _coded(name: str, coding: str, body: Bytes, words: str) -> Hostile:
    return Hostile(name, "article", served(body, more=(("Content-Encoding", coding),)), words)


def _bomb(size: int, wbits: int) -> bytes:
    """Zeros behind the beginning of a page: one packed piece again and again, which needs nothing before it."""
    coder = zlib.compressobj(9, wbits=wbits)
    start = coder.compress(b"<html><p>") + coder.flush(zlib.Z_FULL_FLUSH)
    piece = coder.compress(PIECE) + coder.flush(zlib.Z_FULL_FLUSH)
    return start + piece * (size // len(PIECE)) + coder.flush()


def _brotli_bomb() -> bytes:
    coder = brotli.Compressor(quality=1)
    return b"".join((*(coder.process(PIECE) for _ in range(GIGABYTE // len(PIECE))), coder.finish()))


def _zstd_bomb() -> bytes:
    coder = zstd.ZstdCompressor()
    return b"".join((*(coder.compress(PIECE) for _ in range(GIGABYTE // len(PIECE))), coder.flush()))


def _wide_zstd() -> bytes:
    """A frame that wants a window of 2 GB before its first byte."""
    parameters = {int(zstd.CompressionParameter.window_log): 30, int(zstd.CompressionParameter.checksum_flag): 1}
    coder = zstd.ZstdCompressor(options=parameters)
    return coder.compress(article()) + coder.flush()


def _coded_page(coder: Callable[[bytes], bytes]) -> Bytes:
    return lambda: coder(article())


GZIP, RAW = 31, -15
BOMBS = (
    _coded("gzip-bomb-1-gb", "gzip", partial(_bomb, GIGABYTE, GZIP), "too_large"),
    _coded("gzip-bomb-30-mb", "gzip", partial(_bomb, 30 << 20, GZIP), "too_large"),
    _coded("deflate-bomb", "deflate", partial(_bomb, GIGABYTE, RAW), "too_large"),
    _coded("brotli-bomb", "br", _brotli_bomb, "too_large"),
    _coded("zstd-bomb", "zstd", _zstd_bomb, "too_large"),
    _coded("double-gzip-bomb", "gzip, gzip", lambda: gzip.compress(_bomb(GIGABYTE, GZIP)), "too_large"),
    _coded("gzip-in-brotli", "gzip, br", lambda: brotli.compress(_bomb(GIGABYTE, GZIP)), "too_large"),
    _coded("members-400,000", "gzip", lambda: gzip.compress(b"") * 400_000 + gzip.compress(article()), "new coded"),
    _coded("frames-600,000", "zstd", lambda: zstd.compress(b"") * 600_000 + zstd.compress(article()), "new coded"),
    _coded("zstd-wide-window", "zstd", _wide_zstd, "new coded"),
    _coded("codings-100", ", ".join(["gzip"] * 100), _coded_page(gzip.compress), "coded"),
    _coded("coded-just-under", "gzip", lambda: gzip.compress(b"<p>" + b"a b " * 2_090_000), "repeated read_timeout"),
)
LIES = (
    _coded("plain-as-gzip", "gzip", article, "new"),
    _coded("gzip-as-brotli", "br", _coded_page(gzip.compress), "coded"),
    _coded("noise-as-gzip", "gzip", lambda: b"\x1f\x8b\x08" + bytes(range(256)) * 90, "coded"),
    _coded("gzip-cut", "gzip", lambda: gzip.compress(article())[:-12], "coded"),
    _coded("brotli-cut", "br", lambda: brotli.compress(article())[:-7], "coded"),
    _coded("gzip-false-checksum", "gzip", lambda: gzip.compress(article())[:-8] + bytes(8), "coded new"),
    _coded("gzip-and-garbage", "gzip", lambda: gzip.compress(article()) + b"garbage" * 90, "new"),
    _coded("unknown-coding", "snappy", article, "coded"),
    _coded("coding-of-a-page", "<script>\xff" + "x" * 9_000, article, "coded"),
    Hostile("gzip-unsaid", "article", served(_coded_page(gzip.compress)), "not_html coded"),
)
ANSWERS = (*BOMBS, *LIES)
