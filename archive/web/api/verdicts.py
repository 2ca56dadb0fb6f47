"""What later pages taught of earlier versions, for those who keep a copy: which were judged anew, in that order."""

from archive.web.api.protocol import json_answer, json_errors, last_modified, number, parameters
from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.connection import query
from archive.web.queries.verdicts import verdicts_since

MOST = 500


@json_errors
async def verdicts(datasette: Datasette, request: Request) -> Response:
    """GET /api/1/verdicts?since=CURSOR: every verdict after that one, in the order in which they were reached."""
    values = parameters(request, "since", "limit")
    since, limit = number(values, "since", 0), number(values, "limit", 100, MOST)
    listed = await query(datasette, lambda connection: verdicts_since(connection, since, limit + 1))
    shown = listed[:limit]
    answer = {
        "verdicts": [{name: value for name, value in one.items() if name != "id"} for one in shown],
        "cursor": shown[-1]["id"] if shown else since,
        "more": len(listed) > limit,
    }
    return json_answer(answer, last_modified(datasette))
