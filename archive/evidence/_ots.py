"""OpenTimestamps proofs, as far as a calendar's are needed: what is sent, what is kept, what is still pending.

A proof is a tree of operations on a hash that ends in attestations; one that says `pending` names the calendar that
will have another in its place once its own hash stands in a block of Bitcoin.
Source: the format of the reference implementation, https://github.com/opentimestamps/python-opentimestamps.
"""

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

HEADER = b"\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94\x01"
SHA256, APPEND, PREPEND, ATTESTATION, ANOTHER = 0x08, 0xF0, 0xF1, 0x00, 0xFF
HASHES = {SHA256: "sha256", 0x02: "sha1", 0x03: "ripemd160"}
PENDING, BITCOIN = bytes.fromhex("83dfe30d2ef90c8e"), bytes.fromhex("0588960d73d71901")
TAG_BYTES, DEEPEST = 8, 256


class BadProofError(ValueError):
    """Bytes that are no proof."""


class Attestation(NamedTuple):
    """Where one stands in a proof, of which kind it is, what it says, and of which message."""

    start: int
    end: int
    tag: bytes
    says: bytes
    message: bytes

    @property
    def calendar(self) -> str:
        """Of a pending one the address that is to be asked."""
        length, at = _number(self.says, 0)
        return self.says[at : at + length].decode("utf-8", errors="replace")


def proof_of(digest: bytes, timestamp: bytes) -> bytes:
    """A proof about a SHA-256, of what a calendar answered to it. Raises BadProofError for an answer that is none."""
    proof = HEADER + bytes([SHA256]) + digest + timestamp
    attestations(proof)
    return proof


def digest_of(proof: bytes) -> bytes:
    """The SHA-256 that a proof is about. Raises BadProofError."""
    start = len(HEADER) + 1
    if not proof.startswith(HEADER + bytes([SHA256])) or len(proof) < start + 32:
        raise BadProofError("It is no proof of OpenTimestamps about a SHA-256.")
    return proof[start : start + 32]


def attestations(proof: bytes) -> list[Attestation]:
    """All of a proof, in their order. Raises BadProofError where it is not whole."""
    found = list[Attestation]()
    try:
        end = _walk(proof, len(HEADER) + 33, digest_of(proof), found, 0)
    except (IndexError, ValueError) as problem:
        raise BadProofError("It is no whole proof of OpenTimestamps.") from problem
    if end != len(proof) or not found:
        raise BadProofError("It is no whole proof of OpenTimestamps.")
    return found


def pending(proof: bytes) -> Iterator[Attestation]:
    return (one for one in attestations(proof) if one.tag == PENDING)


def put_in_place(proof: bytes, one: Attestation, timestamp: bytes) -> bytes:
    """What a calendar has by now in the place of what was pending. Raises BadProofError."""
    upgraded = proof[: one.start] + timestamp + proof[one.end :]
    attestations(upgraded)
    return upgraded


def _walk(proof: bytes, at: int, message: bytes, found: list[Attestation], depth: int) -> int:
    """Behind the tree that begins at a byte."""
    if depth > DEEPEST:
        raise BadProofError("It is deeper than any proof.")
    while proof[at] == ANOTHER:
        at = _branch(proof, at + 1, message, found, depth)
    return _branch(proof, at, message, found, depth)


def _branch(proof: bytes, at: int, message: bytes, found: list[Attestation], depth: int) -> int:
    what = proof[at]
    if what == ATTESTATION:
        length, says = _number(proof, at + 1 + TAG_BYTES)
        end = says + length
        if end > len(proof):
            raise BadProofError("It ends within an attestation.")
        found.append(Attestation(at, end, proof[at + 1 : at + 1 + TAG_BYTES], proof[says:end], message))
        return end
    if what in HASHES:
        return _walk(proof, at + 1, hashlib.new(HASHES[what], message).digest(), found, depth + 1)
    if what not in (APPEND, PREPEND):
        raise BadProofError(f"It has an operation that is not known here ({what}).")
    length, piece = _number(proof, at + 1)
    added = proof[piece : piece + length]
    message = message + added if what == APPEND else added + message
    return _walk(proof, piece + length, message, found, depth + 1)


def _number(content: bytes, at: int) -> tuple[int, int]:
    """A number in groups of seven bits, the lowest first, and where it ends."""
    found = shift = 0
    while True:
        byte = content[at]
        found |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return found, at
