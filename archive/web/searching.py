"""The search page: a question with its filters, or without a question everything that came in, newest first."""

import logging
import os
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, Literal, cast
from urllib.parse import quote_plus

from markupsafe import Markup
from sqlite_utils.utils import sqlite3

from archive.search import engine
from archive.search.query_parser import Note, days_of
from archive.web import queries
from archive.web.compat import Datasette, Request, Response, TooSlowError, look_up, query
from archive.web.language import language
from archive.web.pages import page

PER_PAGE = 20
SWITCH = "WARRAQ_SAVED_SEARCHES"
MOST_CHARACTERS = 300
FORMS_SHOWN = 8
MODES = ("exact", "names", "forms")
ORDERS = ("newest", "rank")
# What of a question stands in its address, and as what.
ADDRESSED = {
    "q": "q",
    "mode": "mode",
    "order": "order",
    "outlet": "outlet",
    "date_from": "from",
    "date_to": "to",
    "before": "before",
}
NOTES = {
    "bad_day": "search.bad_day",
    "bad_kind": "search.bad_kind",
    "bad_outlet": "search.bad_outlet",
    "no_value": "search.no_value",
    "empty_or": "search.empty_or",
    "only_excluded": "search.only_excluded",
    "too_long": "search.cut",
    "unbalanced": "search.unbalanced",
}
log = logging.getLogger(__name__)
# A page of hits leads to some thirty places, nearly all of them with the same words.
_quoted = lru_cache(maxsize=1_024)(quote_plus)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the address of the page asks for, and what in it could not be understood (`notes`, sentences)."""

    q: str = ""
    mode: Literal["exact", "names", "forms"] = "names"
    order: Literal["newest", "rank"] = "newest"
    outlet: str | None = None
    date_from: date | None = None
    date_to: date | None = None
    before: int | None = None
    notes: list[Markup] = field(default_factory=list)

    def address(self, **changes: object) -> str:
        """The query string of this question, some of it changed; the place in the pages is forgotten unless given."""
        asked = {name: getattr(self, name) for name in ADDRESSED} | {"before": None} | changes
        if not asked["q"] or asked["mode"] == "names":
            asked["mode"] = None
        if asked["order"] == "newest":
            asked["order"] = None
        return "?" + "&".join([f"{ADDRESSED[name]}={_quoted(str(value))}" for name, value in asked.items() if value])

    @property
    def filtered(self) -> bool:
        return bool(self.outlet or self.date_from or self.date_to)


def understand(values: Mapping[str, str], outlets: Mapping[str, str]) -> Asked:
    """Read the query string. Nothing in it is an error: what makes no sense is left out, and a note says so."""
    say, notes = language(), []
    # Marks of the highlighter, a NUL or a half of a surrogate pair cannot be meant by anybody.
    typed = "".join(c for c in values.get("q", "") if c >= " " and not "\ud800" <= c <= "\udfff").strip()
    if len(typed) > MOST_CHARACTERS:
        notes.append(say("search.cut"))
    days: dict[str, date | None] = {}
    for name in ("from", "to"):
        text = values.get(name, "").strip()
        days[name] = day_of(text, last=name == "to")
        if text and days[name] is None:
            notes.append(say("search.bad_day", text=text[:40]))
    outlet = values.get("outlet") or None
    if outlet is not None and outlet not in outlets:
        notes.append(say("search.bad_outlet", text=outlet[:40]))
    before = values.get("before", "")
    if before and not is_place(before):
        notes.append(say("search.bad_before"))
    return Asked(
        q=typed[:MOST_CHARACTERS],
        mode=cast("Any", values["mode"] if values.get("mode") in MODES else "names"),
        order=cast("Any", values["order"] if values.get("order") in ORDERS else "newest"),
        outlet=outlet if outlet in outlets else None,
        date_from=days["from"],
        date_to=days["to"],
        before=int(before) if is_place(before) else None,
        notes=notes,
    )


def day_of(text: str, *, last: bool = False) -> date | None:
    """The first or last day of a day, month or year as `days_of` reads it."""
    found = days_of(text)
    return found[last] if found else None


def is_place(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 15


def may_be_saved() -> bool:
    """May readers save searches here? The operator turns it off with WARRAQ_SAVED_SEARCHES=off."""
    return os.environ.get(SWITCH) != "off"


async def search(datasette: Datasette, request: Request) -> Response:
    """GET /search: q, mode, order, outlet, from, to, before. The address of a known article leads straight to it."""
    titles = await look_up(datasette, lambda connection: queries.outlet_titles(connection, language().lang))
    asked = understand({name: request.args.get(name) for name in request.args}, titles)
    if asked.q.startswith(("http://", "https://")):
        known = await query(datasette, lambda connection: queries.by_address(connection, asked.q))
        if known is not None:
            return Response.redirect(datasette.urls.path(f"/article/{known}"))
    found = await answer(datasette, asked)
    told = {"asked": asked, "titles": titles, "bounds": month_bounds, "spread_over": engine.FACET_HITS}
    told["may_be_saved"] = may_be_saved()
    return await page(datasette, request, "search", found | told)


async def answer(datasette: Datasette, asked: Asked) -> dict[str, Any]:
    """The hits of a page and how they spread; `failure` is a sentence when there can be none."""
    found: dict[str, Any] = {"hits": [], "count": None, "forms": [], "next": None, "spread": None, "failure": ""}
    found |= {"not_understood": [], "suggestions": ()}

    def fill(connection: sqlite3.Connection) -> None:
        found.update(ask(connection, asked))
        if found["count"]:
            found["spread"] = spread(connection, found["compiled"], asked)

    try:
        await query(datasette, fill)
    except TooSlowError:
        # Hits that came in time are shown, even when counting how they spread did not.
        found["failure"] = "" if found["hits"] else language()("search.slow")
    except sqlite3.Error:
        log.exception("the question %r could not be answered", asked)
        found["failure"] = language()("search.failed")
    # Here, not on the record's thread, which knows nothing of the reader's language.
    found["not_understood"] = [told(note) for note in found["not_understood"]]
    return found


def ask(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    filters: dict[str, Any] = {"outlet": asked.outlet, "date_from": asked.date_from, "date_to": asked.date_to}
    # One more than is shown: its words begin the next page (the catchword), and it proves that there is one.
    if not asked.q:
        listed = queries.browse(connection, limit=PER_PAGE + 1, before=asked.before, **filters)
        hits = [row | {"heading": row["title"], "snippet": row["opening"]} for row in listed]
        return paged(connection, hits)
    results = engine.search(
        connection, asked.q, mode=asked.mode, limit=PER_PAGE + 1, before_id=asked.before, order=asked.order, **filters
    )
    hits = [{name: getattr(hit, name) for name in hit.__slots__} | marked(hit) for hit in results.hits]
    return paged(connection, hits) | {
        "count": results.count,
        "compiled": results.compiled,
        "forms": results.forms[:FORMS_SHOWN],
        "not_understood": results.notes,
        "suggestions": results.suggestions,
    }


def told(note: Note) -> Markup:
    """What in the question was not understood, in the reader's language."""
    return language()(NOTES[note.code], text=note.text)


def marked(hit: engine.Hit) -> dict[str, Markup]:
    """Title and snippet as HTML: the original spelling, escaped, with <mark> round what matched."""
    return {
        "heading": Markup(engine.to_marked_html(hit.title_marked)),  # noqa: S704 - to_marked_html escapes
        "snippet": Markup(engine.to_marked_html(hit.snippet_marked)),  # noqa: S704 - to_marked_html escapes
    }


def spread(connection: sqlite3.Connection, compiled: engine.Compiled, asked: Asked) -> engine.Facets:
    """How the hits spread over outlets, months, languages and states."""
    return engine.facets(connection, compiled, outlet=asked.outlet, date_from=asked.date_from, date_to=asked.date_to)


def month_bounds(month: str) -> tuple[date, date]:
    """`2026-11` gives its first and last day."""
    year, number = (int(part) for part in month.split("-"))
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def paged(connection: sqlite3.Connection, hits: list[dict[str, Any]]) -> dict[str, Any]:
    """One page of hits, each with the number of its edits, and the first hit of the next page."""
    edits = queries.edits(connection, [hit["id"] for hit in hits])
    hits = [hit | {"edits": edits.get(hit["id"], 0)} for hit in hits]
    more = len(hits) > PER_PAGE
    return {"hits": hits[:PER_PAGE], "next": hits[PER_PAGE] if more else None}
