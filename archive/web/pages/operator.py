"""GET /operator: what needs a decision now; then outlets beside what is expected, held pages, pasts, jobs, disk."""

import asyncio

from archive.crawl_state import operating
from archive.crawl_state.decisions import read_decisions
from archive.crawl_state.heartbeat import read_beat
from archive.crawl_state.nights import read_nights
from archive.times import damascus_day
from archive.web.app.compat import Datasette, Request, Response, data_folder, moment
from archive.web.app.connection import query
from archive.web.app.operator_access import operators_only
from archive.web.app.page import page
from archive.web.queries.operating import (
    HELD_SHOWN,
    agent_of,
    backfills_now,
    closed_lately,
    disk_of,
    incidents_now,
    newest_snapshot,
    outlet_states,
)
from archive.web.queries.outlets import outlet_names, outlets_with_days

DECISIONS = 10


@operators_only
async def view(datasette: Datasette, request: Request) -> Response:
    """The operator's page."""
    data, now = data_folder(datasette), moment(datasette)
    outlets = await query(datasette, lambda connection: outlets_with_days(connection, damascus_day(now)))
    names = await query(datasette, outlet_names)

    def ask() -> dict[str, object]:
        counts = operating.held_counts(data.service)
        due = operating.due(data.service)
        return {
            "incidents": incidents_now(data, names),
            "closed": closed_lately(data, names, now),
            "states": outlet_states(data, outlets, now),
            "held": operating.held(data.service, HELD_SHOWN),
            "held_count": sum(one["n"] for one in counts or ()),
            "backfills": backfills_now(data, names),
            "requests": operating.open_requests(data.service),
            "due": due,
            "last_start": max((row["last_start"] for row in due or () if row["last_start"]), default=""),
            "decisions": read_decisions(data.service, DECISIONS),
            "nights": read_nights(data.service),
            "beat": read_beat(data.service),
            "under_way": operating.under_way(data.service, now),
            "snapshot": newest_snapshot(data),
            "disk": disk_of(data),
        }

    found = await asyncio.to_thread(ask)
    values = {
        **found,
        "names": names,
        "known": found["due"] is not None,
        "account": (request.actor or {}).get("id", ""),
        "section": "operator",
        "agent": agent_of(data),
    }
    return await page(datasette, request, "operator", values)
