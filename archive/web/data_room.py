"""The data room: Datasette's own pages of tables and rows, in our style, their search box reading Arabic as we do.

Templates in templates/data_room/ take the place of Datasette's, without a script or a style of their own.
"""

import csv
import io
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit

from markupsafe import Markup, escape
from sqlite_utils.utils import sqlite3

from archive.search.compiled import NOTHING
from archive.search.fts_query import compile_query
from archive.search.vocabulary import Vocabulary
from archive.text.spreadsheets import BYTE_ORDER_MARK, CSV, csv_line
from archive.web.app.compat import QUERY_PAGE, Datasette, Request
from archive.web.app.headers import App, Message, Receive, Scope, Send
from archive.web.app.language import href, language
from archive.web.app.page import common_values

ADDRESS = "/warraq"
MOST_CHARACTERS = 300
# Each may cost facet_time_limit_ms, and an address can name hundreds.
MOST_FACETS = 3
FACETS = ("_facet", "_facet_date", "_facet_array")
# Raw FTS5 syntax, an error for most of what people type and never folded; another index; a limit of the reader's own.
# A trace would make HTML of CSV.
NOT_HERE = ("_searchmode", "_fts_table", "_fts_pk", "_timelimit", "_trace")
# Of Datasette's conditions those a list can offer; one typed into an address is shown as it is.
CONDITIONS = ("exact", "not", "contains", "startswith", "gt", "gte", "lt", "lte", "isnull", "notnull")
CSV_HEADERS = {
    b"content-type": CSV.encode(),
    b"content-disposition": b'attachment; filename="warraq.csv"',
}
# An article's text is longer than what Python takes for a cell.
csv.field_size_limit(2**31 - 1)
DATABASE_VIEWS = ("database", "table", "row", "query", "view")


def understand_search(connection: sqlite3.Connection) -> None:
    """Let `?_search=` be read as the search page reads a question in exact mode: folded, phrases, AND, OR, NOT, word*.

    Datasette puts every question through an SQL function of this name; its own would look for unfolded words.
    """
    connection.create_function("escape_fts", 1, lambda typed: fts_query(connection, str(typed)))


def fts_query(connection: sqlite3.Connection, typed: str) -> str:
    """An FTS5 query that is always valid; one that finds nothing where no word was typed."""
    return compile_query(typed[:MOST_CHARACTERS], "exact", Vocabulary(connection)).match or NOTHING


def wrap(app: App) -> App:
    """Leave out of a question to the data room what could stall it; make its CSV safe for spreadsheets."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(ADDRESS):
            scope = {**scope, "query_string": bounded(scope["query_string"])}
            if scope["path"].endswith(".csv"):
                send = SafeCsv(send)
        await app(scope, receive, send)

    return wrapped


class SafeCsv:
    """Sends Datasette's CSV as our exports are written: with a byte order mark, and no cell that is a formula.

    It is read whole first: `max_returned_rows` and `max_csv_mb` bound it.
    """

    def __init__(self, send: Send) -> None:
        self._send, self._start, self._body = send, Message(), b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        if self._start["status"] == 200:
            self._body = safe_csv(self._body.decode("utf-8", "replace")).encode("utf-8")
            others = [one for one in self._start["headers"] if one[0].lower() not in CSV_HEADERS]
            self._start = {**self._start, "headers": [*others, *CSV_HEADERS.items()]}
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": self._body})


def safe_csv(text: str) -> str:
    """The same rows, no cell of which a spreadsheet would calculate."""
    lines = csv.reader(io.StringIO(text, newline=""))
    return BYTE_ORDER_MARK + "".join(csv_line(line) for line in lines)


def bounded(query: bytes) -> bytes:
    """The query string without raw search and without more facets than MOST_FACETS; all else byte for byte."""
    pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True, encoding="latin-1")
    return urlencode(list(_allowed(pairs)), encoding="latin-1").encode("ascii")


def _allowed(pairs: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    facets = 0
    for name, value in pairs:
        facets += name in FACETS
        if name not in NOT_HERE and not (name in FACETS and (not value or facets > MOST_FACETS)):
            yield name, value


def template_values(datasette: Datasette, request: Request | None, view_name: str | None) -> dict[str, object]:
    """What the templates of the data room know beside what Datasette hands them."""
    if request is None or view_name not in DATABASE_VIEWS:
        return {}
    return common_values(datasette, request, "data_room") | {
        "inside": inside,
        "linked": linked,
        "meaning": meaning,
        "conditions": CONDITIONS,
        "sql_page": href(f"{datasette.urls.database('warraq')}{QUERY_PAGE}"),
        "typed": request.args.get("_search") or "",
    }


def inside(url: str) -> str:
    """A link that Datasette made, in the language of the page: it names the host, and knows no languages."""
    parts = urlsplit(url)
    return href(parts.path + (f"?{parts.query}" if parts.query else ""))


def linked(cell: object) -> Markup:
    """A cell as Datasette rendered it, its links to other rows in the language of the page."""
    text = str(escape(cell))
    return Markup(text.replace(f'href="{ADDRESS}', f'href="{href(ADDRESS)}'))  # noqa: S704 - Datasette escaped it


def meaning(table: str) -> Markup | str:
    """What a table holds, in a sentence; nothing for a table without one."""
    t = language()
    key = f"room.table.{table}"
    return t(key) if t.find(key) else ""
