"""GET /health: who cannot be reached now, what was missed, what was held back, each with its cause."""

from archive.crawl_state import gaps
from archive.crawl_state.health import read_health
from archive.web.app.compat import Datasette, Request, Response, data_folder, moment
from archive.web.app.connection import query
from archive.web.app.page import page
from archive.web.queries.missed import missed
from archive.web.queries.outlets import outlet_names, titles_of

WELL = ("ok", "unknown")


async def view(datasette: Datasette, request: Request) -> Response:
    """Who cannot be reached now, what was missed in the last days, what was held back: each with its cause."""
    service = data_folder(datasette).service
    names = await query(datasette, outlet_names)
    states = read_health(service)
    known = await query(datasette, lambda connection: missed(connection, service, moment(datasette)))
    rows = list((states or {}).values())
    ill = [row for row in rows if row["state"] not in WELL]
    given_up = [row for row in rows if row.get("given_up")]
    return await page(
        datasette,
        request,
        "health",
        {
            "known": states is not None,
            "ill": [{**row, **titles_of(names, row["outlet"])} for row in ill],
            "given_up": [{**row, **titles_of(names, row["outlet"])} for row in given_up],
            "missed": known,
            "names": names,
            "days": gaps.GAP_DAYS,
            "shown": gaps.GAPS_SHOWN,
        },
    )
