"""GET /attention: how many of every thousand articles answer a question, day by day, and where nothing was captured."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import cast
from urllib.parse import urlencode

from archive.search.compiled import Compiled
from archive.search.engine import compile_query
from archive.search.filters import Filters
from archive.search.query_parser import Note
from archive.search.vocabulary import Vocabulary
from archive.text.spreadsheets import BYTE_ORDER_MARK, CSV, csv_line
from archive.times import damascus_day
from archive.web.app.compat import Datasette, Request, Response, moment
from archive.web.app.connection import query
from archive.web.app.headers import as_file
from archive.web.app.language import language
from archive.web.app.page import page
from archive.web.app.parameters import Unclear, clear, one_of, parameters
from archive.web.app.search_request import FOLDED, PART, SearchRequest, note_text, questions_in
from archive.web.app.strict_request import strict_request
from archive.web.charts.attention import drawn
from archive.web.queries.attention import Attention, Counts, Part, are_foldable, articles, counts, hits, shown_days
from archive.web.queries.outlets import outlet_titles
from archive.web.queries.periods import UNITS, Period, periods, positions
from archive.web.queries.rows import Connection
from archive.web.queries.uncaptured import coverage

# How many days are shown where none are asked for.
USUAL_DAYS = {"day": 61, "week": 52 * 7, "month": 730}
MOST_PERIODS = 400
COPIES_IN = "all"
# What of a search is asked here, too; copies are told in a way of this page.
ASKED = ("mode", *(name for name in PART if name != "copies"))
COLUMNS = ("day", "outlet", "hits", "articles", "share", "gap")


@dataclass(frozen=True, slots=True, kw_only=True)
class AttentionRequest:
    """What the address asks for: up to four questions, and which part of the record, as the search page has it.

    `copies` is COPIES_IN where copies of one text count like others, else empty: a way of this page.
    """

    questions: tuple[str, ...] = ()
    part: SearchRequest = field(default_factory=SearchRequest)
    unit: str = "week"
    copies: str = ""

    def address(self, **changes: object) -> str:
        """The query string of this page, some of it changed."""
        own = {name: changes.pop(name) for name in ("unit", "copies") if name in changes}
        params = replace(self, **own)  # type: ignore[arg-type]
        values = {
            "q": language()("text.comma").join(params.questions),
            "by": params.unit if params.unit != "week" else "",
            "copies": params.copies,
        }
        rest = replace(self.part, **changes).query(ASKED)  # type: ignore[arg-type]
        return "?" + "&".join(filter(None, (urlencode({name: value for name, value in values.items() if value}), rest)))

    def searched(self, found: Attention, question: str, outlet: str, period: Period | None = None) -> str:
        """The query string of the search page for one of the numbers: of a question, or of all articles ('')."""
        days = period or Period(found.shown[0].first, found.shown[-1].last)
        # What all articles are is not narrowed by what the question is.
        request = replace(self.part, q=question) if question else SearchRequest(outlets=self.part.outlets)
        return request.address(
            outlets=(outlet,) if outlet else self.part.outlets,
            date_from=days.first,
            date_to=days.last,
            copies=FOLDED if found.folded else "",
        )


@clear
async def view(datasette: Datasette, request: Request) -> Response:
    """GET /attention: q (up to four, parted by commas), by (day, week, month), copies; mode and part of the record as
    on the search page.
    """
    t = language()
    titles = await query(datasette, lambda connection: outlet_titles(connection, t.lang))
    params, now = understand(parameters(request), titles), moment(datasette)
    found, notes = await gathered(datasette, params, params.unit, now)
    today = damascus_day(now)
    values = {
        "params": params,
        "found": found,
        "titles": titles,
        "today": today,
        # The week or month that its last day belongs to may go on, even where the archive has nothing of today yet.
        "running": found is not None and UNITS[params.unit](found.shown[-1].last)[1] >= today,
        "units": tuple(UNITS),
        "notes": [note_text(note) for note in dict.fromkeys(notes)],
        "chart": drawn(found, params.unit, t) if found else None,
        "shares": [found.shares(number, "") for number in range(len(found.hits))] if found else [],
        "any_hit": found is not None and any(one.whole[""] for one in found.hits),
        "section": "words",
    }
    return await page(datasette, request, "attention", values)


@clear
async def table(datasette: Datasette, request: Request) -> Response:
    """GET /attention.csv: the parameters of the page; a row for each outlet and day, and each of several questions."""
    titles = await query(datasette, outlet_titles)
    params = understand(parameters(request), titles)
    found, _ = await gathered(datasette, params, "day", moment(datasette))
    head = COLUMNS if len(params.questions) < 2 else (*COLUMNS[:2], "q", *COLUMNS[2:])
    lines = [csv_line(row) for row in csv_rows(found, params.questions)] if found else []
    return Response("".join((BYTE_ORDER_MARK + csv_line(head), *lines)), 200, as_file("attention.csv"), CSV)


def csv_rows(found: Attention, questions: tuple[str, ...]) -> Iterator[tuple[object, ...]]:
    """`share` is of a thousand, empty where nothing is counted; `gap` names the causes, even of a part of the day."""
    number = len(found.shown)
    for outlet in found.outlets():
        of, missing = found.articles.of(outlet, number), found.coverage.by_outlet[outlet]
        lines = [
            (question, found.hits[place].of(outlet, number), found.shares(place, outlet))
            for place, question in enumerate(questions)
        ]
        for place, period in enumerate(found.shown):
            causes = " ".join(missing[place].causes)
            for question, n, shares in lines or [("", of, [None] * number)]:
                share = "" if (value := shares[place]) is None else round(value, 2)
                named = (question,) if len(questions) > 1 else ()
                yield period.first, outlet, *named, n[place] if questions else "", of[place], share, causes


async def gathered(
    datasette: Datasette, params: AttentionRequest, unit: str, now: datetime
) -> tuple[Attention | None, list[Note]]:
    """By days, weeks or months, and notes on what was not understood; None where there is no day to show.

    Raises Unclear where there are too many.
    """
    today, period = damascus_day(now), (params.part.date_from, params.part.date_to)
    days = await query(datasette, lambda connection: shown_days(connection, USUAL_DAYS[params.unit], period, today))
    if days is None:
        return None, []
    first, last = days if params.part.date_from else (UNITS[params.unit](days[0])[0], days[1])
    if (last - first).days > 31 * MOST_PERIODS or len(periods(params.unit, first, last)) > MOST_PERIODS:
        raise Unclear("too_many_periods", most=MOST_PERIODS)
    part: Part = {"outlets": params.part.outlets, "first": first, "last": last}
    narrowed = cast("Filters", {**params.part.filters, "date_from": first, "date_to": last})

    def compiled(connection: Connection) -> tuple[list[Compiled], bool]:
        vocabulary = Vocabulary(connection)
        found = [compile_query(question, params.part.mode, vocabulary) for question in params.questions]
        return found, params.copies != COPIES_IN and are_foldable(connection, found, narrowed)

    questions, folded = await query(datasette, compiled)
    notes = [note for question in questions for note in question.notes]
    if params.copies != COPIES_IN and not folded:
        notes.append(Note("not_folded"))
    shown = periods(unit, first, last)
    place = positions(shown)

    def all_of(connection: Connection) -> Counts:
        return counts(articles(connection, folded=folded, **part), place, len(shown))

    def found_by(question: Compiled, connection: Connection) -> Counts:
        return counts(hits(connection, question, narrowed, folded=folded), place, len(shown))

    return Attention(
        shown,
        folded,
        await query(datasette, all_of),
        # Each in a turn of its own: none takes the time of another.
        [await query(datasette, partial(found_by, question)) for question in questions],
        await query(datasette, lambda connection: coverage(connection, params.part.outlets, shown, now)),
    ), notes


def understand(values: Mapping[str, str], titles: Mapping[str, str]) -> AttentionRequest:
    """Read the query string. Raises Unclear for what makes no sense."""
    copies = one_of(values, "copies", (COPIES_IN, FOLDED), "")
    part = strict_request({name: value for name, value in values.items() if name != "copies"}, titles)
    return AttentionRequest(
        questions=questions_in(values),
        part=part,
        unit=one_of(values, "by", tuple(UNITS), "week"),
        copies="" if copies == FOLDED else copies,
    )
