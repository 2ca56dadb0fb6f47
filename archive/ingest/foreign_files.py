"""Other people's files as exchanges: WARC(.gz) of anybody, JSONL(.gz) with url and html, or url, title and text.

Whatever cannot be read becomes a Bad with its position and reason; reading goes on behind it where that is possible.
"""

import gzip
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from archive.errors import BadInput, WarcDamaged
from archive.identity.urls import is_web_address
from archive.ingest.rereading import GIVEN
from archive.model import Exchange, Hint, Reading
from archive.reading.dates import parse_date
from archive.reading.extract import LONGEST_TEXT
from archive.times import believable, now
from archive.warc.gzip_members import Member, members
from archive.warc.reader import salvaged

LINE_LIMIT = 32 * 1024 * 1024
LONGEST_TITLE = 500
# Control characters blind SQLite's text functions; a lone surrogate cannot be written at all.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


WARC_NAMES, JSONL_NAMES = (".warc",), (".jsonl", ".ndjson")
NO_HINT = Hint()


@dataclass(frozen=True, slots=True)
class Bad:
    """One thing in the input that could not be read."""

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class ForeignPage:
    """One page of the input: an exchange; the reading, where somebody else made it; whether its time is known."""

    exchange: Exchange
    reading: Reading | None = None
    hint: Hint = NO_HINT
    dated: bool = True


class ForeignFile:
    """A file to import; `position` says how many bytes were read. Raises BadInput: unknown form, no such file."""

    def __init__(self, path: Path) -> None:
        self._name = path.name.lower().removesuffix(".gz")
        if not self._name.endswith((*WARC_NAMES, *JSONL_NAMES)):
            raise BadInput(f"{path}: name it .warc, .warc.gz, .jsonl or .jsonl.gz, so that its form is known.")
        try:
            self.raw = path.open("rb")
        except OSError as problem:
            raise BadInput(f"{path} cannot be read: {problem.strerror}.") from problem

    def __enter__(self) -> "ForeignFile":
        return self

    def __exit__(self, *_: object) -> None:
        self.raw.close()

    @property
    def position(self) -> int:
        return self.raw.tell()

    def things(self) -> Iterator[ForeignPage | Bad]:
        """Everything in the file, in order."""
        packed = self.raw.read(2) == b"\x1f\x8b"
        self.raw.seek(0)
        return (_from_warc if self._name.endswith(WARC_NAMES) else _from_jsonl)(self.raw, packed)


def _from_warc(stream: IO[bytes], packed: bool) -> Iterator[ForeignPage | Bad]:
    if not packed:
        yield from _responses(stream, "the file")
        return
    for member in members(stream):
        yield from _responses(member, f"byte {member.start}")


def _responses(stream: IO[bytes] | Member, where: str) -> Iterator[ForeignPage | Bad]:
    for found in salvaged(stream):
        yield Bad(where, str(found)) if isinstance(found, WarcDamaged) else ForeignPage(found)


def _from_jsonl(stream: IO[bytes], packed: bool) -> Iterator[ForeignPage | Bad]:
    lines = gzip.GzipFile(fileobj=stream) if packed else stream
    number = 0
    try:
        while line := lines.readline(LINE_LIMIT):
            number += 1
            if len(line) == LINE_LIMIT and not line.endswith(b"\n"):
                yield Bad(f"line {number}", f"longer than {LINE_LIMIT >> 20} MB")
                _skip_line(lines)
            elif line.strip():
                yield _from_line(line, f"line {number}")
    except (EOFError, OSError, zlib.error) as problem:
        yield Bad(f"line {number + 1}", f"the file breaks off or is damaged ({problem})")


def _skip_line(lines: IO[bytes] | gzip.GzipFile) -> None:
    while (rest := lines.readline(LINE_LIMIT)) and not rest.endswith(b"\n"):
        pass


def _from_line(line: bytes, where: str) -> ForeignPage | Bad:
    try:
        document: object = json.loads(line)
    except (ValueError, RecursionError) as problem:
        return Bad(where, f"not JSON ({problem})")
    row: Mapping[str, object] = document if isinstance(document, dict) else {}
    url = str(row.get("url")).strip()
    if not is_web_address(url):
        return Bad(where, "needs an object with an http(s) `url`")
    html, text = row.get("html"), row.get("text")
    if not isinstance(html or text, str):
        return Bad(where, "needs `html`, or `title` and `text`")
    try:
        return _from_row(row, url, line.strip(), html if isinstance(html, str) else "", str(text or ""))
    except (ValueError, OverflowError):
        return Bad(where, "its `fetched_at` cannot be when a page was fetched")


def _from_row(row: Mapping[str, object], url: str, line: bytes, html: str, text: str) -> ForeignPage:
    hint = Hint(title=_text(row.get("title")), published=_text(row.get("published")))
    fetched_at, dated = _fetched_at(row)
    # Without a page, the line itself is the evidence that is kept.
    body, content_type = (
        (html.encode(errors="replace"), "text/html; charset=utf-8") if html else (line, "application/json")
    )
    exchange = Exchange(
        url=url,
        status=200,
        headers=(("Content-Type", content_type),),
        body=body,
        fetched_at=fetched_at,
        via="import",
    )
    return ForeignPage(exchange, None if html else _reading_of(row, text, hint, fetched_at), hint, dated)


def _fetched_at(row: Mapping[str, object]) -> tuple[datetime, bool]:
    """Raises ValueError or OverflowError for a time that is one and cannot be true."""
    try:
        found = datetime.fromisoformat(str(row.get("fetched_at")))
    except ValueError:
        return now(), False
    return believable(found), True


def _text(value: object) -> str:
    """Text, or a number as text; empty for anything else."""
    return _clean(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _clean(text: str) -> str:
    return UNWRITABLE.sub("", text)


def _reading_of(row: Mapping[str, object], text: str, hint: Hint, fetched_at: datetime) -> Reading:
    lines = [line.strip() for line in _clean(text).splitlines() if line.strip()]
    title = hint.title.strip() or (lines[0] if lines else "")
    paragraphs = lines[1:] if lines and lines[0] == title else lines
    authors = row.get("author")
    return Reading(
        title=title[:LONGEST_TITLE],
        text="\n".join(paragraphs)[:LONGEST_TEXT],
        published=parse_date(hint.published, fetched_at, source="given") if hint.published else None,
        authors=tuple(filter(None, map(_text, authors if isinstance(authors, list) else [authors]))),
        lang=_text(row.get("lang")),
        strategy=GIVEN,
    )
