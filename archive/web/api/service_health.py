"""GET /-/warraq/health: 200 where the service does its work, else 503; what is wrong, in sentences, for monitors."""

import asyncio

from archive.errors import WarraqError
from archive.times import now
from archive.web.app.compat import Datasette, Request, Response, data_folder, is_ours_to_mend
from archive.web.app.connection import TooSlowError, query
from archive.web.queries.service_health import followed, health

RECORD = "The record cannot be read. Is warraq.db whole? See the log of the reading room."


async def view(datasette: Datasette, request: Request) -> Response:  # noqa: ARG001 - a view's signature
    """The state as JSON; open to everybody, also where the archive is private."""
    try:
        names = await query(datasette, followed)
        answer = await asyncio.to_thread(health, data_folder(datasette), names, now())
    except (TooSlowError, WarraqError, OSError) as problem:
        return _answer({"status": "failing", "problems": [_sentence(problem)]}, 503)
    except Exception as problem:
        if not is_ours_to_mend(problem):
            raise
        return _answer({"status": "failing", "problems": [RECORD]}, 503)
    return _answer(answer, 200 if answer["status"] == "ok" else 503)


def _sentence(problem: Exception) -> str:
    if isinstance(problem, TooSlowError):
        return "The record does not answer in time."
    return "The configuration is wrong: warraq config check says where." if isinstance(problem, WarraqError) else RECORD


def _answer(content: object, status: int) -> Response:
    return Response.json(content, status=status, headers={"cache-control": "no-store"})
