"""How often questions are answered, day by day, in the months that the record has."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Unpack

from archive.search import engine
from archive.search.facets import per_day
from archive.search.filters import Part
from archive.search.query_parser import Note
from archive.search.vocabulary import Vocabulary
from archive.web.app.parameters import month_bounds
from archive.web.queries.months import Totals, span, totals
from archive.web.queries.rows import Connection

# Outlet (or nothing), day since 1970, articles: what archive.search.facets.per_day gives.
Hits = Sequence[tuple[str, int, int]]


@dataclass(frozen=True, slots=True)
class WordCounts:
    """`months` are shown, newest last, `earliest` is the first the record has; `hits` are by question.

    The hits of a single question are by outlet, those of several are not. `notes`: what was not understood.
    """

    months: list[str]
    earliest: str
    totals: Totals = field(default_factory=lambda: Totals({}, {}))
    hits: dict[str, Hits] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)


def count_words(
    connection: Connection,
    questions: Sequence[str],
    today: date,
    *,
    mode: engine.Mode,
    **part: Unpack[Part],
) -> WordCounts:
    """Count the articles that answer each question; nothing is counted where there is no month or no question."""
    months, earliest = span(connection, part["date_from"], part["date_to"], today)
    if not months or not questions:
        return WordCounts(months, earliest)
    days = (part["date_from"], part["date_to"])
    counts = WordCounts(months, earliest, totals(connection, months, part["outlets"], today, days))
    vocabulary = Vocabulary(connection)
    # Where no days are asked for, a span of whole months is shown.
    first, last = month_bounds(months[0])[0], month_bounds(months[-1])[1]
    shown: Part = {**part, "date_from": max(days[0] or first, first), "date_to": min(days[1] or last, last)}
    for question in questions:
        compiled = engine.compile_query(question, mode, vocabulary)
        counts.notes.extend(compiled.notes)
        counts.hits[question] = per_day(connection, compiled, len(questions) == 1, **shown)
    return counts
