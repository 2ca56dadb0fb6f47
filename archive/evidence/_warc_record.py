"""A WARC record of ours taken apart as bytes: quick enough to be done of every capture of an archive."""

import base64
import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from archive.times import stamp, unstamp
from archive.warc.kept_record import header_text

ANSWERS = ("response", "revisit")
ALGORITHMS = {"sha1": hashlib.sha1, "sha256": hashlib.sha256}


@dataclass(frozen=True, slots=True)
class WarcRecord:
    """`fields` by their names in small letters; `head` is status line and headers of an answer, the empty line behind
    them included, `payload` what follows, content coding still on; `sha256` that of the whole record."""

    fields: Mapping[str, str]
    block: bytes
    head: bytes
    payload: bytes
    sha256: str

    def get_header(self, name: str) -> str | None:
        """As archive.warc.originals asks for a field."""
        return self.fields.get(name.lower())

    @property
    def kind(self) -> str:
        return self.fields.get("warc-type", "")

    @property
    def url(self) -> str:
        return self.fields.get("warc-target-uri", "").removeprefix("<").removesuffix(">")

    @property
    def date(self) -> str:
        """As rows write instants; what is none as it stands."""
        text = self.fields.get("warc-date", "")
        with suppress(ValueError):
            return stamp(unstamp(text))
        return text

    @property
    def server(self) -> str:
        return self.fields.get("warc-ip-address", "")

    @property
    def is_answer(self) -> bool:
        return self.kind in ANSWERS

    @property
    def status(self) -> int:
        code = self.head.split(b"\r\n", 1)[0].split(b" ")[1:2]
        return int(code[0]) if code and code[0].isdigit() else 0

    @property
    def content_type(self) -> str:
        if not self.is_answer:
            return self.fields.get("content-type", "")
        lines = (line.partition(b":") for line in self.head.split(b"\r\n")[1:])
        found = next((value for name, _, value in lines if name.strip().lower() == b"content-type"), b"")
        return header_text(found.strip())

    @property
    def headers_sha256(self) -> str:
        return hashlib.sha256(self.head).hexdigest()

    @property
    def is_refuted(self) -> bool:
        """Does the digest of its block say that this is another, or can that not be told here?"""
        algorithm, _, value = self.fields.get("warc-block-digest", "").partition(":")
        make = ALGORITHMS.get(algorithm.lower())
        return make is None or base64.b32encode(make(self.block).digest()).decode() != value


def parsed(plain: bytes) -> WarcRecord | None:
    """None for what is no whole record."""
    top, _, rest = plain.partition(b"\r\n\r\n")
    version, *lines = top.split(b"\r\n")
    parted = (line.partition(b":") for line in lines)
    fields = {header_text(name.strip()).lower(): header_text(value.strip()) for name, _, value in parted}
    length = fields.get("content-length", "")
    if not version.startswith(b"WARC/") or not length.isdecimal() or rest[int(length) :] != b"\r\n\r\n":
        return None
    block = rest[: int(length)]
    head, payload = b"", block
    if fields.get("warc-type") in ANSWERS:
        line, parting, payload = block.partition(b"\r\n\r\n")
        head = line + parting
    return WarcRecord(fields, block, head, payload, hashlib.sha256(plain).hexdigest())
