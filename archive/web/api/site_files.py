"""What every site is asked for at fixed addresses: robots.txt (RFC 9309) and favicon.ico."""

from functools import cache

from archive.alerts.message import PREFIXES
from archive.web.api.protocol import json_errors
from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.page import STATIC

# Articles, their versions, stories, outlets and changes may be found elsewhere. What only repeats them, in any order,
# may not; nor may captures, which are pages of the outlets as they were, under our name.
CLOSED = (
    *("/search", "/words", "/compare/", "/exports/", "/feeds/", "/api/", "/saved", "/watch/", "/warraq", "/-/"),
    *("/sign-in", "/sign-out", "/operator", "/metrics"),
    *("/capture/", "/article/*/captures"),
)
FOR_A_DAY = {"cache-control": "public, max-age=86400"}


@json_errors
async def robots(datasette: Datasette, request: Request) -> Response:  # noqa: ARG001 - a view's signature
    """GET /robots.txt: what search engines may fetch. The pages' style is among Datasette's own files."""
    lines = ["User-agent: *", "Allow: /-/static-plugins/"]
    lines += [f"Disallow: {prefix}{path}" for prefix in PREFIXES.values() for path in CLOSED]
    return Response("\n".join([*lines, ""]), 200, dict(FOR_A_DAY), "text/plain; charset=utf-8")


@json_errors
async def favicon(datasette: Datasette, request: Request) -> Response:  # noqa: ARG001 - a view's signature
    """GET /favicon.ico: the mark, for programs that ask without having read a page."""
    return Response(_icon(), 200, dict(FOR_A_DAY), "image/x-icon")


@cache
def _icon() -> bytes:
    return (STATIC / "mark.ico").read_bytes()
