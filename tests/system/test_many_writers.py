"""Several processes on one data folder: nobody waits for another's slow page, nothing is written twice or torn."""

import json
import multiprocessing
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from archive.crawl_state.held import HeldPages
from archive.crawl_state.runs import RunLog
from archive.data_folder import DataFolder
from archive.errors import WarraqError
from archive.exchange import Page
from archive.ingest.foreign_files import Bad
from archive.ingest.importer import Importer
from archive.ingest.intake import Intake
from archive.ingest.replaying import open_for_replay, replay
from archive.ingest.session import Writer
from archive.model import Outlet, Reading
from archive.reading.worker import Reader
from archive.record.fulltext import alignment_mismatches
from archive.sqlite import open_readonly
from tests.support.made_pages import AT, OUTLET, TEXT, page_of, rows, take
from tests.support.whole_suite import ONLY_WHOLE

SPAWN = multiprocessing.get_context("spawn")
ARTICLES = 12


class Watching(Reader):
    """A real reader that notes whether the record was locked while it read."""

    def __init__(self, writer: Writer) -> None:
        super().__init__()
        self.writer = writer
        self.locked: list[bool] = []

    def read_and_judge(self, page: Page, outlet: Outlet) -> tuple[Reading, str]:
        self.locked.append(self.writer.store.db.conn.in_transaction)
        return super().read_and_judge(page, outlet)


def lines(path: Path) -> Path:
    pages = [page_of(f"{TEXT} {n}", url=f"https://sample.example/{70000 + n}/") for n in range(ARTICLES)]
    given = [{"url": page.url, "html": page.body.decode(), "fetched_at": AT.isoformat()} for page in pages]
    path.write_text("\n".join(map(json.dumps, given)))
    return path


def test_nobody_waits_while_an_import_or_a_replay_reads_a_page(tmp_path: Path) -> None:
    data = DataFolder(tmp_path / "data")
    with Writer(data, "import") as writer:
        writer.reader = watching = Watching(writer)
        list(Importer(writer, {"sample": OUTLET}).run(lines(tmp_path / "a.jsonl")))
        list(replay(writer, {"sample": OUTLET}))
        assert watching.locked == [False] * (2 * ARTICLES)


def enter(data: Path, name: str, source: Path, barrier: Any) -> None:
    """One process: a crawl or an import of the same articles as every other, or a replay of whatever is there."""
    barrier.wait(60)
    if name == "replay":
        with open_for_replay(DataFolder(data)) as writer:
            for _ in range(10):
                list(replay(writer, {"sample": OUTLET}))
        return
    with Writer(DataFolder(data), name) as writer:
        if name == "import":
            assert not any(isinstance(done, Bad) for done, _ in Importer(writer, {"sample": OUTLET}).run(source))
            return
        with Intake(data, OUTLET, writer) as intake:
            for n in range(ARTICLES):
                take(intake, page_of(f"{TEXT} {n}", url=f"https://sample.example/{70000 + n}/", at=AT))


@pytest.mark.slow
@ONLY_WHOLE
def test_processes_that_meet_on_a_new_folder_and_on_the_same_articles_write_each_once(tmp_path: Path) -> None:
    data, source = tmp_path / "data", lines(tmp_path / "a.jsonl")
    names = ("first", "second", "import", "replay")
    barrier = SPAWN.Barrier(len(names))
    processes = [SPAWN.Process(target=enter, args=(data, name, source, barrier)) for name in names]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
        assert process.exitcode == 0
    assert rows(data, "SELECT count(*) AS n, count(DISTINCT key) AS keys FROM articles") == [
        {"n": ARTICLES, "keys": ARTICLES}
    ]
    assert rows(data, "SELECT kind, count(*) AS n FROM versions GROUP BY kind") == [{"kind": "first", "n": ARTICLES}]
    assert rows(data, "SELECT count(*) AS n FROM captures WHERE article_id IS NULL") == [{"n": 0}]
    connection = open_readonly(data / "warraq.db")
    connection.execute("PRAGMA query_only = OFF")
    assert alignment_mismatches(Database(connection)) == 0
    connection.close()


def test_a_page_held_in_a_batch_that_fails_is_not_noted_with_a_row_that_never_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"url": "https://sample.example/70001/", "html": "<html><body>قصير</body></html>"}))

    def fail() -> None:
        raise sqlite3.OperationalError("made")

    with Writer(DataFolder(tmp_path / "data"), "import") as writer:
        with monkeypatch.context() as patched:
            patched.setattr(writer.warc, "sync", lambda: fail() if writer.store.db.conn.in_transaction else None)
            with pytest.raises(sqlite3.OperationalError):
                list(Importer(writer, {"sample": OUTLET}).run(path))
        assert not writer.held_pages.exists("SELECT 1 FROM held")


def test_many_who_open_a_new_folder_in_the_same_moment_all_get_in(tmp_path: Path) -> None:
    """Two crawls of a first `warraq crawl` do so: one of them was told "locked" now and then, and its run was lost."""
    meeting = threading.Barrier(6)

    def open_and_close(path: Path) -> None:
        meeting.wait()
        RunLog(path).close()

    with ThreadPoolExecutor(6) as pool:
        for n in range(60):
            path = tmp_path / f"{n}.db"
            list(pool.map(open_and_close, [path] * 6))


@pytest.mark.parametrize("name", ["warraq.db", "service.db"])
def test_a_file_that_is_no_database_is_told_in_a_sentence_and_everything_is_closed(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"this is no database at all" * 100)
    with pytest.raises(WarraqError, match=f"{name} is not a database"):
        Writer(DataFolder(tmp_path), "x")
    if name == "service.db":
        with pytest.raises(WarraqError, match="not a database"):
            HeldPages(tmp_path / name)
    else:
        with pytest.raises(WarraqError, match="cannot be read"):
            open_readonly(tmp_path / name)
