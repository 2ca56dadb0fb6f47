"""What a leaf of the log covers, as the text that its entry is the hash of.

An entry is `w1` and the SHA-256 of a record: JSON with sorted keys and no spaces, which holds a random salt. So whoever
erases row and salt leaves an entry that tells nothing, and the tree stands. A record covers only what never changes
once it is written: no name or place of a WARC file (files are packed anew), no state of an article (live, gone), no
label of a change (an older capture moves it). Which columns it has is fixed for its `"v":1`: another choice is another
version, for those of before stay what they are. What a page claims and what we judged of it, which may be completed
later, stands as a hash or a word in a leaf's detail, and in a further leaf when it changes.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Literal

Kind = Literal["capture", "version", "described", "reread", "redacted", "held", "outlet", "published"]
Value = str | int | None
Fields = Mapping[str, Value]

PREFIX, SALT_BYTES = b"w1", 16
ENTRY_BYTES = len(PREFIX) + hashlib.sha256().digest_size
CAPTURE = (
    "url",
    "requested_url",
    "hops",
    "fetched_at",
    "clock",
    "server",
    "tls_sha256",
    "status",
    "content_type",
    "headers_sha256",
    "body_sha256",
    "decoded_sha256",
    "record_sha256",
    "software",
    "robots",
    "error",
    "via",
    "received_at",
    "outlet",
)
VERSION = ("article_id", "n", "sha256", "words_sha256")
DESCRIPTION = (
    "title",
    "url",
    "author",
    "credit",
    "published_at",
    "published_day",
    "published_from",
    "lang",
    "image_url",
    "image_caption",
)
CLAIMED = ("author", "published", "credit")


def record_of(kind: Kind, salt: bytes, fields: Fields) -> str:
    """The text that an entry is the hash of."""
    return canonical({"v": 1, "kind": kind, "salt": salt.hex(), **fields})


def entry_of(record: str) -> bytes:
    """34 bytes: what stands in the tree for a record."""
    return PREFIX + hashlib.sha256(record.encode()).digest()


def capture_fields(values: Sequence[Value]) -> Fields:
    """Of the columns CAPTURE in their order."""
    return dict(zip(CAPTURE, values, strict=True))


def version_fields(values: Sequence[Value], outlet: Value, read: Fields) -> Fields:
    """Of the columns VERSION in their order, the outlet of its article, and what it was read from: `capture` (the
    number of a leaf, or None) and `rules`."""
    return {**dict(zip(VERSION, values, strict=True)), "outlet": outlet, **read}


def description_sha256(salt: bytes, values: Sequence[Value]) -> str:
    """What a `described` leaf with this salt says of an article's columns DESCRIPTION, given in their order."""
    return _salted_sha256(salt, dict(zip(DESCRIPTION, values, strict=True)))


def claimed_sha256(salt: bytes, values: Sequence[Value]) -> str:
    """What a leaf with this salt says of a version's columns CLAIMED, given in their order; empty where its page claims
    nothing."""
    return _salted_sha256(salt, dict(zip(CLAIMED, values, strict=True))) if any(values) else ""


def outlet_sha256(salt: bytes, outlet: Mapping[str, str | float]) -> str:
    """What an `outlet` leaf with this salt says of the outlet's row."""
    return _salted_sha256(salt, outlet)


def _salted_sha256(salt: bytes, fields: Mapping[str, Value | float]) -> str:
    return hashlib.sha256(canonical({"salt": salt.hex(), **fields}).encode()).hexdigest()


def canonical(fields: Mapping[str, Value | float]) -> str:
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
