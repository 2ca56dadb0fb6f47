"""GET /desk.csv and /desk/list/ID.csv: the desk to take along; GET and POST /desk/import: and back."""

import asyncio
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hmac import compare_digest

from sqlite_utils.utils import sqlite3

from archive.desk.csv_file import Imported, export, import_csv
from archive.desk.lists import list_of
from archive.desk.store import Desk
from archive.errors import BadInput
from archive.sqlite import open_readonly
from archive.text.spreadsheets import CSV
from archive.times import now, stamp
from archive.web.app.compat import Datasette, Request, Response, record
from archive.web.app.connection import harden
from archive.web.app.desk_access import DESK, at_the_desk, on_desk
from archive.web.app.forms import TOKEN_FIELD, Form, read_form
from archive.web.app.headers import as_file
from archive.web.app.page import page, problem
from archive.web.app.parameters import Unclear, clear

Connection = sqlite3.Connection
IMPORT = f"{DESK}/import"
FILE = "file"


@at_the_desk
async def whole(datasette: Datasette, request: Request) -> Response:
    """GET /desk.csv: lists, tags and notes."""
    return await _exported(datasette, request, None)


@at_the_desk
@clear
async def one_list(datasette: Datasette, request: Request) -> Response:
    """GET /desk/list/ID.csv: one list, with the tags and notes of its articles."""
    return await _exported(datasette, request, int(request.url_vars["id"]))


async def _exported(datasette: Datasette, request: Request, list_id: int | None) -> Response:
    def write(desk: Desk) -> str | None:
        if list_id is not None and list_of(desk, list_id) is None:
            return None
        with _record(datasette) as connection:
            return export(desk, connection, list_id)

    text = await asyncio.to_thread(on_desk, datasette, request, write)
    if text is None:
        raise Unclear("no_list", 404)
    name = "desk.csv" if list_id is None else f"list-{list_id}.csv"
    return Response(text, 200, as_file(name), CSV)


@at_the_desk
async def take_in(datasette: Datasette, request: Request) -> Response:
    """GET /desk/import: the form. POST: put what the file has on the desk, and say what was not understood."""
    if request.method != "POST":
        return await _form(datasette, request)
    sent = await _sent(request)
    token = sent.fields.get(TOKEN_FIELD, "")
    if not compare_digest(token.encode("utf-8"), str(request.scope["csrftoken"]()).encode("utf-8")):
        return await problem(datasette, request, "forbidden", 403)

    def read(desk: Desk) -> Imported:
        with _record(datasette) as connection:
            return import_csv(desk, connection, _text(sent.files.get(FILE, ("", b""))[1]), stamp(now()))

    try:
        done = await asyncio.to_thread(on_desk, datasette, request, read, make=True)
    except BadInput as refused:
        return await _form(datasette, request, refused=str(refused), status=400)
    return await _form(datasette, request, done)


async def _form(
    datasette: Datasette, request: Request, done: Imported | None = None, *, refused: str = "", status: int = 200
) -> Response:
    values = {"done": done, "refused": refused, "section": "desk"}
    return await page(datasette, request, "desk_import", values, status)


@contextmanager
def _record(datasette: Datasette) -> Iterator[Connection]:
    """The record, for as long as a whole desk takes."""
    with closing(open_readonly(record(datasette))) as connection:
        harden(connection)
        yield connection


async def _sent(request: Request) -> Form:
    """The form; nothing of what is none, which has no token either."""
    try:
        return await read_form(request)
    except ValueError:
        return Form()


def _text(content: bytes) -> str:
    """Raises BadInput for what is no text in UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise BadInput("The file is no text in UTF-8. Save it as CSV in UTF-8.") from problem
