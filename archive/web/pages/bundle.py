"""GET /article/ID.wacz: the evidence of one article in one file, made when it is asked for."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, closing
from threading import BoundedSemaphore
from typing import IO

from archive.data_folder import DataFolder
from archive.errors import BadConfiguration
from archive.evidence.bundle.bundle import Bundle, BundleTooLong, make_bundle, name_of
from archive.sqlite import one_state, open_readonly
from archive.web.app.compat import Datasette, Request, Response, data_folder
from archive.web.app.connection import harden
from archive.web.app.headers import KEPT, Send, as_file, start_answer
from archive.web.app.page import problem
from archive.web.app.redacted import missing

# Bytes of captures that are read back for a reader. Of an article that has more, `warraq bundle` makes it.
LONGEST = 32 * 1024 * 1024
CHUNK_BYTES = 256 * 1024
KIND = "application/wacz"
# Reading captures back takes the processor: one bundle at a time, few that wait for their turn, so that pages go on.
_thread = ThreadPoolExecutor(1, thread_name_prefix="bundle")
_places = BoundedSemaphore(4)


class _TooManyError(Exception):
    """Enough others wait."""


async def view(datasette: Datasette, request: Request, send: Send) -> Response | None:
    """Make it in a file that nobody else sees, then send that."""
    article_id = int(request.url_vars["id"])
    try:
        async with _made(data_folder(datasette), article_id) as (made, file):
            headers = {
                **KEPT,
                **as_file(name_of(article_id)),
                "content-type": KIND,
                "content-length": str(made.bytes),
            }
            await start_answer(send, 200, headers)
            while request.method != "HEAD" and (piece := await asyncio.to_thread(file.read, CHUNK_BYTES)):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
    except BadConfiguration:
        return await missing(datasette, request, "no_article", 404, id=article_id)
    except BundleTooLong:
        return await problem(datasette, request, "bundle_long", 413, id=article_id, limit=LONGEST >> 20)
    except _TooManyError:
        return await problem(datasette, request, "busy", 503)
    return None


@asynccontextmanager
async def _made(data: DataFolder, article_id: int) -> AsyncIterator[tuple[Bundle, IO[bytes]]]:
    with tempfile.TemporaryFile() as file:
        if not _places.acquire(blocking=False):
            raise _TooManyError
        # The place is free when the work has ended, whether or not who asked for it is still there.
        work = _thread.submit(_make, data, article_id, file)
        work.add_done_callback(lambda _: _places.release())
        made = await asyncio.wrap_future(work)
        file.seek(0)
        yield made, file


def _make(data: DataFolder, article_id: int, file: IO[bytes]) -> Bundle:
    with closing(open_readonly(data.record)) as connection:
        harden(connection)
        with one_state(connection):
            return make_bundle(connection, data, article_id, file, longest=LONGEST)
