"""What is kept of something taken out: packed where it is hidden; encrypted, where it is sealed, for one key alone.

HPKE (RFC 9180: X25519, HKDF-SHA256, ChaCha20-Poly1305) as the library `cryptography` has it. The archive needs the
public half only, so the key that opens it can lie elsewhere. A key is a PEM file, as OpenSSL makes it:

    openssl genpkey -algorithm x25519 -out seal.key
    openssl pkey -in seal.key -pubout -out seal.pub
"""

import base64
import json
import zlib
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from archive.errors import BadConfiguration
from archive.record.redacting import Rows

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_INFO = b"warraq sealed 1"
# Of what is sealed: the key that was made for it (X25519) and the mark that it is whole (Poly1305).
SEALED_BYTES = 32 + 16
HOW = (
    "Make one with: openssl genpkey -algorithm x25519 -out seal.key && openssl pkey -in seal.key -pubout -out seal.pub;"
    " seal with seal.pub, and keep seal.key elsewhere."
)


@dataclass(frozen=True, slots=True)
class Member:
    """A WARC record as it was stored: the file within the folder, where it begins, its bytes."""

    file: str
    offset: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """Everything that is needed to put an article back: its rows by table, its records, the salts of the leaves
    of the log about it by their numbers."""

    rows: Rows
    members: tuple[Member, ...] = ()
    salts: dict[int, str] = field(default_factory=dict)


def packed(kept: Kept) -> bytes:
    """As one piece of bytes, compressed."""
    members = [(one.file, one.offset, base64.b64encode(one.content).decode()) for one in kept.members]
    return zlib.compress(json.dumps({"rows": kept.rows, "members": members, "salts": kept.salts}).encode(), 9)


def unpacked(content: bytes) -> Kept:
    found = json.loads(zlib.decompress(content))
    members = tuple(Member(file, offset, base64.b64decode(packed)) for file, offset, packed in found["members"])
    salts = {int(number): salt for number, salt in found["salts"].items()}
    return Kept(found["rows"], members, salts)


def seal(content: bytes, key: Path) -> bytes:
    """Encrypted so that the private half of the key alone opens it; `key` may hold either half.

    Raises BadConfiguration for a file that is no such key.
    """
    found = _public_half(_read(key), key)
    if not isinstance(found, X25519PublicKey):
        raise BadConfiguration(f"{key} holds a key of another kind than X25519. {HOW}")
    return _SUITE.encrypt(content, found, info=_INFO)


def _public_half(pem: bytes, key: Path) -> object:
    with suppress(ValueError):
        return load_pem_public_key(pem)
    try:
        return load_pem_private_key(pem, None).public_key()
    except (ValueError, TypeError) as problem:
        raise BadConfiguration(f"{key} holds no key in PEM without a password. {HOW}") from problem


def unseal(content: bytes, key: Path) -> bytes:
    """What was sealed. Raises BadConfiguration for a file that is no private key, or not the one."""
    try:
        private = load_pem_private_key(_read(key), None)
    except (ValueError, TypeError) as problem:
        raise BadConfiguration(f"{key} holds no private key in PEM without a password.") from problem
    if not isinstance(private, X25519PrivateKey):
        raise BadConfiguration(f"{key} holds a key of another kind than X25519.")
    try:
        return _SUITE.decrypt(content, private, info=_INFO)
    except (InvalidTag, ValueError) as problem:
        raise BadConfiguration(f"It was not sealed for the key in {key}. Name another with --key.") from problem


def _read(key: Path) -> bytes:
    try:
        return key.read_bytes()
    except OSError as problem:
        raise BadConfiguration(f"The key {key} cannot be read ({problem.strerror}). {HOW}") from problem
