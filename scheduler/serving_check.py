"""Does a data folder open as the reading room? Serve it for a moment on a free port and ask it two pages."""

import multiprocessing
import signal
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from archive.data_folder import DataFolder
from archive.errors import WarraqError
from archive.model import Outlet
from archive.record.store import read_record
from archive.upkeep.backup_set import Problem

HOST = "127.0.0.1"
STARTING_SECONDS, ANSWER_SECONDS = 60.0, 30.0


def ask_reading_room(root: Path, outlets: Sequence[Outlet]) -> list[Problem]:
    """What is wrong with the first page and the newest article's, as a reader gets them."""
    with closing(read_record(DataFolder(root).record)) as record:
        newest = record.execute("SELECT max(id) FROM articles").fetchone()[0]
    with _served(root, outlets) as address:
        pages = ["/", *([f"/article/{newest}"] if newest else [])]
        return [problem for page in pages if (problem := _ask(address, page))]


@contextmanager
def _served(root: Path, outlets: Sequence[Outlet]) -> Iterator[str]:
    with socket.create_server((HOST, 0)) as probe:
        port = int(probe.getsockname()[1])
    # A fresh interpreter: a server changes signals and threads of the process it is in.
    context = multiprocessing.get_context("spawn")
    room = context.Process(target=_serve, args=(root, port, tuple(outlets)), name="tried-reading-room")
    room.start()
    try:
        _wait_for(room, port)
        yield f"http://{HOST}:{port}"
    finally:
        room.terminate()
        room.join(15)
        if room.is_alive():
            room.kill()
            room.join()


def _serve(root: Path, port: int, outlets: tuple[Outlet, ...]) -> None:
    from archive.web.app.server import answer, create_app  # noqa: PLC0415 - only this process needs Datasette

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    app = create_app(root, outlets=outlets).app()
    with socket.create_server((HOST, port)) as listening:
        answer(app, [listening])


def _wait_for(room: multiprocessing.process.BaseProcess, port: int) -> None:
    deadline = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < deadline and room.is_alive():
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)
    raise WarraqError("The reading room does not start on the restored archive.")


def _ask(address: str, page: str) -> Problem | None:
    try:
        with urllib.request.urlopen(f"{address}{page}", timeout=ANSWER_SECONDS) as answer:  # noqa: S310 - our own
            answer.read()
    except (OSError, urllib.error.HTTPError) as problem:
        return {"what": "reading_room", "where": page, "why": f"no page came of it ({problem})"}
    return None
