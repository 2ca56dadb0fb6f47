"""The operator's pages: for who is signed in, in no cache and no search engine; without accounts there are none."""

from collections.abc import Awaitable, Callable
from functools import wraps
from urllib.parse import urlencode

from archive.web.app.access import OPERATOR, SIGN_IN, access_of, account_of
from archive.web.app.compat import Datasette, Request, Response, download
from archive.web.app.headers import NOT_KEPT
from archive.web.app.page import problem
from archive.web.app.signed_out import words_back

View = Callable[[Datasette, Request], Awaitable[Response]]


def operators_only(view: View) -> View:
    """A view of an operator's page. A form is taken from who signed in on the sign-in page alone."""

    @wraps(view)
    async def guarded(datasette: Datasette, request: Request) -> Response:
        if download(datasette) or not access_of(datasette).accounts:
            return await problem(datasette, request, "not_found", 404)
        if account_of(request) or (request.actor and request.method in ("GET", "HEAD")):
            response = await view(datasette, request)
        elif request.method not in ("GET", "HEAD"):
            response = await words_back(datasette, request, OPERATOR)
        else:
            response = Response.redirect(datasette.urls.path(f"{SIGN_IN}?{urlencode({'next': request.path})}"))
        response.headers |= NOT_KEPT
        return response

    return guarded
