"""GET /naming: which names of a party each outlet prints; /naming.csv: the same by month; /names.tsv: the names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from archive.analysis.names import Party, names_tsv, parties
from archive.text.spreadsheets import BYTE_ORDER_MARK, CSV, csv_line
from archive.times import damascus_day
from archive.web.app.compat import Datasette, Request, Response, moment
from archive.web.app.connection import query
from archive.web.app.headers import as_file
from archive.web.app.language import language
from archive.web.app.page import page
from archive.web.app.parameters import LONGEST, Unclear, clear, day_in, one_of, outlets_of, parameters
from archive.web.app.search_request import QUOTED, SearchRequest
from archive.web.charts.names_over_time import NamesOverTime, names_over_time
from archive.web.queries.months import ends_of, months_between
from archive.web.queries.naming import FEW, Named, Part, PartyCount, gap_months, has_names, most_named, named
from archive.web.queries.outlets import outlet_titles
from archive.web.queries.rows import Connection

MONTHS, PARTIES, OUTLETS, LINES = 12, 3, 6, 4
COLUMNS = ("party", "name", "loaded", "outlet", "month", "articles", "articles_naming_the_party", "gap")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamingRequest:
    """Which parties and outlets, from when to when (both included), are names in quotations counted; of which outlet
    and party the months are drawn."""

    parties: tuple[str, ...]
    outlets: tuple[str, ...]
    first: date
    last: date
    quotes: str = ""
    drawn: tuple[str, str] = ("", "")

    def address(self, **changes: object) -> str:
        """The query string of this page, some of it changed."""
        changed = replace(self, **changes)  # type: ignore[arg-type]
        pairs = [("party", party) for party in changed.parties] + [("outlet", outlet) for outlet in changed.outlets]
        pairs += [("from", str(changed.first)[:7]), ("to", str(changed.last)[:7])]
        pairs += [("quotes", changed.quotes)] if changed.quotes else []
        pairs += [("of", ":".join(changed.drawn))] if any(changed.drawn) else []
        return "?" + urlencode(pairs)

    def searched(self, *, party: str = "", name: str = "", outlets: tuple[str, ...] = (), month: str = "") -> str:
        """The query string of the search whose list is a number of the page."""
        days = (date.fromisoformat(f"{month}-01"), _last_of(month)) if month else (self.first, self.last)
        request = SearchRequest(party=party, named=name, outlets=outlets, quotes=self.quotes)
        return request.address(date_from=days[0], date_to=days[1])


@dataclass(frozen=True, slots=True)
class Answer:
    """What the page shows: all parties by how often they are named, the chosen ones, their outlets, the months.

    `only_quoted`: articles of these outlets that name them in quotations alone, summed over the parties.
    """

    counted: list[PartyCount]
    params: NamingRequest
    named: list[Named]
    only_quoted: int
    months: list[str]
    gaps: Mapping[str, set[str]]


@clear
async def view(datasette: Datasette, request: Request) -> Response:
    """GET /naming: party, outlet (several of each), from, to, quotes, of (OUTLET:PARTY)."""
    found, titles, today = await _answer_of(datasette, request)
    values = {"titles": titles, "parties": parties(), "few": FEW, "section": "words", "today": today.isoformat()}
    if found is None:
        return await page(datasette, request, "naming", {**values, "answer": None})
    return await page(datasette, request, "naming", {**values, "answer": found, **_drawn(found)})


@clear
async def table(datasette: Datasette, request: Request) -> Response:
    """The numbers of the page by month, for spreadsheets; the months of every outlet that was asked for."""
    found, *_ = await _answer_of(datasette, request)
    lines = [csv_line(COLUMNS)] if found is None else [csv_line(COLUMNS), *map(csv_line, _rows(found))]
    return Response(BYTE_ORDER_MARK + "".join(lines), 200, as_file("naming.csv"), CSV)


async def _answer_of(datasette: Datasette, request: Request) -> tuple[Answer | None, dict[str, str], date]:
    """The answer to an address, the names of all outlets, and today in Damascus."""
    titles = await query(datasette, lambda connection: outlet_titles(connection, language().lang))
    values, chosen = parameters(request), request.args.getlist("party")
    now = moment(datasette)
    found = await query(datasette, lambda connection: answer(connection, values, chosen, titles, now))
    return found, titles, damascus_day(now)


async def names(datasette: Datasette, request: Request) -> Response:  # noqa: ARG001 - a view's signature
    """The table of names with its reasons, as it ships."""
    return Response(names_tsv(), 200, as_file("names.tsv"), "text/tab-separated-values; charset=utf-8")


def answer(
    connection: Connection, values: Mapping[str, str], chosen: Sequence[str], titles: Mapping[str, str], now: datetime
) -> Answer | None:
    """Everything the page says; None where nothing is known of names, or no article is there. Raises Unclear."""
    span = ends_of(connection, ())
    if not has_names(connection) or span is None:
        return None
    first, last = _days(values, min(span[1], str(damascus_day(now))[:7]))
    quotes = one_of(values, "quotes", (QUOTED,), "")
    part = Part(first, last, bool(quotes))
    counted = most_named(connection, part)
    ids = tuple(dict.fromkeys(chosen)) or tuple(row["party"] for row in counted[:PARTIES])
    found = [named(connection, _party(one), part) for one in ids]
    outlets = outlets_of(values, titles) or _outlets(found, titles)
    params = NamingRequest(parties=ids, outlets=outlets, first=first, last=last, quotes=quotes)
    params = replace(params, drawn=_of(values, params))
    months = months_between(str(first)[:7], str(last)[:7])
    only_quoted = sum(one.only_quoted[outlet] for one in found for outlet in outlets)
    gaps = {outlet: gap_months(connection, outlet, months, now) for outlet in outlets}
    return Answer(counted, params, found, only_quoted, months, gaps)


def _days(values: Mapping[str, str], newest: str) -> tuple[date, date]:
    """The first day of the first month and the last day of the last one. Raises Unclear."""
    typed = day_in(values, "to", last=True)
    last = _last_of(str(typed)[:7] if typed else newest)
    first = day_in(values, "from") or _back(last, MONTHS - 1)
    if first > last:
        raise Unclear("days_exchanged")
    return first.replace(day=1), last


def _last_of(month: str) -> date:
    return (date.fromisoformat(f"{month}-01") + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _back(day: date, months: int) -> date:
    number = max(12 * day.year + day.month - 1 - months, 12)
    return date(number // 12, number % 12 + 1, 1)


def _party(name: str) -> Party:
    if name not in parties():
        raise Unclear("no_choice", name="party", value=name[:LONGEST], allowed=", ".join(parties()))
    return parties()[name]


def _outlets(found: Sequence[Named], titles: Mapping[str, str]) -> tuple[str, ...]:
    """Those that name the parties most."""
    counted = {outlet: sum(one.total(outlet) for one in found) for outlet in titles}
    return tuple(sorted((one for one in counted if counted[one]), key=lambda one: (-counted[one], one))[:OUTLETS])


def _of(values: Mapping[str, str], params: NamingRequest) -> tuple[str, str]:
    outlet, _, party = values.get("of", "").partition(":")
    if outlet in params.outlets and party in params.parties:
        return outlet, party
    return (params.outlets[0], params.parties[0]) if params.outlets and params.parties else ("", "")


def _rows(found: Answer) -> list[tuple[object, ...]]:
    return [
        (
            one.party.id,
            name.name,
            int(name.is_loaded),
            outlet,
            month,
            one.cells.get((outlet, month, name.name), 0),
            one.totals.get((outlet, month), 0),
            int(month in found.gaps[outlet]),
        )
        for one in found.named
        for name in one.printed(found.params.outlets)
        for outlet in found.params.outlets
        for month in found.months
    ]


def _drawn(found: Answer) -> dict[str, object]:
    """The months of one outlet and party: lines of the names printed most, and every number as a table."""
    outlet, party = found.params.drawn
    one = next((one for one in found.named if one.party.id == party), None)
    if one is None or len(found.months) < 2:
        return {"drawn": None, "by_month": None}
    names = sorted(one.printed([outlet]), key=lambda name: -one.articles(outlet, name.name))
    hatched = [month in found.gaps[outlet] for month in found.months]
    shares = {
        name.name: [
            None if gap else share(one.cells.get((outlet, month, name.name), 0), one.totals.get((outlet, month), 0))
            for month, gap in zip(found.months, hatched, strict=True)
        ]
        for name in names[:LINES]
    }
    lines: NamesOverTime = names_over_time(shares, hatched, right_to_left=language().dir == "rtl")
    return {"drawn": lines, "by_month": one, "month_names": names, "hatched": found.gaps[outlet]}


def share(articles: int, total: int) -> int | None:
    """Per cent of the articles that name the party; None of too few of them."""
    return round(100 * articles / total) if total >= FEW else None
