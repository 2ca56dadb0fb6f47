"""GET /operator/OUTLET: one outlet's runs, routes, usual days, incidents, held pages and robots.txt, and what was not
read in the last day, had as CSV, too."""

import asyncio
from datetime import timedelta
from urllib.parse import unquote

from archive.configuration import current
from archive.crawl_state import operating
from archive.crawl_state.decisions import read_decisions
from archive.crawl_state.expectations import expected
from archive.crawl_state.health import read_health
from archive.crawl_state.incidents import incidents_of
from archive.text.spreadsheets import CSV
from archive.times import damascus_day, start_of
from archive.web.app.compat import Datasette, Request, Response, data_folder, described_outlets, moment
from archive.web.app.connection import query
from archive.web.app.headers import as_file
from archive.web.app.operator_access import operators_only
from archive.web.app.page import page
from archive.web.app.parameters import Unclear, clear
from archive.web.queries.failures import failures, failures_csv, what_of
from archive.web.queries.operating import HELD_SHOWN, agent_of, shown
from archive.web.queries.outlet_page import known_outlet
from archive.web.queries.outlets import Outlet, health_of
from archive.web.queries.robots_history import robots_history

RUNS, INCIDENTS, DECISIONS, FAILURES = 20, 12, 10, 20
WEEK = 7


@operators_only
@clear
async def view(datasette: Datasette, request: Request) -> Response:
    """The operator's page of one outlet."""
    outlet = await _known(datasette, request)
    name, home = outlet["name"], outlet["home"]
    data, now = data_folder(datasette), moment(datasette)
    failed = await query(datasette, lambda connection: failures(connection, name, now))
    robots = await query(datasette, lambda connection: robots_history(connection, home))
    today = damascus_day(now)

    def ask() -> dict[str, object]:
        service = data.service
        incidents = incidents_of(service, name, INCIDENTS)
        titles = {name: outlet}
        ahead = [today + timedelta(days=number) for number in range(WEEK)]
        usual = [(day, expected(service, name, start_of(day))) for day in ahead]
        yesterday = operating.brought(service, today - timedelta(days=1))
        return {
            "health": health_of(read_health(service), outlet),
            "runs": operating.runs_of(service, name, RUNS),
            "routes": operating.routes(service, name),
            "held": operating.held(service, HELD_SHOWN, name),
            "held_counts": [one for one in operating.held_counts(service) or () if one["outlet"] == name],
            "incidents": [shown(row, titles) for row in incidents] if incidents is not None else None,
            "usual": [(day, found) for day, found in usual if found],
            "brought": {day: found for (of, day), found in (yesterday or {}).items() if of == name},
            "due": next((row for row in operating.due(service) or () if row["outlet"] == name), None),
            "decisions": read_decisions(service, DECISIONS, name),
            "settings": current(data).outlet(name),
        }

    found = await asyncio.to_thread(ask)
    described = next((one for one in described_outlets(datasette) if one.name == name), None)
    unread = {"failures": failed, "failures_shown": FAILURES, "what_of": what_of}
    values = {**found, **unread, "outlet": outlet, "robots": robots, "described": described, "today": today}
    return await page(datasette, request, "operator_outlet", {**values, "agent": agent_of(data), "section": "operator"})


@operators_only
@clear
async def not_read(datasette: Datasette, request: Request) -> Response:
    """GET /operator/OUTLET/failures.csv: all that the page counts."""
    outlet, now = await _known(datasette, request), moment(datasette)
    found = await query(datasette, lambda connection: failures(connection, outlet["name"], now))
    return Response(failures_csv(found), 200, as_file(f"failures-{outlet['name']}.csv"), CSV)


async def _known(datasette: Datasette, request: Request) -> Outlet:
    name = unquote(request.url_vars["name"])
    outlet = await query(datasette, lambda connection: known_outlet(connection, name))
    if outlet is None:
        raise Unclear("no_outlet", 404, name=name[:40])
    return outlet
