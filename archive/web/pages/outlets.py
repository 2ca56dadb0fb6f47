"""GET /outlets: every outlet, whether it is well, how often it publishes."""

from archive.crawl_state.health import read_health
from archive.times import damascus_day, now
from archive.web.app.compat import Datasette, Request, Response, data_folder
from archive.web.app.connection import query
from archive.web.app.page import page
from archive.web.queries.outlets import UNKNOWN_HEALTH, outlets_with_days


async def outlets(datasette: Datasette, request: Request) -> Response:
    """Every outlet: is it well, why not, when it last said something, how often it usually does."""
    found = await query(datasette, lambda connection: outlets_with_days(connection, damascus_day(now())))
    health = read_health(data_folder(datasette) / "service.db")
    for row in found:
        row["health"] = (health or {}).get(row["name"], UNKNOWN_HEALTH)
        if not row["enabled"]:
            row["health"] = row["health"] | {"state": "disabled", "cause": "disabled"}
    return await page(datasette, request, "outlets", {"outlets": found, "health_known": health is not None})
