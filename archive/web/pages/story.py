"""GET /story/ID: a story and who carried it: how long after the first, which part of its text, credited or not."""

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial

from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.connection import query
from archive.web.app.language import language
from archive.web.app.page import page
from archive.web.app.parameters import Unclear, clear
from archive.web.charts import timeline
from archive.web.charts.coverage import MeasuredFirst, MeasuredMember, measured
from archive.web.queries.copies import Story, story_of
from archive.web.queries.stories import members


@clear
async def view(datasette: Datasette, request: Request) -> Response:
    """The story that the article ID is part of; its own address is the number of its first article."""
    article_id = int(request.url_vars["id"])
    story = await query(datasette, lambda connection: story_of(connection, article_id))
    if story is None:
        raise Unclear("no_story", 404, id=article_id)
    if story["id"] != article_id:
        return Response.redirect(datasette.urls.path(f"/story/{story['id']}"))
    texts = await query(datasette, lambda connection: members(connection, story))
    rtl = language().dir == "rtl"
    first, others = await asyncio.to_thread(partial(measured, *texts, rtl=rtl))
    return await page(datasette, request, "story", values_of(story, first, others, rtl=rtl))


def values_of(
    story: Story, first: MeasuredFirst, others: Sequence[MeasuredMember], *, rtl: bool
) -> Mapping[str, object]:
    """The figures of a story, and the drawing of its first articles."""
    drawn = others[: timeline.MOST_DRAWN - 1]
    points = [(0.0, 1.0), *((one["lag"].seconds, one["share"]) for one in drawn)]
    return {
        "story": story,
        "first": first,
        "others": others,
        "outlets": len({one["outlet"] for one in others} - {first["outlet"]}),
        "longest": max((one["lag"].seconds for one in others), default=0),
        "crediting": sum(bool(one["credit"]) for one in others),
        "crediting_first": sum(one["credited"] == first["outlet"] for one in others),
        "earlier": any(one["lag"].seconds < 0 for one in drawn),
        "drawn": [first, *drawn],
        "timeline": timeline.timeline(points, rtl=rtl),
        "titles": {one["outlet"]: one for one in (first, *others)},
        "section": "stories",
    }
