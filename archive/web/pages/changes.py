"""GET /changes: what outlets changed and removed, newest first: edits, deletions, returns; and what is missing now."""

from collections.abc import Callable
from typing import TypeVar

from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.connection import query
from archive.web.app.language import language
from archive.web.app.page import page
from archive.web.app.parameters import Unclear, clear, cursor_of, one_of, outlet_of, parameters
from archive.web.queries.absent_articles import MissingArticle, missing_articles, missing_position
from archive.web.queries.changes import EVERYTHING, KINDS, PARTS, Change, position_of, stream
from archive.web.queries.outlets import outlet_titles
from archive.web.queries.rows import Connection
from archive.web.queries.verdicts import Alternation, alternations_among
from archive.web.queries.version_history import EDITS

P = TypeVar("P")
PER_PAGE = 30
# What is missing is no change: nothing is proven yet. The list says what is not there now.
MISSING = "missing"
CHOICES = (*KINDS, MISSING)


@clear
async def view(datasette: Datasette, request: Request) -> Response:
    """GET /changes: outlet, kind, before (the number of the last change of the page before)."""
    lang = language().lang
    titles = await query(datasette, lambda connection: outlet_titles(connection, lang))
    values = parameters(request)
    outlet, kind, before = outlet_of(values, titles), one_of(values, "kind", CHOICES, ""), cursor_of(values, "before")
    listed: list[Change] | list[MissingArticle]
    alternations: dict[int, Alternation] = {}
    if kind == MISSING:
        listed = await query(datasette, lambda connection: missing(connection, outlet, before))
    else:
        changed = await query(datasette, lambda connection: listing(connection, outlet, kind, before))
        alternations = await query(datasette, lambda connection: alternations_among(connection, changed))
        listed = changed
    return await page(
        datasette,
        request,
        "changes",
        {
            "outlet": outlet,
            "kind": kind,
            "titles": titles,
            "kinds": CHOICES,
            "listed": listed[:PER_PAGE],
            "alternations": alternations,
            # Its headline begins the next page, and proves that there is one.
            "next": listed[PER_PAGE] if len(listed) > PER_PAGE else None,
            "before": before,
            "filters": {name: value for name, value in (("outlet", outlet), ("kind", kind)) if value},
        },
    )


def missing(connection: Connection, outlet: str | None, before: int | None) -> list[MissingArticle]:
    """A page of what is missing now, after the article `before`, and the first of the next. Raises Unclear for none."""
    after = start_of(missing_position, connection, before)
    return missing_articles(connection, limit=PER_PAGE + 1, outlet=outlet, after=after)


def listing(connection: Connection, outlet: str | None, kind: str, before: int | None) -> list[Change]:
    """A page of changes and the first of the next; `kind` is one of KINDS or empty. Raises Unclear for no change."""
    after = start_of(position_of, connection, before)
    if kind in PARTS:
        return stream(connection, limit=PER_PAGE + 1, outlet=outlet, after=after, kinds=EDITS, part=kind)
    kinds = (kind,) if kind else EVERYTHING
    return stream(connection, limit=PER_PAGE + 1, outlet=outlet, after=after, kinds=kinds)


def start_of(of: Callable[[Connection, int], P | None], connection: Connection, before: int | None) -> P | None:
    """Behind what a page of a list begins; None for its first page. Raises Unclear for what is in no list."""
    if before is None:
        return None
    found = of(connection, before)
    if found is None:
        raise Unclear("no_place", value=before)
    return found
