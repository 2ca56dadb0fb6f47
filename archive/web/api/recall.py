"""GET /api/1/recall: what outlets list of their days beside our own count; the page /gaps says the same."""

from collections.abc import Mapping
from datetime import date, timedelta

from archive.times import damascus_day
from archive.web.api.protocol import NO_OUTLET, Refusal, json_answer, json_errors, last_modified, number, parameters
from archive.web.app.compat import Datasette, Request, Response, moment
from archive.web.app.connection import query
from archive.web.app.parameters import day_of
from archive.web.queries.outlets import outlet_titles
from archive.web.queries.recall import DAYS, RecallDay, has_listed_days, recall_days

MOST_DAYS = 92


@json_errors
async def recall(datasette: Datasette, request: Request) -> Response:
    """By outlet and day: `days` of them up to `day`, of one `outlet` or of all."""
    values = parameters(request, "outlet", "day", "days")
    outlet = values.get("outlet") or None
    if outlet and outlet not in await query(datasette, outlet_titles):
        raise Refusal(404, NO_OUTLET)
    last = _day(values["day"]) if values.get("day") else damascus_day(moment(datasette)) - timedelta(days=1)
    first = last - timedelta(days=number(values, "days", DAYS, MOST_DAYS) - 1)
    if not await query(datasette, has_listed_days):
        raise Refusal(404, "This file is of an older release and has no table of listed days.")
    found = await query(datasette, lambda connection: recall_days(connection, first, last, outlet))
    days = [_as_record(name, one) for name, every in found.items() for one in every]
    answer = {"from": first.isoformat(), "to": last.isoformat(), "days": days}
    return json_answer(answer, last_modified(datasette))


def _day(text: str) -> date:
    day = day_of(text, last=True)
    if day is None:
        raise Refusal(400, "“day” is a day, month or year, such as 2026-11-22.")
    return day


def _as_record(outlet: str, one: RecallDay) -> Mapping[str, object]:
    return {
        "outlet": outlet,
        "day": one.day.isoformat(),
        "kept": one.kept,
        "listed": one.listed,
        "lists": [
            {"source": source, "listed": listing.listed, "is_whole": listing.is_whole}
            for source, listing in one.lists.items()
        ],
    }
