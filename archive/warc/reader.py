"""Read exchanges back out of WARC and ARC files, ours and anybody's, bodies decoded; damage costs only itself."""

import io
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.statusandheaders import StatusAndHeadersParser, StatusAndHeadersParserException

from archive.errors import WarcDamaged
from archive.exchange import Exchange, Headers, header
from archive.times import believable
from archive.warc._digests import wrong_digest
from archive.warc.content_coding import StillCodedError, decoded
from archive.warc.files import open_file
from archive.warc.originals import REVISIT, original_of

TAKEN = ("response", "resource", REVISIT)
PayloadOf = Callable[[Any], bytes]
# Decoded, in memory: past it a record is a video, a disk image or a bomb.
BODY_LIMIT = 64 * 1024 * 1024
# Headers that describe a coding which the body no longer has.
OF_THE_CODING = frozenset({"content-encoding", "transfer-encoding"})
_HTTP = StatusAndHeadersParser([], verify=False)


def read_exchange(folder: Path, warc_file: str, offset: int, length: int) -> Exchange:
    """One capture back, its body content-decoded; of a revisit of ours it is that of the record it refers to.

    Raises WarcDamaged when bytes or digest are wrong.
    """
    try:
        with open_file(folder / warc_file) as handle:
            handle.seek(offset)
            member = io.BytesIO(handle.read(length))
        exchange = next(exchanges(member, lambda named: original_of(folder, named).payload), None)
    except OSError as problem:
        raise WarcDamaged(f"{warc_file} cannot be read: {problem.strerror}.") from problem
    if exchange is None:
        raise WarcDamaged(f"{warc_file} holds no response at byte {offset}.")
    return exchange


def exchanges(stream: IO[bytes], payload_of: PayloadOf | None = None) -> Iterator[Exchange]:
    """Every response of a WARC(.gz) stream, bodies content-decoded. Raises WarcDamaged at one that is not whole."""
    for found in salvaged(stream, payload_of):
        if isinstance(found, WarcDamaged):
            raise found
        yield found


def salvaged(stream: IO[bytes] | io.RawIOBase, payload_of: PayloadOf | None = None) -> Iterator[Exchange | WarcDamaged]:
    """Every response, and what is wrong with one that cannot be taken; where the stream itself breaks is told last.

    `payload_of` finds the body of a revisit by its fields, or raises WarcDamaged; without it a revisit has none.
    Whatever a record makes a library raise is that record's damage.
    """
    # A record is known to be whole when what follows it, another or the end, was reached.
    last: Exchange | WarcDamaged | None = None
    try:
        for record in ArchiveIterator(stream, no_record_parse=True, arc2warc=True):
            if last is not None:
                yield last
            last = _salvage(record, payload_of) if record.rec_type in TAKEN else None
        if last is not None:
            yield last
    except WarcDamaged as problem:
        yield problem
    except Exception as problem:
        yield WarcDamaged(f"the WARC breaks off or is damaged ({_words(problem)})")


def _salvage(record: Any, payload_of: PayloadOf | None) -> Exchange | WarcDamaged:
    block = record.raw_stream.read(BODY_LIMIT + 1)
    while record.raw_stream.read(1 << 16):
        pass
    if getattr(record.raw_stream, "limit", 0) > 0:
        return WarcDamaged("the WARC breaks off inside a record")
    if len(block) > BODY_LIMIT:
        return WarcDamaged(f"a record holds more than {BODY_LIMIT >> 20} MB")
    try:
        return _exchange(record, block, payload_of)
    except WarcDamaged as problem:
        return problem
    except StillCodedError as problem:
        return WarcDamaged(f"a record's body cannot be decoded: {problem}")
    except Exception as problem:
        return WarcDamaged(f"a record cannot be read ({_words(problem)})")


@dataclass(frozen=True, slots=True)
class _Http:
    """The HTTP answer inside a record: `payload` as it stands there, `body` without its chunks."""

    status: int
    headers: Headers
    payload: bytes
    body: bytes


def _exchange(record: Any, block: bytes, payload_of: PayloadOf | None) -> Exchange:
    named = record.rec_headers
    http = _http(record, block)
    is_bare = record.rec_type == REVISIT
    if is_bare and payload_of is not None:
        payload, is_bare = payload_of(named), False
        http = replace(http, payload=payload, body=_without_chunks(payload, http.headers))
    body = decoded(http.body, http.headers, BODY_LIMIT)
    # The payload digest of a revisit without its body is of bytes that are not here.
    wrong = wrong_digest(named, block, () if is_bare else (http.payload, http.body, body))
    if wrong:
        raise WarcDamaged(f"a record was changed after it was written ({wrong})")
    return Exchange(
        url=(named.get_header("WARC-Target-URI") or "").strip().removeprefix("<").removesuffix(">"),
        # A revisit record says that the page was there, the same as before: what a 304 says.
        status=304 if is_bare else http.status,
        headers=tuple(pair for pair in http.headers if pair[0].lower() not in OF_THE_CODING),
        body=body,
        fetched_at=_instant(named.get_header("WARC-Date") or ""),
        via="import",
        incomplete=_incomplete(named, http) if record.rec_type == "response" else "",
    )


def _http(record: Any, block: bytes) -> _Http:
    kind = (record.rec_headers.get_header("Content-Type") or "").lower()
    if record.rec_type != "response" and not kind.startswith("application/http"):
        return _Http(200, (("Content-Type", record.rec_headers.get_header("Content-Type") or ""),), block, block)
    stream = io.BytesIO(block)
    try:
        parsed = _HTTP.parse(stream)
    except (StatusAndHeadersParserException, EOFError):
        # No HTTP at all, as old crawlers kept what old servers sent.
        return _Http(200, (), block, block)
    headers = tuple((str(name), str(value)) for name, value in parsed.headers)
    payload = block[stream.tell() :]
    code = parsed.get_statuscode() or ""
    return _Http(int(code) if code.isdigit() else 0, headers, payload, _without_chunks(payload, headers))


def _without_chunks(payload: bytes, headers: Headers) -> bytes:
    """Some writers keep the chunks, some only the header that speaks of them."""
    if "chunked" not in header(headers, "Transfer-Encoding").lower():
        return payload
    reader, pieces = ChunkedDataReader(io.BytesIO(payload)), []
    while piece := reader.read(1 << 20):
        pieces.append(piece)
    return b"".join(pieces)


def _incomplete(named: Any, http: _Http) -> str:
    """Why a record says of itself that it is not the whole answer; empty where it does not."""
    truncated = named.get_header("WARC-Truncated")
    if truncated:
        return f"truncated: {truncated[:20]}"
    if named.get_header("WARC-Segment-Number") not in (None, "1") or named.get_header("WARC-Segment-Total-Length"):
        return "a segment"
    promised = header(http.headers, "Content-Length").strip()
    short = promised.isascii() and promised.isdigit() and len(http.payload) < int(promised[:15])
    return "shorter than its Content-Length" if short and http.status == 200 else ""


def _instant(text: str) -> datetime:
    """ISO 8601 as WARC has it, or the fourteen digits of ARC. Raises WarcDamaged where it cannot be true."""
    with suppress(ValueError, OverflowError):
        if text.isascii() and text.isdigit():
            return believable(datetime.strptime(text[:14], "%Y%m%d%H%M%S").replace(tzinfo=UTC))
        return believable(datetime.fromisoformat(text.strip()))
    raise WarcDamaged("a record has a date that cannot be true")


def _words(problem: Exception) -> str:
    said, _, quoted = str(problem).replace("\n", " ").partition(", first line:")
    if quoted:  # the bytes themselves, which say nothing to a reader
        return "what stands here opens no record; fetch the file again"
    return said[:200] or type(problem).__name__
