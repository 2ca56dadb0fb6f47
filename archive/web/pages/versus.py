"""GET /versus: which words one outlet, one period or one list uses more than another."""

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from urllib.parse import urlencode

from archive.analysis.log_odds import FEWEST_TIMES, FEWEST_WORDS, LEAST_Z, Difference, differences
from archive.search.vocabulary import Vocabulary
from archive.sqlite import one_state, open_readonly
from archive.text.spreadsheets import BYTE_ORDER_MARK, CSV, csv_line
from archive.web.app.compat import Datasette, Request, Response, record
from archive.web.app.connection import harden, query
from archive.web.app.headers import as_file
from archive.web.app.language import language
from archive.web.app.page import page, problem
from archive.web.app.parameters import Unclear, clear, day_in, outlets_of, parameters
from archive.web.app.search_request import MOST_CHARACTERS, SearchRequest
from archive.web.queries.compared_words import Side, count_side, joined, spelling_groups
from archive.web.queries.outlets import outlet_titles
from archive.web.queries.rows import Connection

SHOWN = 25
# What others carry, too, is nobody's own way of writing.
OWN_TEXTS, CARRIED = "-kind:copied", "kind:copied"
SIDES = ("a", "b")
# Counting takes the processor: one at a time, few that wait for their turn, so that pages go on.
_thread = ThreadPoolExecutor(1, thread_name_prefix="compare")
_places = BoundedSemaphore(4)


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
    """GET /versus: outlets a and b; of either, aq and bq words its articles hold, afrom, ato, bfrom, bto its days."""
    values, t = parameters(request), language()
    titles = await query(datasette, lambda connection: outlet_titles(connection, t.lang))
    asked = [understand(values, side, titles) for side in SIDES]
    compared = await _counted(datasette, asked) if is_asked(asked) else None
    if is_asked(asked) and compared is None:
        return await problem(datasette, request, "busy", 503)
    shown = {
        "asked": asked,
        "own": [lists_of(one, OWN_TEXTS) for one in asked],
        "carried": [lists_of(one, CARRIED) for one in asked],
        "compared": compared,
        "titles": titles,
        "names": [titles[one.outlets[0]] if one.outlets else t("health.whole") for one in asked],
        "values": values,
        "address": urlencode(values),
        "limits": {"words": FEWEST_WORDS, "times": FEWEST_TIMES, "z": round(LEAST_Z)},
        "is_same": asked[0] == asked[1] and bool(values),
        "section": "words",
    }
    return await page(datasette, request, "versus", shown)


@clear
async def table(datasette: Datasette, request: Request) -> Response:
    """GET /versus.csv: every word that is not too rare, folded as the search folds it."""
    values = parameters(request)
    titles = await query(datasette, outlet_titles)
    asked = [understand(values, side, titles) for side in SIDES]
    compared = await _counted(datasette, asked) if is_asked(asked) else None
    if is_asked(asked) and compared is None:
        return await problem(datasette, request, "busy", 503)
    lines = [csv_line(("word", "count_a", "count_b", "per_10000_a", "per_10000_b", "z"))]
    if compared and compared.is_enough:
        words = [side.words for side in compared.sides]
        for one in compared.every:
            rates = (round(10_000 * n / of, 3) for n, of in zip((one.first, one.second), words, strict=True))
            lines.append(csv_line((one.word, one.first, one.second, *rates, round(one.z, 3))))
    return Response(BYTE_ORDER_MARK + "".join(lines), 200, as_file("versus.csv"), CSV)


def is_asked(asked: Sequence[SearchRequest]) -> bool:
    """Are two different lists named?"""
    return asked[0] != asked[1]


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


def lists_of(asked: SearchRequest, kind: str) -> SearchRequest:
    """The list of a side, narrowed to texts of its own or to those that others carry too."""
    question = f"({asked.q}) {kind}" if asked.q else kind
    return SearchRequest(q=question, outlets=asked.outlets, date_from=asked.date_from, date_to=asked.date_to)


async def _counted(datasette: Datasette, asked: Sequence[SearchRequest]) -> Compared | None:
    """None where enough others wait."""
    if not _places.acquire(blocking=False):
        return None
    work = _thread.submit(_compare, record(datasette), asked)
    work.add_done_callback(lambda _: _places.release())
    return await asyncio.wrap_future(work)


def _compare(path: Path, asked: Sequence[SearchRequest]) -> Compared:
    with closing(open_readonly(path)) as connection:
        harden(connection)
        with one_state(connection):
            groups = spelling_groups(connection)
            a, b = (joined(count_side(connection, lists_of(one, OWN_TEXTS)), groups) for one in asked)
            left_out = [count_side(connection, lists_of(one, CARRIED), reading=False).articles for one in asked]
            every = differences(a.counts, b.counts) if min(a.words, b.words) >= FEWEST_WORDS else []
            found = [one for one in every if abs(one.z) >= LEAST_Z]
            most = max((abs(one.z) for one in found), default=1.0)
            ends = [one for one in found if one.z > 0][:SHOWN], [one for one in reversed(found) if one.z < 0][:SHOWN]
            more = [[_word(connection, one, (a.words, b.words), most, groups) for one in end] for end in ends]
            return Compared((a, b), left_out, every, (more[0], more[1]))


def _word(
    connection: Connection, one: Difference, of: tuple[int, int], most: float, groups: Mapping[str, tuple[str, ...]]
) -> Word:
    vocabulary = Vocabulary(connection)
    forms = groups.get(one.word, (one.word,))
    printed = vocabulary.spelling_of(max(forms, key=vocabulary.commonness))
    question = " OR ".join(f'"{form}"' for form in forms)
    rates = (10_000 * one.first / of[0], 10_000 * one.second / of[1])
    return Word(printed, question, *rates, abs(one.z), round(100 * abs(one.z) / most, 1))
