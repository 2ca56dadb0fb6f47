"""Events on a line that is true to time, in percent of its width, in the direction of reading."""

from collections.abc import Sequence
from dataclasses import dataclass

from archive.times import unstamp
from archive.web.queries.desk import EventRow

MARGIN, WIDTH = 2.0, 96.0


@dataclass(frozen=True, slots=True)
class Point:
    """`kind`: came, changed, gone or back."""

    x: float
    kind: str


KINDS = {"first": "came", "given": "came", "gone": "gone", "back": "back"}


def event_line(events: Sequence[EventRow], *, rtl: bool) -> list[Point]:
    """A point an event, in their order, which is that of time; empty where all are of one time."""
    if not events:
        return []
    start, end = (unstamp(events[place]["seen_at"]).timestamp() for place in (0, -1))
    if end <= start:
        return []

    def x(event: EventRow) -> float:
        part = (unstamp(event["seen_at"]).timestamp() - start) / (end - start)
        return round(MARGIN + WIDTH * (1 - part if rtl else part), 2)

    return [Point(x(event), KINDS.get(event["kind"], "changed")) for event in events]
