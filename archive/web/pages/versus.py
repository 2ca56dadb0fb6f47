"""GET /versus: which words one outlet, one period or one list uses more than another."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from urllib.parse import urlencode

from archive.analysis.log_odds import FEWEST_TIMES, FEWEST_WORDS, LEAST_Z, Difference, differences
from archive.desk.schema import ListedRow
from archive.search.vocabulary import Vocabulary
from archive.sqlite import one_state, open_readonly
from archive.text.spreadsheets import BYTE_ORDER_MARK, CSV, csv_line
from archive.web.app.compat import Datasette, Request, Response, record
from archive.web.app.connection import harden, query
from archive.web.app.desk_lists import OwnLists, own_lists
from archive.web.app.headers import NOT_KEPT, as_file
from archive.web.app.language import href, language
from archive.web.app.page import page, problem
from archive.web.app.parameters import Unclear, clear, day_in, outlets_of, parameters
from archive.web.app.search_request import MOST_CHARACTERS, SearchRequest
from archive.web.queries.compared_words import Side, count_side, count_sides, joined, length, spelling_groups
from archive.web.queries.desk import ids_of
from archive.web.queries.outlets import outlet_titles
from archive.web.queries.rows import Connection

SHOWN = 25
# What others carry, too, is nobody's own way of writing.
OWN_TEXTS, CARRIED = "-kind:copied", "kind:copied"
SIDES = ("a", "b")
ON_DESK = re.compile("list:([0-9]{1,15})")
# Counting takes the processor: one at a time, few that wait for their turn, so that pages go on.
_thread = ThreadPoolExecutor(1, thread_name_prefix="compare")
_places = BoundedSemaphore(4)


@dataclass(frozen=True, slots=True)
class ComparedList:
    """A side: a list of the search or, where it has a number (`desk_list`), of the desk: with its name and marks."""

    request: SearchRequest
    desk_list: int = 0
    name: str = ""
    marks: tuple[ListedRow, ...] = ()

    def address(self, kind: str) -> str:
        """Where the articles of this kind, OWN_TEXTS or CARRIED, are listed."""
        if self.desk_list:
            return href(f"/desk?list={self.desk_list}&only={'own' if kind == OWN_TEXTS else 'carried'}")
        return href("/search") + lists_of(self.request, kind).address()


@dataclass(frozen=True, slots=True)
class Word:
    """A word as articles print it, the question that finds it, per 10,000 words of each side, and the strength."""

    printed: str
    question: str
    first: float
    second: float
    z: float
    width: float


@dataclass(frozen=True, slots=True)
class Compared:
    """Both sides, articles of theirs that others carry too, and the words that either has more of."""

    sides: tuple[Side, Side]
    left_out: Sequence[int]
    every: Sequence[Difference]
    more: tuple[Sequence[Word], Sequence[Word]]

    @property
    def is_enough(self) -> bool:
        return all(side.words >= FEWEST_WORDS for side in self.sides)


@clear
async def view(datasette: Datasette, request: Request) -> Response:
    """GET /versus: a and b, outlets or lists of the reader's desk (list:NUMBER); of outlets, aq and bq words their
    articles hold, afrom, ato, bfrom, bto days."""
    values, t = parameters(request), language()
    titles = await query(datasette, lambda connection: outlet_titles(connection, t.lang))
    desk = await own_lists(datasette, request, desk_lists(values))
    sides = [side_of(values, side, titles, desk) for side in SIDES]
    compared = await _counted(datasette, sides) if is_asked(sides) else None
    if is_asked(sides) and compared is None:
        return await problem(datasette, request, "busy", 503)
    requests = [one.request for one in sides]
    shown = {
        "asked": requests,
        "desk_lists": desk.lists,
        "chosen_lists": [one.desk_list for one in sides],
        "own": [one.address(OWN_TEXTS) for one in sides],
        "carried": [one.address(CARRIED) for one in sides],
        "compared": compared,
        "titles": titles,
        "names": [
            one.name or (titles[one.request.outlets[0]] if one.request.outlets else t("health.whole")) for one in sides
        ],
        "values": values,
        "address": urlencode(values),
        "limits": {"words": FEWEST_WORDS, "times": FEWEST_TIMES, "z": round(LEAST_Z)},
        "is_same": sides[0] == sides[1] and bool(values),
        "section": "words",
    }
    return _guarded(await page(datasette, request, "versus", shown), desk)


@clear
async def table(datasette: Datasette, request: Request) -> Response:
    """GET /versus.csv: every word that is not too rare, folded as the search folds it."""
    values = parameters(request)
    titles = await query(datasette, outlet_titles)
    desk = await own_lists(datasette, request, desk_lists(values))
    sides = [side_of(values, side, titles, desk) for side in SIDES]
    compared = await _counted(datasette, sides) if is_asked(sides) else None
    if is_asked(sides) and compared is None:
        return await problem(datasette, request, "busy", 503)
    lines = [csv_line(("word", "count_a", "count_b", "per_10000_a", "per_10000_b", "z"))]
    if compared and compared.is_enough:
        words = [side.words for side in compared.sides]
        for one in compared.every:
            rates = (round(10_000 * n / of, 3) for n, of in zip((one.first, one.second), words, strict=True))
            lines.append(csv_line((one.word, one.first, one.second, *rates, round(one.z, 3))))
    return _guarded(Response(BYTE_ORDER_MARK + "".join(lines), 200, as_file("versus.csv"), CSV), desk)


def _guarded(response: Response, desk: OwnLists) -> Response:
    """What names a reader's lists is in no cache."""
    if desk.lists:
        response.headers |= NOT_KEPT
    return response


def desk_lists(values: Mapping[str, str]) -> list[int]:
    """The numbers of the desk's lists that the address names."""
    found = (ON_DESK.fullmatch(values.get(side, "")) for side in SIDES)
    return [int(one[1]) for one in found if one]


def side_of(values: Mapping[str, str], side: str, titles: Mapping[str, str], desk: OwnLists) -> ComparedList:
    """One side of the address. Raises Unclear for what makes no sense, and for a list that is not this reader's."""
    found = ON_DESK.fullmatch(values.get(side, ""))
    if found is None:
        return ComparedList(understand(values, side, titles))
    number = int(found[1])
    if number not in desk.marks:
        raise Unclear("no_list", 404)
    if any(values.get(f"{side}{part}") for part in ("q", "from", "to")):
        raise Unclear("whole_list")
    name = next(one["name"] for one in desk.lists if one["id"] == number)
    return ComparedList(SearchRequest(), number, name, tuple(desk.marks[number]))


def is_asked(sides: Sequence[ComparedList]) -> bool:
    """Are two different lists named?"""
    return sides[0] != sides[1]


def understand(values: Mapping[str, str], side: str, titles: Mapping[str, str]) -> SearchRequest:
    """One side of the address. Raises Unclear for what makes no sense."""
    question = values.get(f"{side}q", "")
    if len(question) > MOST_CHARACTERS:
        raise Unclear("too_long", most=MOST_CHARACTERS)
    first, last = day_in(values, f"{side}from"), day_in(values, f"{side}to", last=True)
    if first and last and first > last:
        raise Unclear("days_exchanged")
    outlets = outlets_of({"outlet": values.get(side, "")}, titles)
    return SearchRequest(q=question, outlets=outlets, date_from=first, date_to=last)


def lists_of(request: SearchRequest, kind: str) -> SearchRequest:
    """The list of a side, narrowed to texts of its own or to those that others carry too."""
    question = f"({request.q}) {kind}" if request.q else kind
    return SearchRequest(q=question, outlets=request.outlets, date_from=request.date_from, date_to=request.date_to)


async def _counted(datasette: Datasette, sides: Sequence[ComparedList]) -> Compared | None:
    """None where enough others wait."""
    if not _places.acquire(blocking=False):
        return None
    work = _thread.submit(_compare, record(datasette), sides)
    work.add_done_callback(lambda _: _places.release())
    return await asyncio.wrap_future(work)


def _compare(path: Path, sides_asked: Sequence[ComparedList]) -> Compared:
    with closing(open_readonly(path)) as connection:
        harden(connection)
        with one_state(connection):
            groups = spelling_groups(connection)
            counted = _sides(connection, sides_asked)
            a, b = (joined(side, groups) for side, _ in counted)
            left_out = [carried for _, carried in counted]
            every = differences(a.counts, b.counts) if min(a.words, b.words) >= FEWEST_WORDS else []
            found = [one for one in every if abs(one.z) >= LEAST_Z]
            most = max((abs(one.z) for one in found), default=1.0)
            ends = [one for one in found if one.z > 0][:SHOWN], [one for one in reversed(found) if one.z < 0][:SHOWN]
            more = [[_word(connection, one, (a.words, b.words), most, groups) for one in end] for end in ends]
            return Compared((a, b), left_out, every, (more[0], more[1]))


def _sides(connection: Connection, sides: Sequence[ComparedList]) -> list[tuple[Side, int]]:
    """The words of texts that no other article carries, and how many of each side others do."""
    asked = [one.request for one in sides]
    if all(one.outlets and one == SearchRequest(outlets=one.outlets) for one in asked):
        return count_sides(connection, [one.outlets for one in asked])
    ids = [ids_of(connection, one.marks) if one.desk_list else None for one in sides]
    return [
        (count_side(connection, lists_of(one, OWN_TEXTS), those), length(connection, lists_of(one, CARRIED), those))
        for one, those in zip(asked, ids, strict=True)
    ]


def _word(
    connection: Connection, one: Difference, of: tuple[int, int], most: float, groups: Mapping[str, tuple[str, ...]]
) -> Word:
    vocabulary = Vocabulary(connection)
    forms = groups.get(one.word, (one.word,))
    printed = vocabulary.spelling_of(max(forms, key=vocabulary.commonness))
    question = " OR ".join(f'"{form}"' for form in forms)
    rates = (10_000 * one.first / of[0], 10_000 * one.second / of[1])
    return Word(printed, question, *rates, abs(one.z), round(100 * abs(one.z) / most, 1))
