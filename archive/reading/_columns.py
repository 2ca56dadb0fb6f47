"""What stands beside a story by its shape: the narrow columns beside the wide one with the headline, by the names that
grids give columns; the leaves of a calendar."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from archive.reading._page_walk import SeenLines
from archive.text.folding import fold_line

# Twelfths of a row in Bootstrap, Foundation and their kin; hundredths in Elementor.
_COLUMN = re.compile(r"(?:col|column|large|medium|span|grid)(?:-(?:xs|sm|md|lg|xl|xxl))?[-_]?(\d{1,2})$")
_NARROW, _WIDE = 4, 7
_TITLE_WORDS = 3
_DAYS, _NAMES_OF_DAYS = range(28, 32), 12  # those of the week; the month, the one before and the one after


def narrow_columns(page: SeenLines, titles: Sequence[str]) -> Iterator[int]:
    """The boxes of columns of a third of the page at most, beside one of more than half that holds the headline, one of
    `titles`, and more words."""
    rows: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, box in enumerate(page.boxes):
        if width := _width_of(box.kind):
            rows[box.outer].append((number, width))
    if not rows:
        return
    claimed = [fold_line(title) for title in titles]
    ats = [
        at
        for at, folded in enumerate(page.folded)
        if folded.count(" ") >= _TITLE_WORDS and any(folded in one for one in claimed)
    ]
    for columns in rows.values():
        wide = [number for number, width in columns if _WIDE <= width <= 12 and _holds(page, number, ats)]
        if wide:
            narrow = [number for number, width in columns if width <= _NARROW]
            yield from (number for number in narrow if page.held[number] < page.held[wide[0]])


@lru_cache(maxsize=1_024)
def _width_of(kind: str) -> int:
    found = _COLUMN.search(kind)
    return int(found[1]) if found else 0


def _holds(page: SeenLines, number: int, ats: Sequence[int]) -> bool:
    first, last = page.spans[number]
    return any(first <= at <= last for at in ats)


def calendars(page: SeenLines) -> Iterator[int]:
    """The tables that count the days of a month and say hardly anything else."""
    for number, box in enumerate(page.boxes):
        if box.tag != "table":
            continue
        first, last = page.spans[number]
        days = [line.text for line in page.lines[first : last + 1] if line.text.isdecimal()]
        names = 1 + last - first - len(days)
        if len(days) in _DAYS and names <= _NAMES_OF_DAYS and [*map(int, days)] == [*range(1, len(days) + 1)]:
            yield number
