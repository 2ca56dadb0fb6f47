"""GET /gaps: what was not captured, of whom, when and why, and what outlets list beside what is here; both as CSV."""

from collections.abc import Callable

from archive.text.spreadsheets import CSV
from archive.times import damascus_day
from archive.web.app.compat import Datasette, Request, Response, moment
from archive.web.app.connection import query
from archive.web.app.headers import as_file
from archive.web.app.page import page, problem
from archive.web.app.parameters import clear, one_of, outlet_of, parameters
from archive.web.queries.gaps import DAYS, gaps_csv, gaps_page
from archive.web.queries.outlets import outlet_names, outlet_titles
from archive.web.queries.recall import DAYS as RECALL_DAYS
from archive.web.queries.recall import recall, recall_csv
from archive.web.queries.rows import Connection

Table = tuple[str, ...] | None


@clear
async def view(datasette: Datasette, request: Request) -> Response:
    """The gaps of the last days, of one outlet or of all; of all time where that is asked for."""
    values, now = parameters(request), moment(datasette)
    outlet = outlet_of(values, await query(datasette, outlet_titles))
    everything = one_of(values, "span", ("all",), "days") == "all"
    found = await query(datasette, lambda connection: gaps_page(connection, now, outlet=outlet, everything=everything))
    names = await query(datasette, outlet_names)
    listed = await query(datasette, lambda connection: recall(connection, damascus_day(now), outlet))
    shared = {"found": found, "names": names, "days": DAYS, "outlet": outlet, "everything": everything}
    beside = {"recall": listed, "recall_days": RECALL_DAYS}
    return await page(datasette, request, "gaps", {**shared, **beside, "section": "outlets"})


async def table(datasette: Datasette, request: Request) -> Response:
    """The table as it lies in a download, for spreadsheets."""
    return await _as_csv(datasette, request, "gaps.csv", gaps_csv)


async def listed_days(datasette: Datasette, request: Request) -> Response:
    """Every day of which a list told anything, with our count beside it, for spreadsheets."""
    return await _as_csv(datasette, request, "recall.csv", recall_csv)


async def _as_csv(datasette: Datasette, request: Request, name: str, table: Callable[[Connection], Table]) -> Response:
    found = await query(datasette, table)
    if found is None:
        return await problem(datasette, request, "no_file", 404)
    return Response("".join(found), 200, as_file(name), CSV)
