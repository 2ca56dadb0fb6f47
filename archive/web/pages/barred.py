"""GET /barred: which outlets cannot be had, why, and what would change it; /barred.csv: the same for spreadsheets."""

from archive.text.spreadsheets import CSV
from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.connection import query
from archive.web.app.headers import as_file
from archive.web.app.page import page
from archive.web.queries.barred import barred_csv, out_of_reach


async def view(datasette: Datasette, request: Request) -> Response:
    """What the outlets' files say, and what our own visits were answered."""
    return await page(datasette, request, "barred", {**await query(datasette, out_of_reach), "section": "outlets"})


async def table(datasette: Datasette, request: Request) -> Response:  # noqa: ARG001 - a view's signature
    """Both lists of the page in one table."""
    return Response("".join(await query(datasette, barred_csv)), 200, as_file("barred.csv"), CSV)
