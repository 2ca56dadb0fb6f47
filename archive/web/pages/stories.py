"""GET /stories: what most outlets carried today, or in the last seven days; who was first, how late the others were."""

from datetime import date, timedelta

from archive.record.rows import GapRow
from archive.times import damascus_day, stamp, start_of
from archive.web.app.compat import Datasette, Request, Response, moment
from archive.web.app.connection import query
from archive.web.app.language import language
from archive.web.app.page import page
from archive.web.app.parameters import Unclear, clear, cursor_of, day_in, one_of, parameters
from archive.web.charts.timeline import MOST_DRAWN, timeline
from archive.web.queries.gaps import missed_lately
from archive.web.queries.most_carried import (
    EARLIEST,
    LATEST_DAY,
    CarriedStory,
    Days,
    last_day_with_a_story,
    most_carried,
)
from archive.web.queries.outlets import OutletTitles, outlet_names
from archive.web.queries.rows import Connection

PER_PAGE = 20
SPANS = {"day": 2, "week": 7}  # a story of the evening is carried in the morning: a day is it and the one before
MANY = 3


@clear
async def view(datasette: Datasette, request: Request) -> Response:
    """GET /stories: span (day or week), day (the last of them, today if none is named), start (place in the list)."""
    values = parameters(request)
    span, day = one_of(values, "span", SPANS, "day"), day_in(values, "day", last=True)
    start, today = cursor_of(values, "start") or 1, damascus_day(moment(datasette))
    if day and not EARLIEST <= day <= LATEST_DAY:
        raise Unclear("no_day", value=values["day"])

    def ask(connection: Connection) -> tuple[Days, date | None, dict[str, OutletTitles]]:
        found = most_carried(connection, day or today, SPANS[span], start - 1, PER_PAGE)
        earlier = None if found.every else last_day_with_a_story(connection, found.first)
        return found, earlier, outlet_names(connection)

    found, earlier, names = await query(datasette, ask)
    if start > 1 and not found.shown:
        raise Unclear("no_place", value=start)
    blind = await query(datasette, lambda connection: missed_lately(connection, moment(datasette)))
    rtl = language().dir == "rtl"
    return await page(
        datasette,
        request,
        "stories",
        {
            "found": found,
            "span": span,
            "day": day,
            "today": today,
            "many": sum(one["outlets"] >= MANY for one in found.every),
            "least_many": MANY,
            "start": start,
            "stories": [(one, _drawing(one, rtl=rtl)) for one in found.shown],
            "per_page": PER_PAGE,
            "earlier": earlier,
            "before": found.first - timedelta(days=1),
            "after": min(found.last + timedelta(days=SPANS[span]), today) if found.last < today else None,
            "gaps": [gap for gap in blind or () if gap.row["outlet"] in names and _within(gap.row, found)],
            "names": names,
        },
    )


def _drawing(story: CarriedStory, *, rtl: bool) -> tuple[float, list[float]]:
    """Where on a line the first stands and where the others do, in percent, by how long after it they came."""
    drawn = timeline([(0.0, 1.0), *((one["lag"].seconds, 1.0) for one in story.others[: MOST_DRAWN - 1])], rtl=rtl)
    return drawn.start, [point.x for point in drawn.points[1:]]


def _within(gap: GapRow, days: Days) -> bool:
    """Whether an outlet was not read in some of the time of these days. Where its feed was too short, it was read."""
    if gap["cause"] == "feed_overflow":
        return False
    start, end = stamp(start_of(days.first)), stamp(start_of(days.last + timedelta(days=1)))
    return gap["since"] < end and (gap["until"] is None or gap["until"] > start)
