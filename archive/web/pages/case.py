"""GET /desk/list/ID.zip: a reading list as a case file, made when it is asked for."""

import asyncio
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import BoundedSemaphore

from archive.desk.case_file import make_case_file
from archive.desk.lists import list_of
from archive.desk.store import Desk
from archive.evidence.bundle.bundle import BundleTooLong
from archive.sqlite import one_state, open_readonly
from archive.web.app.compat import Datasette, Request, Response, data_folder, download, record
from archive.web.app.connection import harden
from archive.web.app.desk_access import at_the_desk, on_desk
from archive.web.app.headers import as_file
from archive.web.app.page import problem
from archive.web.app.parameters import Unclear, clear

# Bytes of captures that are read back for a reader. Of a list that has more, `warraq case` makes it.
LONGEST = 32 * 1024 * 1024
KIND = "application/zip"
# Reading captures back takes the processor: one case file at a time, few that wait, so that pages go on.
_thread = ThreadPoolExecutor(1, thread_name_prefix="case")
_places = BoundedSemaphore(4)


@at_the_desk
@clear
async def view(datasette: Datasette, request: Request) -> Response:
    """Raises Unclear for a list that is not there; a downloaded file has no captures, and no case files."""
    list_id, data = int(request.url_vars["id"]), data_folder(datasette)
    if download(datasette):
        raise Unclear("no_case", 404)

    def write(desk: Desk) -> bytes | None:
        chosen = list_of(desk, list_id)
        if chosen is None:
            return None
        with closing(open_readonly(record(datasette))) as connection, tempfile.TemporaryFile() as file:
            harden(connection)
            with one_state(connection):
                make_case_file(desk, connection, data, chosen, file, longest=LONGEST)
            file.seek(0)
            return file.read()

    if not _places.acquire(blocking=False):
        return await problem(datasette, request, "busy", 503)
    try:
        loop = asyncio.get_running_loop()
        made = await loop.run_in_executor(_thread, on_desk, datasette, request, write)
    except BundleTooLong:
        raise Unclear("case_too_long", 422) from None
    finally:
        _places.release()
    if made is None:
        raise Unclear("no_list", 404)
    return Response(made, 200, as_file(f"case-{list_id}.zip"), KIND)
