"""The captures of an article on a line that is true to time, in percent of its width, in the direction of reading."""

from collections.abc import Sequence
from dataclasses import dataclass

from archive.times import unstamp
from archive.web.queries.captures import Seen

MARGIN, WIDTH = 2.0, 96.0


@dataclass(frozen=True, slots=True)
class Mark:
    """`kind`: different, same or without_page; `here`: the capture that the page is about."""

    x: float
    kind: str
    here: bool


def capture_line(captures: Sequence[Seen], here: int, *, rtl: bool) -> list[Mark]:
    """A mark a capture, the oldest first and the one the page is about last, over the others; empty for a single time.

    `captures` stand newest first.
    """
    if not captures:
        return []
    end, start = (unstamp(captures[place].capture["fetched_at"]).timestamp() for place in (0, -1))
    if end <= start:
        return []

    def x(one: Seen) -> float:
        part = (unstamp(one.capture["fetched_at"]).timestamp() - start) / (end - start)
        return round(MARGIN + WIDTH * (1 - part if rtl else part), 2)

    marks = [Mark(x(one), one.mark, one.capture["id"] == here) for one in reversed(captures)]
    return sorted(marks, key=lambda mark: mark.here)
