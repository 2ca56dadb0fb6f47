"""GET /api/1/stories: what most outlets carried in some days, for programs; the page /stories says the same."""

from collections.abc import Mapping
from datetime import date

from archive.times import damascus_day
from archive.web.api.protocol import (
    Refusal,
    address,
    json_answer,
    json_errors,
    listing_headers,
    number,
    parameters,
)
from archive.web.app.compat import Datasette, Request, Response, moment
from archive.web.app.connection import query
from archive.web.app.page import permalink
from archive.web.app.parameters import day_of
from archive.web.queries.most_carried import EARLIEST, LATEST_DAY, CarriedStory, Carrier, most_carried

MOST_DAYS, MOST_STORIES = 31, 100


@json_errors
async def stories(datasette: Datasette, request: Request) -> Response:
    """The most carried first: `day` is the last of so many `days`, `start` a place in the list."""
    values = parameters(request, "day", "days", "start", "limit")
    last = _day(values["day"]) if values.get("day") else damascus_day(moment(datasette))
    days, limit = number(values, "days", 2, MOST_DAYS), number(values, "limit", 20, MOST_STORIES)
    start = max(number(values, "start", 1), 1)
    found = await query(datasette, lambda connection: most_carried(connection, last, days, start - 1, limit))
    behind = start + len(found.shown)
    following = None
    if found.shown and behind <= len(found.every):
        following = address(request, "/api/1/stories") + f"?day={last}&days={days}&start={behind}&limit={limit}"
    return json_answer(
        {
            "from": found.first.isoformat(),
            "to": found.last.isoformat(),
            "count": len(found.every),
            "stories": [_story(request, one) for one in found.shown],
            "next": following,
        },
        listing_headers(datasette, following),
    )


def _day(text: str) -> date:
    day = day_of(text, last=True)
    if day is None or not EARLIEST <= day <= LATEST_DAY:
        raise Refusal(400, "“day” is a day, month or year, such as 2026-11-22.")
    return day


def _story(request: Request, story: CarriedStory) -> Mapping[str, object]:
    return {
        "id": story.id,
        "permalink": permalink(request, f"/story/{story.id}"),
        "outlets": story.outlets,
        "first": story.first["id"] if story.is_first_known else None,
        "basis": story.basis if story.is_first_known else "unknown",
        "articles": [_article(one) for one in (story.first, *story.others)],
    }


def _article(one: Carrier) -> Mapping[str, object]:
    return {
        "id": one["id"],
        "outlet": one["outlet"],
        "title": one["headline"],
        "url": one["url"],
        "seconds_after": round(one["lag"].seconds),
        "at_most": one["lag"].at_most,
        "credits": one["credited"],
    }
