"""GET /past: what was read then and is gone now, each article with who saw it last, when, and how it is known gone."""

from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.connection import query
from archive.web.app.language import language
from archive.web.app.page import page
from archive.web.app.parameters import clear, cursor_of, outlet_of, parameters
from archive.web.queries.outlets import outlet_titles
from archive.web.queries.past import ClosedOutlet, PastArticle, closed_outlets, count_past, past_articles
from archive.web.queries.rows import Connection

PER_PAGE = 30
Found = tuple[int, list[ClosedOutlet], list[PastArticle]]


@clear
async def view(datasette: Datasette, request: Request) -> Response:
    """GET /past: outlet, before (the number of the last article of the page before)."""
    lang = language().lang
    titles = await query(datasette, lambda connection: outlet_titles(connection, lang))
    values = parameters(request)
    outlet, before = outlet_of(values, titles), cursor_of(values, "before")
    count, closed, listed = await query(datasette, lambda connection: ask(connection, outlet, before))
    return await page(
        datasette,
        request,
        "past",
        {
            "outlet": outlet,
            "titles": titles,
            "count": count,
            "closed": closed,
            "listed": listed[:PER_PAGE],
            # Its headline begins the next page, and proves that there is one.
            "next": listed[PER_PAGE] if len(listed) > PER_PAGE else None,
            "before": before,
            "filters": {"outlet": outlet} if outlet else {},
            "section": "outlets",
        },
    )


def ask(connection: Connection, outlet: str | None, before: int | None) -> Found:
    """How many there are, which outlets closed, and a page of articles with the first of the next."""
    listed = past_articles(connection, limit=PER_PAGE + 1, outlet=outlet, before=before)
    return count_past(connection, outlet), closed_outlets(connection, outlet), listed
