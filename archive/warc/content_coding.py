"""Content codings taken off a body (RFC 9110, section 8.4): one function for live answers, replay and import alike.

What cannot be decoded is refused with its reason and never read as text.
"""

import re
import zlib
from collections.abc import Callable, Generator, Iterator

import brotli

from archive.exchange import Headers
from archive.warc.zstd import zstd

# A list longer than this is an attack, not a server's habit.
MOST_CODINGS = 4
# Of the smallest blocks that are in use (64 kB), so many hold 640 MB.
MOST_MEMBERS = 10_000
PIECE = 64 * 1024
# Bytes that begin a page or data in the clear: a server, or whoever wrote the file, decoded it and left the header.
PLAIN_BEGINNING = re.compile(rb'<[A-Za-z!?/]|\{\s*["}]|\[\s*[\]\[{"0-9tfn-]')
# Coded bytes begin so, too, brotli's with "[" often enough; but every ninth of theirs is one of these.
NOT_OF_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
# An answer is decoded for its hash, and then for who asked for it: the last one is remembered.
_LAST: dict[tuple[bytes, tuple[str, ...]], bytes] = {}
NO_CODING = frozenset({"", "identity", "none", "utf-8", "utf8", "8bit", "7bit", "binary"})


class StillCodedError(ValueError):
    """A body that stays coded; the message says why."""


class TooLongError(StillCodedError):
    """Decoded, the body is longer than the limit."""


def codings_of(headers: Headers) -> tuple[str, ...]:
    """The codings in the order they were applied; those that mean nothing are left out."""
    named = ",".join(value for name, value in headers if name.lower() == "content-encoding")
    found = (one.strip().strip("\"'").lower() for one in named.split(","))
    return tuple(one for one in found if one not in NO_CODING)


def decoded(body: bytes, headers: Headers, limit: int) -> bytes:
    """The body without its content codings, at most `limit` bytes. Raises StillCodedError, TooLongError.

    A body that says it is coded and stands there in the clear is taken as it stands.
    """
    codings = codings_of(headers)
    if len(codings) > MOST_CODINGS:
        raise StillCodedError(f"coded {len(codings)} times over")
    body = _taken_off(body, codings, limit) if codings else body
    if len(body) > limit:
        raise TooLongError(f"more than {limit >> 20} MB")
    return body


def _taken_off(body: bytes, codings: tuple[str, ...], limit: int) -> bytes:
    if (known := _LAST.get((body, codings))) is not None:
        return known
    found = body
    for coding in reversed(codings):
        found = _decode(found, coding, limit)
    _LAST.clear()
    _LAST[body, codings] = found
    return found


def _decode(body: bytes, coding: str, limit: int) -> bytes:
    decoder = DECODERS.get(coding)
    if decoder is None:
        raise StillCodedError(f"coded as {coding[:40]!r}, which nobody here can read")
    if not body:
        return body
    pieces, size = [], 0
    try:
        for piece in decoder(body):
            size += len(piece)
            if size > limit:
                raise TooLongError(f"more than {limit >> 20} MB when decoded")
            pieces.append(piece)
    except (zlib.error, brotli.error, zstd.ZstdError, EOFError) as problem:
        if not size and _stands_in_the_clear(body):
            return body
        raise StillCodedError(f"said to be {coding}, and is not ({problem})") from problem
    return b"".join(pieces)


def _stands_in_the_clear(body: bytes) -> bool:
    head = body.lstrip()[:PIECE]
    if PLAIN_BEGINNING.match(head):
        return 50 * len(NOT_OF_TEXT.findall(head)) <= len(head)
    return head.startswith(BYTE_ORDER_MARKS) or _is_text(head)


def _is_text(head: bytes) -> bool:
    try:
        text = head[: len(head) - 4].decode() if len(head) == PIECE else head.decode()
    except UnicodeDecodeError:
        return False
    return text.isprintable() or all(letter.isprintable() or letter in "\t\r\n\u200f\u200e" for letter in text)


def _gunzip(body: bytes) -> Iterator[bytes]:
    """Every member. What follows the last one and is none is not the body's; a first one that is cut is an error."""
    view, start = memoryview(body), 0
    for member in range(MOST_MEMBERS):
        inflater = zlib.decompressobj(wbits=31)
        try:
            start = yield from _inflated(inflater, view, start)
        except zlib.error:
            if member == 0:
                raise
            return
        if not inflater.eof:
            raise EOFError("it breaks off")
        while start < len(view) and view[start] == 0:
            start += 1
        if start == len(view):
            return
    raise EOFError(f"it has more than {MOST_MEMBERS:,} members")


def _inflate(body: bytes) -> Iterator[bytes]:
    """`deflate` with its zlib header, or without, as some servers send it."""
    try:
        zlib.decompressobj().decompress(body, 1)
        inflater = zlib.decompressobj()
    except zlib.error:
        inflater = zlib.decompressobj(wbits=-15)
    yield from _inflated(inflater, memoryview(body), 0)
    if not inflater.eof:
        raise EOFError("it breaks off")


def _inflated(inflater: "zlib._Decompress", body: memoryview, start: int) -> Generator[bytes, None, int]:
    """What is in the stream that begins at `start`; returns where it ends.

    Handed over in pieces: what is left behind each step is copied, and all of the rest would cost its square.
    """
    while start < len(body) and not inflater.eof:
        piece = body[start : start + PIECE]
        yield inflater.decompress(piece, PIECE)
        while inflater.unconsumed_tail and not inflater.eof:
            yield inflater.decompress(inflater.unconsumed_tail, PIECE)
        start += len(piece) - len(inflater.unused_data)
    yield inflater.flush()
    return start


def _unbrotli(body: bytes) -> Iterator[bytes]:
    decoder = brotli.Decompressor()
    yield decoder.process(body, output_buffer_limit=PIECE)
    while not decoder.is_finished():
        piece = decoder.process(b"", output_buffer_limit=PIECE)
        if not piece and decoder.can_accept_more_data():
            raise EOFError("it breaks off")
        yield piece


def _unzstd(body: bytes) -> Iterator[bytes]:
    view, start = memoryview(body), 0
    for _ in range(MOST_MEMBERS):
        decoder = zstd.ZstdDecompressor()
        while not decoder.eof:
            piece = view[start : start + PIECE] if decoder.needs_input else view[:0]
            if decoder.needs_input and not piece:
                raise EOFError("it breaks off")
            start += len(piece)
            yield decoder.decompress(piece, PIECE)
        start -= len(decoder.unused_data)
        if start == len(view):
            return
    raise EOFError(f"it has more than {MOST_MEMBERS:,} frames")


DECODERS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _inflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
