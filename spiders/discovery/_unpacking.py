"""Foreign bytes to text: gzip unpacked under a limit, broken or not, and the charset found by the bytes."""

import re
import zlib
from dataclasses import dataclass

from archive.reading.charset import decode
from spiders.discovery._entries import UnreadableError

MAX_BYTES = 32 * 1024 * 1024
_GZIP = b"\x1f\x8b"
# Some servers compress what is compressed.
_MOST_LAYERS = 3
# A piece is copied once for each member that ends in it, and a member can be as short as 20 bytes.
_PIECE, _MOST_MEMBERS = 4_096, 100_000
# So much is enough to tell a charset by, and to tell it costs many times its size.
_SAMPLE = 256 * 1024
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_PYTHON_NAMES = {"windows-1256": "cp1256", "x-mac-arabic": "mac_arabic", "macarabic": "mac_arabic"}


@dataclass(frozen=True, slots=True)
class Text:
    """The text of an answer, without NUL, and words of entries.NOTES about it."""

    text: str
    notes: tuple[str, ...] = ()


def unpacked(body: bytes) -> Text:
    """Text of a body, gzipped or not. Raises UnreadableError where a gzip gives nothing at all."""
    notes: list[str] = []
    for _ in range(_MOST_LAYERS):
        if not body.startswith(_GZIP):
            break
        body, note = _gunzipped(body)
        notes += [note] if note else []
    return Text(_decoded(body), tuple(dict.fromkeys(notes)))


def _gunzipped(body: bytes) -> tuple[bytes, str]:
    """All members, as far as they are whole, and the word for what is wrong with them."""
    out, members, note = bytearray(), 0, ""
    engine = zlib.decompressobj(wbits=31)
    at = 0
    while at < len(body) and not note:
        rest = body[at : at + _PIECE]
        at += len(rest)
        while rest and not note:
            if engine.eof:
                engine, members = zlib.decompressobj(wbits=31), members + 1
            note, rest = _inflate(engine, rest, out)
            note = note or ("capped" if members > _MOST_MEMBERS else "")
    note = note or ("" if engine.eof else "cut_off")
    if not out and note:
        raise UnreadableError("broken_gzip")
    return bytes(out), note


def _inflate(engine: "zlib._Decompress", piece: bytes, out: bytearray) -> tuple[str, bytes]:
    """Unpack a piece onto `out`. Returns what is wrong, if anything, and what is left of the piece behind a member."""
    try:
        out += engine.decompress(piece, MAX_BYTES - len(out) + 1)
    except zlib.error:
        # Behind a whole member lies padding or rubbish; inside one the rest is lost.
        return "dirty" if out and piece[:2] != _GZIP else "cut_off", b""
    if len(out) > MAX_BYTES:
        del out[MAX_BYTES:]
        return "cut_off", b""
    return "", engine.unused_data


def _decoded(body: bytes) -> str:
    if len(body) <= _SAMPLE:
        return decode(body).text
    if decode(body[:_PIECE]).charset.startswith(("utf-16", "utf-32")):
        return decode(body).text
    body = body.removeprefix(b"\xef\xbb\xbf")
    first = _NOT_ASCII.search(body)
    charset = decode(body[first.start() : first.start() + _SAMPLE]).charset if first else "ascii"
    try:
        return body.decode(_PYTHON_NAMES.get(charset, charset), "replace").replace("\x00", "")
    except LookupError:
        return body.decode("cp1256", "replace").replace("\x00", "")
