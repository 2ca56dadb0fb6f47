"""GET /about: how the archive works, and what it does not know."""

from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.page import page


async def view(datasette: Datasette, request: Request) -> Response:
    """How the archive works, and what it does not know."""
    return await page(datasette, request, "about", {})
