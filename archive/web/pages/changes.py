"""GET /changes: what outlets changed and removed, newest first: edits, deletions and returns."""

from typing import Any

from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.connection import query
from archive.web.app.language import language
from archive.web.app.page import page
from archive.web.app.parameters import Unclear, clear, given, one_of, outlet_of, place_of
from archive.web.queries.changes import EDITS, KINDS, PARTS, position_of, stream
from archive.web.queries.outlets import outlet_titles
from archive.web.queries.rows import Connection, Row

PER_PAGE = 30


@clear
async def changes(datasette: Datasette, request: Request) -> Response:
    """GET /changes: outlet, kind, before (the number of the last change of the page before)."""
    lang = language().lang
    titles = await query(datasette, lambda connection: outlet_titles(connection, lang))
    values = given(request)
    outlet, kind, before = outlet_of(values, titles), one_of(values, "kind", KINDS, ""), place_of(values, "before")
    wanted: dict[str, Any] = {"outlet": outlet, "kind": kind}
    listed = await query(datasette, lambda connection: listing(connection, outlet, kind, before))
    return await page(
        datasette,
        request,
        "changes",
        wanted
        | {
            "titles": titles,
            "kinds": KINDS,
            "listed": listed[:PER_PAGE],
            # Its headline begins the next page, and proves that there is one.
            "next": listed[PER_PAGE] if len(listed) > PER_PAGE else None,
            "before": before,
            "filters": {name: value for name, value in wanted.items() if value},
        },
    )


def listing(connection: Connection, outlet: str | None, kind: str, before: int | None) -> list[Row]:
    """A page of changes and the first of the next; `kind` is one of KINDS or empty. Raises Unclear for no change."""
    after = position_of(connection, before) if before is not None else None
    if before is not None and after is None:
        raise Unclear("no_place", value=before)
    narrowed: dict[str, Any] = {"kinds": EDITS, "part": kind} if kind in PARTS else {"kinds": (kind,)} if kind else {}
    return stream(connection, limit=PER_PAGE + 1, outlet=outlet, after=after, **narrowed)
