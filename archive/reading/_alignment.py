"""Which line of a page is which of the lines that were found on it, as words: they were cut, joined and moved."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate

from archive.reading._page_lines import cells
from archive.reading._page_walk import SeenLines
from archive.text.folding import fold_line
from archive.text.lines import letters_of

# Lines that were run together with a text though nobody looks for them: a caption, a counter, a tool.
_MOST_UNASKED = 8
# Letters that tell a line inside another; searches for them on a page, and letters of one line so searched.
_KNOWN_BY, _SEARCHES, _LONGEST_SEARCHED = 20, 1_000, 3_000


def found_numbers(page: SeenLines, found: Sequence[str]) -> list[int]:
    """For each line of the page the number of the found line that says it, -1 where none does."""
    wanted = tuple(found)
    if wanted not in page.places:  # the same lines are asked for by one rule after the other
        found_lines = _FoundLines(found)
        page.places[wanted] = [
            found_lines.number_of(folded, bare) for folded, bare in zip(page.folded, page.said, strict=True)
        ]
    return page.places[wanted]


def run_together(page: SeenLines, ats: Sequence[int], said: str) -> list[int]:
    """The lines of the page round the lines `ats` which one behind the other say `said`, letters; none where none do.

    From the end on: what stands at the beginning may stand in a menu, too.
    """
    left, found = len(said), []
    for at in range(min(ats[-1] + _MOST_UNASKED, len(page.said) - 1), max(-1, ats[0] - 1 - _MOST_UNASKED), -1):
        if page.said[at] and said.endswith(page.said[at], 0, left):
            found.append(at)
            left -= len(page.said[at])
    return found[::-1] if not left else []


class _FoundLines:
    """The found lines, asked for the lines of the page in its order."""

    def __init__(self, found: Sequence[str]) -> None:
        self._numbers: dict[str, list[int]] = defaultdict(list)
        for number, line in enumerate(found):
            for part in dict.fromkeys((line, *cells(line))):
                self._numbers[fold_line(part)].append(number)
        self._numbers.pop("", None)
        letters = [letters_of(fold_line(line)) for line in found]
        self._ends = list(accumulate(map(len, letters)))
        self._run = "".join(letters)
        self._at = 0  # behind what was said last
        self._searches = 0

    def number_of(self, folded: str, bare: str) -> int:
        """The number of the found line that says a line of the page, `bare` its letters, or most of it; -1 where none
        does."""
        if known := self._numbers.get(folded):
            previous = bisect_right(self._ends, self._at - 1)
            later = bisect_left(known, previous)
            place = known[later] if later < len(known) else known[0]
            self._at = self._ends[place]
            return place
        at = self._at if bare and self._run.startswith(bare, self._at) else self._find(bare)
        if at < 0:
            return -1
        self._at = at + len(bare)
        return min(bisect_right(self._ends, at), len(self._ends) - 1)

    def _find(self, bare: str) -> int:
        if len(bare) < _KNOWN_BY or self._searches >= _SEARCHES:
            return -1
        at = self._run.find(bare)
        # A line of the page that came out as several, or without a link in it, is known by its pieces.
        most = min(len(bare), _LONGEST_SEARCHED) - _KNOWN_BY + 1
        pieces = [bare[start : start + _KNOWN_BY] for start in range(0, most, _KNOWN_BY)] if at < 0 else []
        self._searches += 1 + len(pieces)
        if at >= 0:
            return at
        spots = [spot for piece in pieces if (spot := self._run.find(piece)) >= 0]
        return spots[0] if len(pieces) > 1 and 2 * len(spots) >= len(pieces) else -1


def in_order(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of lines of the page and what they say, both numbers, the longest run in which both grow."""
    tails: list[int] = []  # of the runs so long the smallest number each ends with
    ends: list[int] = []  # and at which pair
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_right(tails, place)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [place]
        ends[length : length + 1] = [number]
    run: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        run.append(pairs[at])
        at = before[at]
    return run[::-1]
