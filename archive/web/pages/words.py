"""GET /words: how many articles a month hold a word, and how many of every thousand, drawn and as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from archive.times import damascus_day
from archive.web.app.compat import Datasette, Request, Response, moment
from archive.web.app.connection import query
from archive.web.app.language import language
from archive.web.app.page import page
from archive.web.app.parameters import Unclear, clear, one_of, parameters
from archive.web.app.search_request import MOST_LINES, PART, SearchRequest, note_text, questions_in
from archive.web.app.strict_request import strict_request
from archive.web.charts import monthly
from archive.web.queries.outlets import outlet_titles
from archive.web.queries.word_counts import WordCounts, count_words


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsRequest:
    """What the address asks for: up to MOST_LINES questions, and which part of the record, as the search page has it;
    `by` words or outlets, `unit` share or count.
    """

    questions: tuple[str, ...] = ()
    part: SearchRequest = field(default_factory=SearchRequest)
    by: str = "words"
    unit: str = "share"

    def address(self, **changes: object) -> str:
        """The query string of this page, some of it changed."""
        own = {name: changes.pop(name) for name in ("by", "unit") if name in changes}
        params = replace(self, **own)  # type: ignore[arg-type]
        parts = {
            "q": language()("text.comma").join(params.questions),
            "by": params.by if params.by != "words" else None,
            "unit": params.unit if params.unit != "share" else None,
        }
        changed = urlencode({name: value for name, value in parts.items() if value})
        rest = replace(self.part, **changes).query(("mode", *PART))  # type: ignore[arg-type]
        return "?" + "&".join(filter(None, (changed, rest)))

    def searched(self, question: str) -> str:
        """The query string of the search page for one of the questions, under the same filters."""
        return self.part.address(q=question)


@clear
async def view(datasette: Datasette, request: Request) -> Response:
    """GET /words: q (up to four, parted by commas), by, unit, and mode and part of the record as on the search page."""
    t = language()
    titles = await query(datasette, lambda connection: outlet_titles(connection, t.lang))
    params = understand(parameters(request), titles)
    today = damascus_day(moment(datasette))
    counts = await query(
        datasette,
        lambda connection: count_words(
            connection,
            params.questions,
            today,
            mode=params.part.mode,
            **params.part.filters,
        ),
    )
    return await page(
        datasette,
        request,
        "words",
        {
            **drawn(counts, params, titles),
            "params": params,
            "part": params.part,
            "titles": titles,
            "today": today.isoformat(),
            "notes": [note_text(note) for note in counts.notes],
        },
    )


def drawn(counts: WordCounts, params: WordsRequest, titles: Mapping[str, str]) -> Mapping[str, object]:
    """The lines of the chart, its figures as a table, and what of the record is missing."""
    outlets = monthly.by_outlet(counts)
    shown: Sequence[monthly.Line] = monthly.by_question(counts)
    if params.by == "outlets" and params.questions:
        shown = outlets[:MOST_LINES]
    lines = [replace(line, label=titles.get(line.label, line.label)) for line in shown]
    return {
        "months": counts.months,
        "earliest": counts.earliest,
        "missing": counts.totals.missing,
        "followed": len(counts.totals.by_outlet),
        "outlets": outlets,
        "lines": lines,
        "table": list(monthly.table(counts.months, lines)),
        "most": max((value for line in lines for value in line.values(params.unit) if value), default=0),
        "chart": monthly.chart(counts, lines, params.unit, language()),
    }


def understand(values: Mapping[str, str], titles: Mapping[str, str]) -> WordsRequest:
    """Read the query string. Raises Unclear for what makes no sense."""
    questions = questions_in(values)
    by = one_of(values, "by", ("words", "outlets"), "words")
    if by == "outlets" and len(questions) > 1:
        raise Unclear("one_word")
    part = strict_request(values, titles)
    unit = one_of(values, "unit", ("share", "count"), "share")
    return WordsRequest(questions=questions, part=part, by=by, unit=unit)
