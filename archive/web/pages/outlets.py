"""GET /outlets: every outlet, whether it is well, how often it publishes."""

from archive.crawl_state.health import read_health
from archive.times import damascus_day
from archive.web.app.compat import Datasette, Request, Response, data_folder, moment
from archive.web.app.connection import query
from archive.web.app.page import page
from archive.web.queries.outlets import health_of, outlets_with_days


async def view(datasette: Datasette, request: Request) -> Response:
    """Every outlet: is it well, why not, when it last said something, how often it usually does."""
    found = await query(datasette, lambda connection: outlets_with_days(connection, damascus_day(moment(datasette))))
    health = read_health(data_folder(datasette).service)
    outlets = [{**outlet, "health": health_of(health, outlet)} for outlet in found]
    return await page(datasette, request, "outlets", {"outlets": outlets, "health_known": health is not None})
