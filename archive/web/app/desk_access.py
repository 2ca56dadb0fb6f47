"""The pages of a desk: for its reader alone, in no cache; without a desk, how one gets one.

Every form must come with the cookie that browsers do not send along from elsewhere: a downloaded file has no sign-in.
"""

from collections.abc import Awaitable, Callable
from functools import wraps
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlencode

from archive.data_folder import DataFolder
from archive.desk.store import Desk
from archive.errors import BadConfiguration, WarraqError
from archive.web.app.access import SIGN_IN
from archive.web.app.compat import Datasette, Request, Response, record
from archive.web.app.desk_reader import READING, may_have_desk, reader_of
from archive.web.app.headers import NOT_KEPT
from archive.web.app.page import page, problem
from archive.web.app.signed_out import words_back

T = TypeVar("T")
View = Callable[[Datasette, Request], Awaitable[Response]]
DESK = "/desk"
GUARD = "ds_csrftoken"


def at_the_desk(view: View) -> View:
    """A view of a page of the desk: for whom it is; else the way to sign in, or how one gets a desk."""

    @wraps(view)
    async def guarded(datasette: Datasette, request: Request) -> Response:
        response = await _answer(view, datasette, request)
        response.headers |= NOT_KEPT
        return response

    return guarded


async def _answer(view: View, datasette: Datasette, request: Request) -> Response:
    if not may_have_desk(datasette, request):
        return await page(datasette, request, "desk_none", {"section": "desk"})
    if reader_of(datasette, request) is None:
        if request.method not in READING:
            return await words_back(datasette, request, DESK)
        return Response.redirect(datasette.urls.path(f"{SIGN_IN}?{urlencode({'next': request.path})}"))
    if request.method not in READING and GUARD not in request.cookies:
        return await problem(datasette, request, "forbidden", 403)
    try:
        return await view(datasette, request)
    except WarraqError as refused:
        return await problem(datasette, request, "not_kept", 409, message=str(refused))


def desk_file(datasette: Datasette) -> Path:
    return desk_beside(record(datasette))


def desk_beside(file: Path) -> Path:
    """Beside the record, or a downloaded file: the next file in the same folder finds it. Of a file in an archive's
    folder of downloads, beside that archive: what lies among the downloads is served."""
    data = DataFolder(file.parent.parent)
    return data.desk if file.parent == data.published and data.record.exists() else DataFolder(file.parent).desk


def on_desk(datasette: Datasette, request: Request, ask: Callable[[Desk], T], *, make: bool = False) -> T:
    """Ask the reader's desk, or write on it (`make`); to be called on a thread. Raises BadConfiguration."""
    account = reader_of(datasette, request)
    if account is None:
        raise BadConfiguration("Nobody is signed in.")
    with Desk(desk_file(datasette), account, make=make) as desk:
        return ask(desk)
