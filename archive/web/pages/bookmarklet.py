"""GET /bookmarklet: a bookmark that asks the archive for the page one is reading, and how to do without it."""

import json

from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.language import href
from archive.web.app.page import page, permalink


async def view(datasette: Datasette, request: Request) -> Response:
    """GET /bookmarklet. Nothing runs on this page: its link does something only as a bookmark, on another page."""
    search = permalink(request, href("/search"))
    # Not window.open, which browsers take for an advertisement.
    script = f"javascript:location.href={json.dumps(f'{search}?q=')}+encodeURIComponent(location.href)"
    return await page(datasette, request, "bookmarklet", {"script": script, "search": search, "section": "search"})
