"""GET /outlet/NAME: is it well, what came of late, what it changed and removed, whose texts it carries."""

import asyncio
from urllib.parse import unquote

from archive.crawl_state.health import read_health
from archive.crawl_state.incidents import incidents_of
from archive.times import damascus_day
from archive.web.app.compat import Datasette, Request, Response, data_folder, moment
from archive.web.app.connection import query
from archive.web.app.page import page
from archive.web.app.parameters import Unclear, clear
from archive.web.queries.gaps import LATELY_DAYS, gaps_of
from archive.web.queries.outlet_page import outlet_page
from archive.web.queries.outlets import SPARK_DAYS, health_of
from archive.web.queries.recall import recall

GAPS = 6


@clear
async def view(datasette: Datasette, request: Request) -> Response:
    """The page of one outlet."""
    name, today = unquote(request.url_vars["name"]), damascus_day(moment(datasette))
    found = await query(datasette, lambda connection: outlet_page(connection, name, today))
    if found is None:
        raise Unclear("no_outlet", 404, name=name[:40])
    service = data_folder(datasette).service
    health = health_of(read_health(service), found["outlet"])
    gaps = await query(datasette, lambda connection: gaps_of(connection, name, moment(datasette), LATELY_DAYS))
    listed = await query(datasette, lambda connection: recall(connection, today, name))
    incidents = await asyncio.to_thread(incidents_of, service, name, 1)
    newest = next(iter(incidents or ()), None)
    return await page(
        datasette,
        request,
        "outlet",
        {
            **found,
            "health": health,
            "gaps": gaps,
            "incident": newest if newest and newest["closed_at"] is None else None,
            "gaps_shown": GAPS,
            "recall": listed,
            "spark_days": SPARK_DAYS,
            "section": "outlets",
        },
    )
