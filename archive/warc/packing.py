"""An exchange as it will lie in a WARC file: gzip members made, every hash of its row worked out.

All of it is computing, so that whoever holds the record's lock has nothing left to do but to append.
"""

import hashlib
import zlib
from dataclasses import dataclass, replace

from archive.exchange import Exchange, Hashes
from archive.times import stamp
from archive.warc._records import (
    head_bytes,
    id_of,
    metadata_record,
    request_record,
    resource_record,
    response_record,
    revisit_record,
)
from archive.warc.content_coding import StillCodedError, codings_of, decoded
from archive.warc.gzip_members import GZIP_MEMBER, member_with_stored
from archive.warc.originals import Original

# What a crawl takes of anything at most (spiders.http.settings, ROUTE_MAXSIZE); beyond it a body is a bomb.
DECODED_LIMIT = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Packed:
    """`members`: gzip members, the record of the exchange last; `before`: how many bytes stand in front of it."""

    exchange: Exchange
    members: bytes
    before: int
    body_sha256: str
    hashes: Hashes


def pack(exchange: Exchange, original: Original | None = None, software: str = "") -> Packed:
    """With `original`, a whole record of the very same body, only the answer's head is packed: a revisit.

    In front of an answer to our own crawl stand its request, as far as its headers are known, and what was noted of it.
    So the last byte of a capture is the last of its record, and what a crash leaves of it lies behind all that counts.
    """
    record, member = _record(exchange, original)
    body_sha256 = sha256(exchange.body)
    hashes = Hashes(
        headers="" if exchange.is_resource else sha256(head_bytes(exchange)),
        decoded=_decoded_sha256(exchange),
        record=sha256(record),
    )
    before = b""
    if exchange.via == "crawl" and not exchange.is_resource:
        of = id_of(record)
        before = gzip_member(request_record(exchange, of)) if exchange.asked.headers else b""
        before += gzip_member(metadata_record(exchange, of, _noted(exchange, body_sha256, hashes, software)))
    members = before + member
    return Packed(exchange, members, len(before), body_sha256, replace(hashes, member=sha256(members)))


def _noted(exchange: Exchange, body_sha256: str, hashes: Hashes, software: str) -> dict[str, object]:
    """By the names of the columns of captures (docs/data.md); what is empty there is left out."""
    details = exchange.asked
    noted = {
        "url": exchange.url,
        "requested_url": details.requested_url,
        "hops": details.hops,
        "fetched_at": stamp(exchange.fetched_at),
        "clock": details.clock,
        "server": details.server,
        "tls_sha256": details.tls_sha256,
        "status": exchange.status,
        "headers_sha256": hashes.headers,
        "body_sha256": body_sha256,
        "decoded_sha256": hashes.decoded,
        "record_sha256": hashes.record,
        "software": software,
        "robots": details.robots,
    }
    return {name: value for name, value in noted.items() if value}


def gzip_member(record: bytes) -> bytes:
    packer = zlib.compressobj(level=9, wbits=GZIP_MEMBER)
    return packer.compress(record) + packer.flush()


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _record(exchange: Exchange, original: Original | None) -> tuple[bytes, bytes]:
    """Plain, and packed."""
    if exchange.is_resource:
        record = resource_record(exchange)
        return record, gzip_member(record)
    if original is not None and original.payload == exchange.body:
        revisit = revisit_record(exchange, original)
        packed = gzip_member(revisit)
        # Of a body of a few words the whole is shorter than the reference to it.
        if len(packed) < original.length:
            return revisit, packed
    record = response_record(exchange)
    # What came coded would not become smaller.
    is_coded = bool(exchange.body and codings_of(exchange.headers))
    return record, member_with_stored(record, exchange.body) if is_coded else gzip_member(record)


def _decoded_sha256(exchange: Exchange) -> str:
    try:
        return sha256(decoded(exchange.body, exchange.headers, DECODED_LIMIT))
    except StillCodedError:
        return ""
