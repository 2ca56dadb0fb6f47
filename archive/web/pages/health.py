"""GET /health: who cannot be reached now, what was missed, what was held back, each with its cause."""

import asyncio

from archive.crawl_state.gaps import held_back, tries_of
from archive.crawl_state.health import read_health
from archive.web.app.compat import Datasette, Request, Response, data_folder, moment
from archive.web.app.connection import query
from archive.web.app.page import page
from archive.web.queries.gaps import LATELY_DAYS, SHOWN, missed_lately
from archive.web.queries.outlets import outlet_names, titles_of

WELL = ("ok", "unknown")


async def view(datasette: Datasette, request: Request) -> Response:
    """Who cannot be reached now, what was missed in the last days, what was held back: each with its cause."""
    service = data_folder(datasette).service
    names = await query(datasette, outlet_names)
    states = read_health(service)
    gaps = await query(datasette, lambda connection: missed_lately(connection, moment(datasette)))
    held = await asyncio.to_thread(held_back, service)
    of_shown = [(one.row["outlet"], one.row["since"], one.row["until"] or "") for one in (gaps or [])[:SHOWN]]
    tries = await asyncio.to_thread(tries_of, service, of_shown)
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
            # A record without gaps says little where nothing is known of the crawls.
            "gaps": gaps if gaps or held is not None else None,
            "tries": tries,
            "held": held,
            "names": names,
            "days": LATELY_DAYS,
        },
    )
