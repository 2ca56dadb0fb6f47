"""The lines of a page of keyword in context: filtered by a neighbour, in order, each as its cells."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from archive.desk.schema import ListedRow
from archive.search.context import Concordance, Occurrence, Order, concordance, in_order
from archive.search.suggestions import Offer
from archive.web.app.search_request import SearchRequest
from archive.web.app.text_direction import direction_of
from archive.web.queries.desk import ids_of
from archive.web.queries.rows import Connection
from archive.web.queries.suggestions import offered

Copies = Literal["", "in", "only"]
Side = Literal["before", "after"]
NEIGHBOURS_SHOWN = 5


class Neighbours(NamedTuple):
    """A word beside what was asked for: folded, in the spellings it is printed in, in how many lines."""

    folded: str
    printed: Sequence[str]
    lines: int


@dataclass(frozen=True, slots=True)
class Line:
    """An occurrence as it is shown: `before` and `after` each as what stands away from, in and near the key word.

    The key word is the neighbour that the lines are ordered by, empty where they are not. `alone`: read in the other
    direction than most lines, hence in one cell.
    """

    occurrence: Occurrence
    before: tuple[str, str, str]
    after: tuple[str, str, str]
    alone: bool


@dataclass(frozen=True, slots=True)
class Lines:
    """All lines of an answer in order; `copies` are those folded away, `articles` those of the lines.

    `rtl`: most lines are read from right to left. `offers` are other questions, where this one found nothing.
    """

    found: Concordance
    occurrences: Sequence[Occurrence]
    copies: int
    articles: int
    rtl: bool
    before: Sequence[Neighbours]
    after: Sequence[Neighbours]
    offers: Sequence[Offer]

    def page(self, start: int, most: int, order: Order) -> list[Line]:
        """Those from the number `start` on, from 1, so many at most."""
        shown = self.occurrences[start - 1 : start - 1 + most]
        return [
            Line(one, *_cells(one, order), alone=is_rtl(one) is not self.rtl)  # unlike most lines
            for one in shown
        ]


@dataclass(frozen=True, slots=True)
class Nothing:
    """What `suggestions` asks of an answer."""

    count: int = 0
    suggestions: Sequence[str] = ()


def lines(
    connection: Connection,
    part: SearchRequest,
    order: Order,
    copies: Copies,
    neighbours: dict[Side, str],
    marks: Sequence[ListedRow] | None = None,
) -> Lines:
    """Ask for a word in context. `neighbours` are folded words that must stand beside it, empty for any.

    `marks`: only in the articles of a list of the desk.
    """
    ids = None if marks is None else ids_of(connection, marks)
    found = concordance(connection, part.q, part.mode, ids=ids, **part.filters)
    chosen = {"": found.occurrences, "in": [*found.occurrences, *found.copies], "only": found.copies}[copies]
    kept, folded = _beside(chosen, neighbours), _beside(found.copies, neighbours)
    right = {id(one): is_rtl(one) for one in kept}
    rtl = 2 * sum(right.values()) >= len(kept)
    in_turn = sorted(in_order(kept, order), key=lambda one: right[id(one)] is not rtl)
    return Lines(
        found,
        in_turn,
        0 if copies else len(folded),
        len({one.id for one in kept}),
        rtl,
        _most_frequent(kept, "before"),
        _most_frequent(kept, "after"),
        offered(connection, part, Nothing()) if not found.occurrences and marks is None else (),
    )


def is_rtl(one: Occurrence) -> bool:
    """Is what stands round it read from right to left?"""
    return direction_of(f"{one.before} {one.after}", one.lang) == "rtl"


def _beside(occurrences: Iterable[Occurrence], neighbours: dict[Side, str]) -> list[Occurrence]:
    wanted = {side: word for side, word in neighbours.items() if word}
    return [one for one in occurrences if all(one.neighbour(side).folded == wanted[side] for side in wanted)]


def _most_frequent(occurrences: Iterable[Occurrence], side: Side) -> list[Neighbours]:
    """The words that stand most often on a side, each with the spellings that make up a tenth of it and more."""
    printed: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in occurrences:
        beside = one.neighbour(side)
        if beside.folded:
            printed[beside.folded][beside.printed] += 1
    counted = sorted(printed.items(), key=lambda item: (-item[1].total(), item[0]))
    return [
        Neighbours(folded, [word for word, n in spelt.most_common(3) if 10 * n >= spelt.total()], spelt.total())
        for folded, spelt in counted[:NEIGHBOURS_SHOWN]
    ]


def _cells(one: Occurrence, order: Order) -> tuple[tuple[str, str, str], tuple[str, str, str]]:
    before, after = one.before, one.after
    if order == "after" and (word := one.neighbour("after").printed) and word in after:
        return (before, "", ""), _parted(after, word, after.index(word))
    if order == "before" and (word := one.neighbour("before").printed) and word in before:
        return _parted(before, word, before.rindex(word)), ("", "", after)
    return (before, "", ""), ("", "", after)


def _parted(text: str, word: str, at: int) -> tuple[str, str, str]:
    return text[:at], word, text[at + len(word) :]
