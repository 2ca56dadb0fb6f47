"""GET /operator/check/N: what a check of a site found, once the service has made it, and whether to add the site."""

import asyncio
import json
from base64 import b64decode
from typing import TypedDict

from archive.crawl_state import operating
from archive.crawl_state.request_rows import RequestRow
from archive.web.app.compat import Datasette, Request, Response, data_folder
from archive.web.app.operator_access import operators_only
from archive.web.app.page import page
from archive.web.app.parameters import Unclear, clear, is_number

# A check asks a site for some ten pages at polite intervals.
REFRESH_SECONDS = 3


class Result(TypedDict, total=False):
    """See scheduler.requested_sites; `error` is a sentence where it could not be done."""

    checkup: dict[str, object]
    name: str
    files: dict[str, str]
    error: str


@operators_only
@clear
async def view(datasette: Datasette, request: Request) -> Response:
    """The page shows itself again until the service has answered."""
    number = request.url_vars["number"]
    service = data_folder(datasette).service
    known = is_number(number)
    row = await asyncio.to_thread(operating.request_of, service, int(number)) if known else None
    if row is None or row["kind"] != "check":
        raise Unclear("no_check", 404, name=number[:40])
    added = await asyncio.to_thread(operating.addition_of, service, row["id"])
    result = result_of(row)
    values = {
        "row": row,
        "result": result,
        "texts": texts_of(result),
        "added": added,
        "added_result": result_of(added) if added else {},
        "section": "operator",
    }
    response = await page(datasette, request, "operator_check", values)
    if not row["ended_at"] or (added and not added["ended_at"]):
        response.headers["refresh"] = str(REFRESH_SECONDS)
    return response


def result_of(row: RequestRow) -> Result:
    """Empty while it is not answered."""
    found: Result = json.loads(row["result"]) if row["result"] else {}
    return found


def texts_of(result: Result) -> list[tuple[str, str]]:
    """Of the files that would be written those that a person reads: the outlet's and the text, by their names."""
    files = result.get("files", {})
    return [(path, b64decode(content).decode()) for path, content in files.items() if not path.endswith(".html")]
