"""The digests of a WARC record (ISO 28500, sections 5.8 and 5.9), as the many tools that write them mean them."""

import base64
import hashlib
import hmac
from typing import Any

ALGORITHMS = {"sha1": 20, "sha-1": 20, "md5": 16, "sha256": 32, "sha-256": 32, "sha512": 64, "sha-512": 64}


def wrong_digest(named: Any, block: bytes, payloads: tuple[bytes, ...]) -> str:
    """Which digest of a record refutes its bytes; empty where none does.

    A sound block digest carries the record: what its payload digest covers (with chunks, without, decoded) differs from
    tool to tool. A digest of an unknown algorithm or form proves nothing.
    """
    of_block = _agrees(named.get_header("WARC-Block-Digest"), (block,))
    if of_block is False:
        return "block digest failed"
    of_payload = _agrees(named.get_header("WARC-Payload-Digest"), payloads) if payloads else None
    return "payload digest failed" if of_payload is False and of_block is None else ""


def _agrees(written: str | None, candidates: tuple[bytes, ...]) -> bool | None:
    """None where there is no digest, or none that can be computed here."""
    algorithm, _, value = (written or "").strip().partition(":")
    size = ALGORITHMS.get(algorithm.strip().lower())
    expected = _bytes_of(value.strip(), size) if size else None
    if expected is None:
        return None
    name = algorithm.strip().lower().replace("sha-", "sha")
    found = (hashlib.new(name, one, usedforsecurity=False).digest() for one in dict.fromkeys(candidates))
    return any(hmac.compare_digest(one, expected) for one in found)


def _bytes_of(value: str, size: int) -> bytes | None:
    """Hexadecimal, base32 or base64, in whatever case and with or without padding; None for anything else."""
    try:
        if len(value) == 2 * size:
            return bytes.fromhex(value)
        bare = value.rstrip("=")
        if len(bare) == -(-size * 8 // 5):
            return base64.b32decode(bare.upper() + "=" * (-len(bare) % 8))
        if len(bare) == -(-size * 4 // 3):
            return base64.b64decode(bare.replace("-", "+").replace("_", "/") + "=" * (-len(bare) % 4))
    except ValueError:
        return None
    return None
