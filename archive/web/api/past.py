"""What was read then and is gone now, for programs and spreadsheets: as the page /past has it, in pieces."""

from collections.abc import Mapping

from archive.text.spreadsheets import BYTE_ORDER_MARK, CSV, csv_line
from archive.web.api.protocol import (
    NO_OUTLET,
    Refusal,
    address,
    json_answer,
    json_errors,
    last_modified,
    listing_headers,
    number,
    parameters,
)
from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.connection import query
from archive.web.app.headers import as_file
from archive.web.queries.outlets import outlet_titles
from archive.web.queries.past import PastArticle, past_articles

MOST, MOST_LINES = 500, 10_000
COLUMNS = (
    *("id", "outlet", "url", "title", "lang", "published_day", "status", "last_seen_at", "last_seen_by"),
    *("gone_at", "closed", "closed_by"),
)


@json_errors
async def articles(datasette: Datasette, request: Request) -> Response:
    """GET /api/1/past?outlet=NAME&before=NUMBER: newest first; `next` is the `before` of the next piece."""
    values = parameters(request, "outlet", "before", "limit")
    limit = number(values, "limit", 100, MOST)
    listed = await _listed(datasette, values, limit + 1)
    shown = listed[:limit]
    following = shown[-1]["id"] if len(listed) > limit else None
    query_of = f"outlet={values['outlet']}&" if values.get("outlet") else ""
    link = address(request, f"/api/1/past?{query_of}before={following}&limit={limit}") if following else None
    answer = {"articles": [_as_record(one) for one in shown], "next": following}
    return json_answer(answer, listing_headers(datasette, link))


@json_errors
async def table(datasette: Datasette, request: Request) -> Response:
    """GET /past.csv: the same for spreadsheets, MOST_LINES at most; the header Warraq-Cut says that there are more."""
    values = parameters(request, "outlet", "before")
    listed = await _listed(datasette, values, MOST_LINES + 1)
    lines = (csv_line(tuple(_as_record(one).values())) for one in listed[:MOST_LINES])
    headers = as_file("past.csv") | last_modified(datasette)
    if len(listed) > MOST_LINES:
        headers["warraq-cut"] = str(MOST_LINES)
    return Response("".join((BYTE_ORDER_MARK + csv_line(COLUMNS), *lines)), 200, headers, CSV)


async def _listed(datasette: Datasette, values: Mapping[str, str], limit: int) -> list[PastArticle]:
    outlet, before = values.get("outlet") or None, number(values, "before", 0) or None
    titles: dict[str, str] = await query(datasette, outlet_titles)
    if outlet and outlet not in titles:
        raise Refusal(404, NO_OUTLET)
    found: list[PastArticle] = await query(
        datasette, lambda connection: past_articles(connection, limit=limit, outlet=outlet, before=before)
    )
    return found


def _as_record(one: PastArticle) -> Mapping[str, object]:
    """The columns in their order; null where a day, month or year is not known."""
    row: Mapping[str, object] = one
    return {
        name: None if row[name] == "" and name in ("published_day", "closed", "closed_by") else row[name]
        for name in COLUMNS
    }
