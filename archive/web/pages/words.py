"""Words over time: how many articles a month hold a word, and how many of every thousand, drawn and as a table."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast
from urllib.parse import urlencode

from sqlite_utils.utils import sqlite3

from archive.search import engine
from archive.search.vocabulary import Vocabulary
from archive.times import damascus_day, now
from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.connection import query
from archive.web.app.language import Language, language
from archive.web.app.page import page
from archive.web.app.parameters import Unclear, clear, day_in, given, month_bounds, one_of, outlet_of
from archive.web.app.search_request import MODES, MOST_CHARACTERS, note_text
from archive.web.charts import monthly
from archive.web.charts.monthly import Line
from archive.web.queries.outlets import outlet_titles

MOST_LINES = 4
TICKS = 8
SEPARATORS = re.compile("[،,;؛]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the address asks for: up to MOST_LINES questions; `by` words or outlets, `unit` share or count."""

    questions: tuple[str, ...] = ()
    mode: engine.Mode = "forms"
    outlet: str | None = None
    by: str = "words"
    unit: str = "share"
    date_from: date | None = None
    date_to: date | None = None

    def address(self, **changes: object) -> str:
        """The query string of this page, some of it changed."""
        wanted = replace(self, **changes)  # type: ignore[arg-type]
        parts = {
            "q": language()("text.comma").join(wanted.questions),
            "mode": wanted.mode if wanted.mode != "forms" else None,
            "outlet": wanted.outlet,
            "by": wanted.by if wanted.by != "words" else None,
            "unit": wanted.unit if wanted.unit != "share" else None,
            "from": wanted.date_from,
            "to": wanted.date_to,
        }
        return "?" + urlencode({name: value for name, value in parts.items() if value})


@clear
async def words(datasette: Datasette, request: Request) -> Response:
    """GET /words: q (up to four, parted by commas), mode, outlet, by, unit, from, to."""
    say = language()
    titles = await query(datasette, lambda connection: outlet_titles(connection, say.lang))
    wanted = understand(given(request), titles)
    today = damascus_day(now())
    found = await query(datasette, lambda connection: count(connection, wanted, today))
    if wanted.by == "outlets" and wanted.questions:
        found["lines"] = found["outlets"][:MOST_LINES]
    lines = [replace(line, label=titles.get(line.label, line.label)) for line in found["lines"]]
    drawn = found | {
        "lines": lines,
        "table": list(monthly.table(found["months"], lines)),
        "most": max((v for one in lines for v in one.values(wanted.unit) if v), default=0),
    }
    more = {"wanted": wanted, "titles": titles, "today": today.isoformat(), "modes": MODES}
    return await page(datasette, request, "words", drawn | more | {"chart": chart(drawn, wanted, say)})


def understand(values: Mapping[str, str], titles: Mapping[str, str]) -> Wanted:
    """Read the query string. Raises Unclear for what makes no sense."""
    asked = "".join(c for c in values.get("q", "") if c >= " " and not "\ud800" <= c <= "\udfff")
    questions = tuple(dict.fromkeys(part.strip() for part in SEPARATORS.split(asked) if part.strip()))
    if len(asked) > MOST_CHARACTERS:
        raise Unclear("too_long", most=MOST_CHARACTERS)
    if len(questions) > MOST_LINES:
        raise Unclear("too_many_words", most=MOST_LINES)
    first, last = day_in(values, "from"), day_in(values, "to", last=True)
    if first and last and first > last:
        raise Unclear("days_exchanged")
    by = one_of(values, "by", ("words", "outlets"), "words")
    if by == "outlets" and len(questions) > 1:
        raise Unclear("one_word")
    return Wanted(
        questions=questions,
        mode=cast("engine.Mode", one_of(values, "mode", MODES, "forms")),
        outlet=outlet_of(values, titles),
        by=by,
        unit=one_of(values, "unit", ("share", "count"), "share"),
        date_from=first,
        date_to=last,
    )


def count(connection: sqlite3.Connection, wanted: Wanted, today: date) -> dict[str, Any]:
    """The months, newest last; a line a question; for a single question also a line an outlet, the most hits first."""
    months, earliest = monthly.span(connection, wanted.date_from, wanted.date_to, today)
    found: dict[str, Any] = {
        "months": months,
        "earliest": earliest,
        "lines": [],
        "outlets": [],
        "missing": {},
        "notes": [],
    }
    if not months or not wanted.questions:
        return found
    known = monthly.totals(connection, months, wanted.outlet, today)
    apart = len(wanted.questions) == 1
    vocabulary = Vocabulary(connection)
    for question in wanted.questions:
        compiled = engine.compile_query(question, wanted.mode, vocabulary)
        hits = engine.per_day(
            connection,
            compiled,
            apart,
            outlet=wanted.outlet,
            date_from=month_bounds(months[0])[0],
            date_to=month_bounds(months[-1])[1],
        )
        found["notes"] += [note_text(note) for note in compiled.notes]
        found["lines"].append(Line(question, monthly.by_month(hits, months), known.of(known.by_outlet)))
        if apart:
            found["outlets"] = monthly.by_outlet(hits, months, known)
    return found | {"missing": known.missing, "followed": len(known.by_outlet)}


def chart(found: Mapping[str, Any], wanted: Wanted, say: Language) -> dict[str, Any]:
    """What words.js draws: the same figures as the table, and the words round them."""
    months: list[str] = found["months"]
    step = next(step for step in (1, 2, 3, 6, *range(12, 1_200, 12)) if len(months) <= step * TICKS)
    return {
        "months": [say.month(month) for month in months],
        "ticks": [at for at, month in enumerate(months) if (12 * int(month[:4]) + int(month[5:]) - 1) % step == 0],
        "lines": [{"label": line.label, "values": line.values(wanted.unit)} for line in found["lines"]],
        "gaps": [at for at, month in enumerate(months) if month in found["missing"]],
        "backwards": say.dir == "rtl",
        "lang": say.lang,
    }
