"""An exchange as it will lie in a WARC file: gzip members made, every hash of its row worked out.

All of it is computing, so that whoever holds the record's lock has nothing left to do but to append.
"""

import hashlib
import zlib
from dataclasses import dataclass

from archive.exchange import Exchange, Hashes
from archive.warc._records import head_bytes, resource_record, response_record, revisit_record
from archive.warc.content_coding import StillCodedError, decoded
from archive.warc.originals import Original

# What a crawl takes of anything at most (spiders.http.settings, ROUTE_MAXSIZE); beyond it a body is a bomb.
DECODED_LIMIT = 32 * 1024 * 1024
_GZIP = 31


@dataclass(frozen=True, slots=True)
class Packed:
    """`members`: gzip members, the record of the exchange last; `before`: how many bytes stand in front of it."""

    exchange: Exchange
    members: bytes
    before: int
    body_sha256: str
    hashes: Hashes


def pack(exchange: Exchange, original: Original | None = None) -> Packed:
    """With `original`, a whole record of the very same body, only the answer's head is packed: a revisit."""
    record, member = _record(exchange, original)
    hashes = Hashes(
        headers="" if exchange.is_resource else sha256(head_bytes(exchange)),
        decoded=_decoded_sha256(exchange),
        record=sha256(record),
        member=sha256(member),
    )
    return Packed(exchange, member, 0, sha256(exchange.body), hashes)


def gzip_member(record: bytes) -> bytes:
    packer = zlib.compressobj(level=9, wbits=_GZIP)
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
    return record, gzip_member(record)


def _decoded_sha256(exchange: Exchange) -> str:
    try:
        return sha256(decoded(exchange.body, exchange.headers, DECODED_LIMIT))
    except StillCodedError:
        return ""
