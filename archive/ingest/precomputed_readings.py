"""Readings that another process made, as lines of a shard, and a reader that has them at hand.

A line is found by what decides a reading: every byte and address of the page, and the rules. So a reading is that of
the page or it is not found, and what is not found is read here: a shard that is lost or wrong costs time alone.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from archive.exchange import Page
from archive.model import Message, Outlet, PageLine, Published, Reading
from archive.reading.quality_gate import judge
from archive.reading.rules_id import rules_id
from archive.reading.worker import Reader

# What a process that was killed or too slow says of a page is no reading of it.
NO_READING = frozenset({"read_timeout", "read_crashed"})
DIGEST_LENGTH = 40  # hexadecimal digits in front of a line


def digest_of(page: Page, outlet: Outlet) -> str:
    """The name of what a reading is made of."""
    # How it was asked for decides nothing.
    answer = (page.url, page.final_url, page.status, page.headers, page.hops, page.incomplete, page.hint)
    rest = (page.fetched_at.isoformat(), page.via, page.within, outlet.name, rules_id(outlet))
    digest = hashlib.sha256(ascii((answer, rest)).encode())
    digest.update(page.body)
    return digest.hexdigest()[:DIGEST_LENGTH]


def line_of(page: Page, outlet: Outlet, reading: Reading) -> bytes | None:
    """A reading as a line, without the end of it; None of what is no reading."""
    if reading.held in NO_READING:
        return None
    values = {name: getattr(reading, name) for name in _PLAIN}
    published, message = reading.published, reading.message
    if published:
        instant = published.instant.isoformat() if published.instant else None
        values["published"] = [instant, published.day.isoformat(), published.source, published.precision]
    if message:
        values["message"] = [getattr(message, name) for name in _OF_MESSAGE]
    values["lines"] = [
        (line.text, line.tag, line.links, line.leads_to, line.mark, line.is_over, line.in_text)
        for line in reading.lines
    ]
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return f"{digest_of(page, outlet)} {text}".encode("utf-8", "surrogatepass")


def reading_in(line: bytes) -> Reading:
    """The reading of a line. Raises ValueError, KeyError or TypeError for what is none."""
    values = json.loads(line[DIGEST_LENGTH + 1 :].decode("utf-8", "surrogatepass"))
    published, message = values.pop("published", None), values.pop("message", None)
    return Reading(
        **{**values, "authors": tuple(values["authors"]), "lines": tuple(map(_line, values["lines"]))},
        published=_published(*published) if published else None,
        message=_message(message) if message else None,
    )


def _line(value: list[Any]) -> PageLine:
    text, tag, links, leads_to, mark, is_over, in_text = value
    return PageLine(text=text, tag=tag, links=links, leads_to=leads_to, mark=mark, is_over=is_over, in_text=in_text)


def _published(instant: str | None, day: str, source: str, precision: str) -> Published:
    return Published(
        instant=datetime.fromisoformat(instant) if instant else None,
        day=date.fromisoformat(day),
        source=source,
        precision=precision,
    )


def _message(values: list[Any]) -> Message:
    named = dict(zip(_OF_MESSAGE, values, strict=True))
    for name in ("parts", "pictures", "links"):
        named[name] = tuple(named[name])
    return Message(**named | {"around": tuple((number, kind) for number, kind in named["around"])})


_PLAIN = ("title", "text", "authors", "credit", "lang", "canonical", "strategy", "held", "image", "image_caption")
_OF_MESSAGE = ("number", "parts", "forwarded_from", "forwarded_url", "is_edited", "pictures", "links", "around")


class NotingReader(Reader):
    """Reads, and hands the line of each reading to `note`."""

    def __init__(self, note: Callable[[bytes], None]) -> None:
        super().__init__()
        self._note = note

    def read(self, page: Page, outlet: Outlet) -> Reading:
        return self._noted(page, outlet, super().read(page, outlet))

    def read_and_judge(self, page: Page, outlet: Outlet) -> tuple[Reading, str]:
        reading, reason = super().read_and_judge(page, outlet)
        return self._noted(page, outlet, reading), reason

    def _noted(self, page: Page, outlet: Outlet, reading: Reading) -> Reading:
        line = line_of(page, outlet, reading)
        if line is not None:
            self._note(line)
        return reading


class ReaderAtHand(Reader):
    """Takes a reading from `find`, which gives the line of a digest or None, and reads what is not there itself."""

    def __init__(self, find: Callable[[str], bytes | None]) -> None:
        super().__init__()
        self._find = find
        # How many pages were read elsewhere, and how many here.
        self.found = self.missed = 0

    def read(self, page: Page, outlet: Outlet) -> Reading:
        return self._at_hand(page, outlet) or super().read(page, outlet)

    def read_and_judge(self, page: Page, outlet: Outlet) -> tuple[Reading, str]:
        reading = self._at_hand(page, outlet)
        return (reading, judge(page, reading, outlet)) if reading else super().read_and_judge(page, outlet)

    def _at_hand(self, page: Page, outlet: Outlet) -> Reading | None:
        line = self._find(digest_of(page, outlet))
        if line is not None:
            try:
                reading = reading_in(line)
            except (ValueError, KeyError, TypeError):
                pass
            else:
                self.found += 1
                return reading
        self.missed += 1
        return None
