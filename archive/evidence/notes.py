"""Signed notes, checkpoints and cosignatures (c2sp.org: signed-note, tlog-checkpoint, tlog-cosignature).

A note is text of lines, an empty line, and signature lines `— NAME BASE64`. A checkpoint is a note of three lines: the
origin of the log, how many leaves it has, the hash of its root.
"""

import base64
import binascii
import hashlib
import re
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from archive.errors import WarraqError
from archive.evidence.merkle import HASH_BYTES

ED25519, COSIGNATURE = 0x01, 0x04
SEED_BYTES, ID_BYTES, TIME_BYTES = 32, 4, 8
PRIVATE = "PRIVATE+KEY+"
# A name has neither space nor plus, so that a line and a key can be parted again.
NAME = re.compile(r"[!-*,-~]{1,200}", re.ASCII)
_SIGNED = re.compile(r"— ([^ \n+]+) ([A-Za-z0-9+/=]+)\n")
_SIZE = re.compile(r"0|[1-9]\d{0,17}", re.ASCII)
LONGEST_NOTE = 64 * 1024


class BadNote(WarraqError):
    """What should be a note, a checkpoint or a key is none, or is not signed by whom it should be."""


class Verifier(NamedTuple):
    """Who can be known by a signature: the text form is NAME+ID+BASE64, ID being eight hexadecimal digits."""

    name: str
    algorithm: int
    public: bytes

    @property
    def id(self) -> bytes:
        named = self.name.encode() + b"\n" + bytes([self.algorithm]) + self.public
        return hashlib.sha256(named).digest()[:ID_BYTES]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{_encoded(bytes([self.algorithm]) + self.public)}"

    @classmethod
    def parse(cls, text: str) -> "Verifier":
        """Raises BadNote."""
        name, _, rest = text.strip().partition("+")
        id_digits, _, key = rest.partition("+")
        content = _decoded(key)
        if len(content) != 1 + SEED_BYTES or content[0] not in (ED25519, COSIGNATURE) or not NAME.fullmatch(name):
            raise BadNote(f"“{text.strip()[:100]}” is no verifier key (NAME+ID+BASE64).")
        found = cls(name, content[0], content[1:])
        if found.id.hex() != id_digits:
            raise BadNote(f"The verifier key of {name} is not whole: its id is not that of the key.")
        return found

    def accepts(self, signature: bytes, message: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


class Signer(NamedTuple):
    """A private key with its name; the text form is PRIVATE+KEY+NAME+ID+BASE64."""

    name: str
    algorithm: int
    seed: bytes

    @property
    def verifier(self) -> Verifier:
        return Verifier(self.name, self.algorithm, self._key.public_key().public_bytes_raw())

    @property
    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    def __str__(self) -> str:
        return f"{PRIVATE}{self.name}+{self.verifier.id.hex()}+{_encoded(bytes([self.algorithm]) + self.seed)}"

    def __repr__(self) -> str:
        return f"Signer({self.name})"

    @classmethod
    def parse(cls, text: str) -> "Signer":
        """Raises BadNote."""
        name, _, rest = text.strip().removeprefix(PRIVATE).partition("+")
        content = _decoded(rest.partition("+")[2])
        if not text.startswith(PRIVATE) or len(content) != 1 + SEED_BYTES or not NAME.fullmatch(name):
            raise BadNote("The file holds no private key.")
        found = cls(name, content[0], content[1:])
        if str(found) != text.strip():
            raise BadNote(f"The private key of {name} is not whole.")
        return found

    def sign(self, text: str) -> str:
        """A signature line for a note's text."""
        return self._line(self._key.sign(text.encode()))

    def cosign(self, text: str, seconds: int) -> str:
        """A signature line that says: at this time (seconds since 1970) it was the largest tree of its log we knew."""
        signature = self._key.sign(_cosigned(text, seconds))
        return self._line(seconds.to_bytes(TIME_BYTES, "big") + signature)

    def _line(self, signature: bytes) -> str:
        return f"— {self.name} {_encoded(self.verifier.id + signature)}\n"


class Note(NamedTuple):
    """A note's text, its last line end included, and its signature lines."""

    text: str
    signatures: tuple[tuple[str, bytes], ...]

    def __str__(self) -> str:
        return f"{self.text}\n" + "".join(f"— {name} {_encoded(value)}\n" for name, value in self.signatures)

    @classmethod
    def parse(cls, content: bytes) -> "Note":
        """Raises BadNote."""
        try:
            whole = content[: LONGEST_NOTE + 1].decode()
        except UnicodeDecodeError as problem:
            raise BadNote("It is no signed note: it is not UTF-8.") from problem
        text, parted, lines = whole.rpartition("\n\n")
        found = _SIGNED.findall(lines)
        if (
            len(content) > LONGEST_NOTE
            or not parted
            or "".join(f"— {name} {value}\n" for name, value in found) != lines
        ):
            raise BadNote("It is no signed note.")
        return cls(text + "\n", tuple((name, _decoded(value)) for name, value in found))

    def is_signed_by(self, verifier: Verifier) -> bool:
        signed = (value for name, value in self.signatures if name == verifier.name and value.startswith(verifier.id))
        return any(verifier.accepts(value[ID_BYTES:], self.text.encode()) for value in signed)

    def cosigned_at(self, verifier: Verifier) -> int | None:
        """When a witness cosigned, in seconds since 1970; None where it did not."""
        for name, value in self.signatures:
            if name == verifier.name and value.startswith(verifier.id):
                stamped = value[ID_BYTES:]
                seconds = int.from_bytes(stamped[:TIME_BYTES], "big")
                if verifier.accepts(stamped[TIME_BYTES:], _cosigned(self.text, seconds)):
                    return seconds
        return None


class Checkpoint(NamedTuple):
    """What a log says of itself: how many leaves it has, and the hash of its root."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{_encoded(self.root)}\n"

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """Raises BadNote. Further lines are allowed, and say nothing to us."""
        origin, size, root, *_ = [*text.split("\n"), "", "", ""]
        content = _decoded(root)
        if not origin or not _SIZE.fullmatch(size) or len(content) != HASH_BYTES:
            raise BadNote("It is no checkpoint of a log.")
        return cls(origin, int(size), content)


def _cosigned(text: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


def _encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _decoded(text: str) -> bytes:
    """Empty for what is no base64."""
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
    return content if _encoded(content) == text else b""
