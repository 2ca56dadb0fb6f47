"""Serving the reading room from a data folder or a download, on sockets that somebody else opened."""

import asyncio
import gc
import secrets
import signal
import socket
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import uvicorn
from datasette.app import Datasette
from datasette.database import Database
from sqlite_utils.utils import sqlite3

from archive.data_folder import DataFolder
from archive.errors import BadConfiguration
from archive.model import Outlet
from archive.publish.downloaded import describe, is_download
from archive.web.app.access import Access, configured
from archive.web.app.compat import DATABASE, READ_ONLY_SEARCH, arguments
from archive.web.app.failures import only_places
from archive.web.app.time_limits import IDLE_SECONDS, TimedProtocol

GRACE_SECONDS = 4
# So many new objects before those among them that refer to each other in circles are looked for.
_COLLECT_AFTER = 10_000
FIRST_REQUEST_SECONDS, ASKED_AGAIN_SECONDS = 1.0, 0.05


def create_app(
    data: Path,
    *,
    allow_sql: bool = False,
    secret: str | None = None,
    outlets: Iterable[Outlet] = (),
    access: Access | None = None,
) -> Datasette:
    """Datasette with our pages over `data`/warraq.db, or over a downloaded file; its `.app()` is the ASGI application.

    `allow_sql` lets every visitor write SQL, and so keep this machine busy: for who serves nobody else. `secret` signs
    what forms send back. `outlets` are those whose rules tell which article an address is.
    `access`: who may see what, if not as the folder's configuration says. Raises BadConfiguration where there is no
    record yet, the file is no download, or nobody could sign in to a private archive.
    """
    if is_download(data):
        return _over_a_download(data, allow_sql, secret or secrets.token_hex(32), outlets)
    record = data / "warraq.db"
    if not record.is_file():
        raise BadConfiguration(f"There is no archive in {data} yet. Start one with: warraq crawl, or warraq import.")
    # A mutable file, which Datasette opens `mode=ro`: as an immutable one, a live record would read stale or corrupt.
    (access or configured(DataFolder(data))).demand_accounts()
    options = arguments(allow_sql=allow_sql, outlets=outlets, access=access)
    datasette = Datasette([str(record)], secret=secret or secrets.token_hex(32), **options)
    datasette.remove_database(DATABASE)
    datasette.add_database(SilentDatabase(datasette, str(record)), name=DATABASE)
    return datasette


class SilentDatabase(Database):  # type: ignore[misc]
    """Datasette's, which prints every statement that failed, with the words that were asked for; this one does not."""

    async def execute(self, *args: Any, **more: Any) -> Any:
        return await super().execute(*args, **more | {"log_sql_errors": False})


class _Downloaded(SilentDatabase):
    """A file of any name: Datasette writes names into the addresses of files as they are, marks and all."""

    async def table_names(self) -> list[str]:
        """All but the one that is an error to anybody who asks it nothing, as counting its rows does."""
        found: list[str] = await super().table_names()
        return [name for name in found if name not in READ_ONLY_SEARCH]

    def connect(self, write: bool = False) -> sqlite3.Connection:  # noqa: ARG002 - nothing writes it
        address = f"{Path(self.path).absolute().as_uri()}?mode=ro"
        connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        self._all_file_connections.append(connection)
        return connection


def _over_a_download(file: Path, allow_sql: bool, secret: str, outlets: Iterable[Outlet]) -> Datasette:
    options = arguments(describe(file), allow_sql=allow_sql, outlets=outlets, access=Access())
    datasette = Datasette([], secret=secret, **options)
    # Without files it brings an empty database along.
    datasette.remove_database("_memory")
    datasette.add_database(_Downloaded(datasette, str(file)), name=DATABASE)
    return datasette


class _Server(uvicorn.Server):
    """One that is replaced while readers ask: uvicorn drops connections whose request it has not read yet."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        deadline = time.monotonic() + FIRST_REQUEST_SECONDS
        await asyncio.sleep(ASKED_AGAIN_SECONDS)
        while self._is_asked_soon() and time.monotonic() < deadline:
            await asyncio.sleep(ASKED_AGAIN_SECONDS)
        await super().shutdown(sockets)

    def _is_asked_soon(self) -> bool:
        """Is anybody connected who has not asked for anything yet?"""
        return any(isinstance(one, TimedProtocol) and one.cycle is None for one in self.server_state.connections)


def answer(app: Any, sockets: Sequence[socket.socket], *, json_log: bool = False) -> None:
    """Answer on these listening sockets until SIGINT or SIGTERM. No access log: readers' addresses are written nowhere.

    What fails is told on standard error as its kind and place, with `json_log` one JSON object a line.
    """
    server = _Server(config(app))
    look_through_less()
    # Once it has shut down, uvicorn raises the signal that stopped it again; SIGTERM would end us without a word.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt), only_places(json_log=json_log):
        server.run(sockets=[*sockets])


def look_through_less() -> None:
    """What is loaded by now stays: an answer of some ten thousand rows is not to wait until all of it has been looked
    through for what nobody refers to any more, some 80 ms."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_COLLECT_AFTER)


def config(app: Any, protocol: type[TimedProtocol] = TimedProtocol) -> uvicorn.Config:
    """How uvicorn serves: its log lines are left to ours, and it waits for nobody without end."""
    return uvicorn.Config(
        app,
        http=protocol,
        ws="none",
        log_config=None,
        # Its warnings are of requests that are none, one a line: whoever sends them could fill the disk.
        log_level="error",
        access_log=False,
        server_header=False,
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
