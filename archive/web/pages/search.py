"""The search page: a question with its filters, or without a question everything that came in, newest first."""

import logging
import os
from typing import Any

from markupsafe import Markup
from sqlite_utils.utils import sqlite3

from archive.search import engine
from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.connection import TooSlowError, look_up, query
from archive.web.app.language import language
from archive.web.app.page import page
from archive.web.app.parameters import month_bounds
from archive.web.app.search_request import SearchRequest, note_text, parse_request
from archive.web.queries.articles import article_at_address, browse, edits_of
from archive.web.queries.outlets import outlet_titles

PER_PAGE = 20
SWITCH = "WARRAQ_SAVED_SEARCHES"
FORMS_SHOWN = 8
log = logging.getLogger(__name__)


def may_be_saved() -> bool:
    """May readers save searches here? The operator turns it off with WARRAQ_SAVED_SEARCHES=off."""
    return os.environ.get(SWITCH) != "off"


async def search(datasette: Datasette, request: Request) -> Response:
    """GET /search: q, mode, order, outlet, from, to, before. The address of a known article leads straight to it."""
    titles = await look_up(datasette, lambda connection: outlet_titles(connection, language().lang))
    asked = parse_request({name: request.args.get(name) for name in request.args}, titles)
    if asked.q.startswith(("http://", "https://")):
        known = await query(datasette, lambda connection: article_at_address(connection, asked.q))
        if known is not None:
            return Response.redirect(datasette.urls.path(f"/article/{known}"))
    found = await answer(datasette, asked)
    note_text = {"asked": asked, "titles": titles, "bounds": month_bounds, "spread_over": engine.FACET_HITS}
    note_text["may_be_saved"] = may_be_saved()
    return await page(datasette, request, "search", found | note_text)


async def answer(datasette: Datasette, asked: SearchRequest) -> dict[str, Any]:
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
    found["not_understood"] = [note_text(note) for note in found["not_understood"]]
    return found


def ask(connection: sqlite3.Connection, asked: SearchRequest) -> dict[str, Any]:
    filters: dict[str, Any] = {"outlet": asked.outlet, "date_from": asked.date_from, "date_to": asked.date_to}
    # One more than is shown: its words begin the next page, and it proves that there is one.
    if not asked.q:
        listed = browse(connection, limit=PER_PAGE + 1, before=asked.before, **filters)
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


def marked(hit: engine.Hit) -> dict[str, Markup]:
    """Title and snippet as HTML: the original spelling, escaped, with <mark> round what matched."""
    return {
        "heading": Markup(engine.to_marked_html(hit.title_marked)),  # noqa: S704 - to_marked_html escapes
        "snippet": Markup(engine.to_marked_html(hit.snippet_marked)),  # noqa: S704 - to_marked_html escapes
    }


def spread(connection: sqlite3.Connection, compiled: engine.Compiled, asked: SearchRequest) -> engine.Facets:
    """How the hits spread over outlets, months, languages and states."""
    return engine.facets(connection, compiled, outlet=asked.outlet, date_from=asked.date_from, date_to=asked.date_to)


def paged(connection: sqlite3.Connection, hits: list[dict[str, Any]]) -> dict[str, Any]:
    """One page of hits, each with the number of its edits, and the first hit of the next page."""
    edits = edits_of(connection, [hit["id"] for hit in hits])
    hits = [hit | {"edits": edits.get(hit["id"], 0)} for hit in hits]
    more = len(hits) > PER_PAGE
    return {"hits": hits[:PER_PAGE], "next": hits[PER_PAGE] if more else None}
