"""Does a data folder open as the reading room? Serve it for a moment on a free port and ask it two pages."""

import threading
import urllib.error
import urllib.request
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from archive.data_folder import DataFolder
from archive.model import Outlet
from archive.record.store import read_record
from archive.upkeep.backup_set import Problem
from scheduler.reading_room import ReadingRoom
from scheduler.web_process import Served

HOST = "127.0.0.1"
ANSWER_SECONDS = 30.0


def ask_reading_room(root: Path, outlets: Sequence[Outlet]) -> list[Problem]:
    """What is wrong with the first page and the newest article's, as a reader gets them. To be called by the main
    thread. Raises WarraqError where the reading room does not start."""
    with closing(read_record(DataFolder(root).record)) as record:
        newest = record.execute("SELECT max(id) FROM articles").fetchone()[0]
    with ReadingRoom(HOST, 0, Served(root, tuple(outlets))) as room:
        room.start(threading.Event())
        pages = ["/", *([f"/article/{newest}"] if newest else [])]
        return [problem for page in pages if (problem := _ask(f"http://{HOST}:{room.port}", page))]


def _ask(address: str, page: str) -> Problem | None:
    try:
        with urllib.request.urlopen(f"{address}{page}", timeout=ANSWER_SECONDS) as answer:  # noqa: S310 - our own
            answer.read()
    except (OSError, urllib.error.HTTPError) as problem:
        return {"what": "reading_room", "where": page, "why": f"no page came of it ({problem})"}
    return None
