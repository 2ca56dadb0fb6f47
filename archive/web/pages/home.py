"""GET /: today in one sentence, then what came in, changed, vanished and fell silent."""

from archive.crawl_state.health import read_health
from archive.times import damascus_day, start_of
from archive.web.app.compat import Datasette, Request, Response, data_folder, moment
from archive.web.app.connection import query
from archive.web.app.page import page
from archive.web.queries.home import front_page
from archive.web.queries.outlets import outlet_names, titles_of

QUIET_STATES = ("silent", "blocked", "closed", "broken", "late")


async def view(datasette: Datasette, request: Request) -> Response:
    """Today in one sentence, then what came in, changed, vanished and fell silent."""
    day = damascus_day(moment(datasette))
    found = await query(datasette, lambda connection: front_page(connection, start_of(day)))
    health = read_health(data_folder(datasette).service)
    names = await query(datasette, outlet_names)
    quiet = [row for row in (health or {}).values() if row["state"] in QUIET_STATES]
    return await page(
        datasette,
        request,
        "home",
        {
            **found,
            "day": day.isoformat(),
            "health_known": health is not None,
            "quiet": [{**row, **titles_of(names, row["outlet"])} for row in quiet],
            "silent": sum(row["state"] == "silent" for row in quiet),
            "mode": "names",
        },
    )
