"""A form that is sent after its reader was signed out: nothing is done, and the words come back to be sent again."""

from typing import cast
from urllib.parse import urlencode

from archive.web.app.access import SIGN_IN
from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.forms import read_form
from archive.web.app.headers import NOT_KEPT, Scope
from archive.web.app.page import page

SIGNED_OUT = "/signed-out"
SENT_TO = "warraq.sent_to"  # in a scope: the address that a form was for
READING = ("GET", "HEAD")
# What readers type into the forms; a password is not given back.
TYPED = ("quotation", "note", "tags", "new", "name", "names", "label", "address", "reason", "every", "q")


def for_signed_out(scope: Scope) -> Scope:
    """The scope of a form, for `view`: behind the guard against forms of other sites, as every form is."""
    found = {**scope, "path": SIGNED_OUT, "raw_path": SIGNED_OUT.encode("ascii"), SENT_TO: scope["path"]}
    return cast("Scope", found)


async def view(datasette: Datasette, request: Request) -> Response:
    """POST, by nobody who is signed in: the words; without any, and for whoever comes here, the way to sign in."""
    return await words_back(datasette, request, request.scope.get(SENT_TO, "/"))


async def words_back(datasette: Datasette, request: Request, sent_to: str) -> Response:
    """What was typed into the form for this address, which is nowhere else; then the page that has the form."""
    back = "/" + sent_to.split("/")[1]
    sign_in = datasette.urls.path(f"{SIGN_IN}?{urlencode({'next': back})}")
    typed = [] if request.method in READING else await _typed(request)
    if not typed:
        answer = Response.redirect(sign_in, status=303)
    else:
        answer = await page(datasette, request, "signed_out", {"section": "", "typed": typed, "sign_in": sign_in}, 403)
    answer.headers |= NOT_KEPT
    return answer


async def _typed(request: Request) -> list[str]:
    try:
        form = await read_form(request)
    except ValueError:
        return []
    return [form.fields[name] for name in TYPED if form.fields.get(name, "").strip()]
