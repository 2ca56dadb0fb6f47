"""GET /gaps: what was not captured, of whom, when, why, and how much of it is known; /gaps.csv: the whole table."""

from archive.web.app.compat import Datasette, Request, Response, moment
from archive.web.app.connection import query
from archive.web.app.headers import as_file
from archive.web.app.page import page, problem
from archive.web.app.parameters import clear, one_of, outlet_of, parameters
from archive.web.queries.gaps import DAYS, gaps_csv, gaps_page
from archive.web.queries.outlets import outlet_names, outlet_titles

CSV = "text/csv; charset=utf-8; header=present"


@clear
async def view(datasette: Datasette, request: Request) -> Response:
    """The gaps of the last days, of one outlet or of all; of all time where that is asked for."""
    values, now = parameters(request), moment(datasette)
    outlet = outlet_of(values, await query(datasette, outlet_titles))
    everything = one_of(values, "span", ("all",), "days") == "all"
    found = await query(datasette, lambda connection: gaps_page(connection, now, outlet=outlet, everything=everything))
    names = await query(datasette, outlet_names)
    told = {"found": found, "names": names, "days": DAYS, "outlet": outlet, "everything": everything}
    return await page(datasette, request, "gaps", {**told, "section": "outlets"})


async def table(datasette: Datasette, request: Request) -> Response:
    """The table as it lies in a download, for spreadsheets."""
    found = await query(datasette, gaps_csv)
    if found is None:
        return await problem(datasette, request, "no_file", 404)
    return Response("".join(found), 200, as_file("gaps.csv"), CSV)
