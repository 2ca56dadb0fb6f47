"""GET /quotes: quotations that several articles print, the newest first, with where first; or those of one article."""

from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.connection import query
from archive.web.app.page import page
from archive.web.app.parameters import clear, cursor_of, parameters
from archive.web.queries.rows import Connection
from archive.web.queries.shared_quotations import QuotedPage, newest_quoted, of_article

LAST = 2**62


@clear
async def view(datasette: Datasette, request: Request) -> Response:
    """GET /quotes: before (the number of an article, from a link of ours) or article (a number)."""
    values = parameters(request)
    article, before = cursor_of(values, "article"), cursor_of(values, "before")

    def ask(connection: Connection) -> QuotedPage:
        if article:
            return QuotedPage(of_article(connection, article))
        return newest_quoted(connection, before or LAST)

    found = await query(datasette, ask)
    shown = {"found": found, "article": article, "is_first": not (article or before), "section": "stories"}
    return await page(datasette, request, "quotes", shown)
