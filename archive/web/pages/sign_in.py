"""GET and POST /sign-in, POST /sign-out: one account signs in with a password, and leaves again."""

import re
from collections.abc import Mapping

from archive.web.app.access import DEVICE_COOKIE, OPERATOR, access_of, account_of, sign_in, sign_out, ticket_of
from archive.web.app.authentication import guessing_of
from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.language import language
from archive.web.app.page import page, problem
from archive.web.app.sign_in_attempts import TooManyGuesses

# A page of ours: one slash, and nothing that a browser reads as the beginning of another host.
OURS = re.compile(r"/(?![/\\])[^\x00-\x20\\\x7f]*")


async def view(datasette: Datasette, request: Request) -> Response:
    """The form; and what is sent by it: the way back to the page that was asked for, or why not."""
    if not access_of(datasette).accounts:
        return await problem(datasette, request, "not_found", 404)
    if request.method != "POST":
        return await _form(datasette, request, request.args)
    try:
        values: Mapping[str, str] = await request.post_vars()
    except UnicodeDecodeError:
        return await problem(datasette, request, "bad", 400)
    account = values.get("account", "").strip()
    device = ticket_of(datasette, request.cookies.get(DEVICE_COOKIE, ""), "device") or ""
    try:
        good = await guessing_of(datasette).check(
            access_of(datasette), account, values.get("password", ""), device=device
        )
    except TooManyGuesses as refused:
        wait = language().span(max(60, refused.seconds))
        answer = await _form(datasette, request, values, language()("sign_in.wait", span=wait), 429)
        answer.headers["retry-after"] = str(refused.seconds)
        return answer
    if not good:
        return await _form(datasette, request, values, language()("sign_in.wrong"), 401)
    response = Response.redirect(datasette.urls.path(way_back(values)), status=303)
    sign_in(datasette, request, response, account)
    return response


async def _form(
    datasette: Datasette, request: Request, values: Mapping[str, str], refused: str = "", status: int = 200
) -> Response:
    found = {
        "refused": refused,
        "account": values.get("account", ""),
        "next": way_back(values),
        "signed_in": account_of(request),
        "private": access_of(datasette).is_private,
        "section": "",
    }
    answer = await page(datasette, request, "sign_in", found, status)
    answer.headers["cache-control"] = "no-store"
    return answer


async def leave(datasette: Datasette, request: Request) -> Response:
    """POST /sign-out. A link alone, which anybody can set, ends nothing."""
    if not access_of(datasette).accounts:
        return await problem(datasette, request, "not_found", 404)
    response = Response.redirect(datasette.urls.path("/sign-in"), status=303)
    if request.method == "POST":
        sign_out(response)
    return response


async def stock(datasette: Datasette, request: Request) -> Response:  # noqa: ARG001 - a view's signature
    """GET /-/login: where Datasette's own plugin has its page, which is not ours."""
    return Response.redirect(datasette.urls.path("/sign-in"))


def way_back(values: Mapping[str, str]) -> str:
    """The page to go on to: the one named, if it is one of ours, else the operator's."""
    named = values.get("next", "")
    return named if OURS.fullmatch(named) else OPERATOR
