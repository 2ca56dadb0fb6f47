"""Serving the reading room from a data folder or a download, in two processes where the machine has two cores."""

import multiprocessing
import os
import secrets
import signal
import socket
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

import uvicorn
from datasette.app import Datasette
from datasette.database import Database
from sqlite_utils.utils import sqlite3

from archive.errors import BadConfiguration
from archive.model import Outlet
from archive.publish.downloaded import describe, is_download
from archive.web.app.compat import DATABASE, READ_ONLY_SEARCH, arguments
from archive.web.app.failures import only_places
from archive.web.app.time_limits import IDLE_SECONDS, TimedProtocol

GRACE_SECONDS = 4
# Making a page takes one Python process whole. A second one halves the wait; the crawler wants the rest of the machine.
PROCESSES = min(2, os.cpu_count() or 1)


def create_app(
    data: Path, *, allow_sql: bool = False, secret: str | None = None, outlets: Iterable[Outlet] = ()
) -> Datasette:
    """Datasette with our pages over `data`/warraq.db, or over a downloaded file; its `.app()` is the ASGI application.

    `allow_sql` lets every visitor write SQL, and so keep this machine busy: for who serves nobody else. `secret` signs
    what forms send back. `outlets` are those whose rules tell which article an address is. Raises BadConfiguration
    where there is no record yet, or the file is no download.
    """
    if is_download(data):
        return _over_a_download(data, allow_sql, secret or secrets.token_hex(32), outlets)
    record = data / "warraq.db"
    if not record.is_file():
        raise BadConfiguration(f"There is no archive in {data} yet. Start one with: warraq crawl, or warraq import.")
    # A mutable file, which Datasette opens `mode=ro`: as an immutable one, a live record would read stale or corrupt.
    options = arguments(allow_sql=allow_sql, outlets=outlets)
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
    datasette = Datasette([], secret=secret, **arguments(describe(file), allow_sql=allow_sql, outlets=outlets))
    # Without files it brings an empty database along.
    datasette.remove_database("_memory")
    datasette.add_database(_Downloaded(datasette, str(file)), name=DATABASE)
    return datasette


def serve(data: Path, host: str, port: int, *, allow_sql: bool = False, outlets: Sequence[Outlet] = ()) -> None:
    """Serve until SIGINT or SIGTERM. No access log: readers' addresses are written nowhere.

    Raises BadConfiguration where there is no record yet, or the address cannot be listened on.
    """
    # One secret: the form that one process wrote may be sent back to the other.
    secret = secrets.token_hex(32)
    app = create_app(data, allow_sql=allow_sql, secret=secret, outlets=outlets).app()
    with listener(host, port) as listening, _others(data, allow_sql, secret, (host, port), outlets) as others:
        _answer(app, listening, others)


@contextmanager
def _others(*values: Any) -> Iterator[list[int]]:
    """The processes beside this one, as what tells their end; they end with this one."""
    context = multiprocessing.get_context("spawn")
    started = [context.Process(target=_answer_beside, args=values, name="reader") for _ in range(1, PROCESSES)]
    for process in started:
        process.start()
    try:
        yield [process.sentinel for process in started]
    finally:
        for process in started:
            process.terminate()
            process.join()


def _answer_beside(
    data: Path, allow_sql: bool, secret: str, address: tuple[str, int], outlets: Sequence[Outlet]
) -> None:
    parent = multiprocessing.parent_process()
    app = create_app(data, allow_sql=allow_sql, secret=secret, outlets=outlets).app()
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with _listening(*address, family) as listening:
        _answer(app, listening, [parent.sentinel] if parent else [])


def _answer(app: Any, listening: socket.socket, others: Sequence[int]) -> None:
    """Answer until a signal, or until one of the others has ended: none of them goes on alone, unwatched."""
    server = uvicorn.Server(config(app))

    def end_with_the_others() -> None:
        wait(others)
        server.should_exit = True

    if others:
        threading.Thread(target=end_with_the_others, daemon=True).start()
    # Once it has shut down, uvicorn raises the signal that stopped it again; SIGTERM would kill us before the others.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt), only_places():
        server.run(sockets=[listening])


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


def listener(host: str, port: int) -> socket.socket:
    """A listening socket, beside which others may listen to take turns. Raises BadConfiguration where there is none.

    Not one socket for all: whoever is awake first would take every connection that waits, and keep it.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        # Alone first: another program's socket could be open to company, too.
        with socket.create_server((host, port), family=family) as alone:
            port = alone.getsockname()[1]
        return _listening(host, port, family)
    except OSError as problem:
        raise BadConfiguration(
            f"Nothing can be served on {host} port {port} ({problem.strerror}). Name another port with --port."
        ) from problem


def _listening(host: str, port: int, family: socket.AddressFamily) -> socket.socket:
    listening = socket.create_server((host, port), family=family, backlog=2048, reuse_port=True)
    # Handed down to every connection; asyncio sets it only where a socket's protocol is named. Without it the end of
    # an answer waits 40 ms for the reader to acknowledge its beginning (RFC 1122, 4.2.3.2 and 4.2.3.4).
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening
