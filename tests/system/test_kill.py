"""What must survive kill -9 at any moment and a disk that fills up: everything acknowledged, and nothing twice."""

import os
import random
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.record.fulltext import alignment_mismatches
from archive.record.schema import migrations
from archive.sqlite import open_readonly
from tests.support.command import ALL, Command
from tests.support.killing import kill_all
from tests.support.outlet_server import OutletServer
from tests.support.waiting import wait_until

# 50 take two minutes; the suite makes do with fewer, each at another moment.
KILLS = int(os.environ.get("WARRAQ_KILLS", "3"))
ARTICLES = 56


def crawl_what_is_left(command: Command) -> None:
    """One more crawl; should a page have failed in it, one more of what failed, without the wait of 15 minutes."""
    lines = command.lines("crawl", *ALL)
    assert [line["cause"] for line in lines] == [""] * len(lines), lines
    if any(line["failed"] for line in lines):
        with closing(sqlite3.connect(command.data / "service.db")) as service, service:
            service.execute("UPDATE visits SET next_due = found_at WHERE failures > 0")
        command.lines("crawl", *ALL)


def unfinished(command: Command) -> list[tuple[object, ...]]:
    """What the private state says of addresses that are no articles yet."""
    with closing(sqlite3.connect(command.data / "service.db")) as service:
        waiting = service.execute("SELECT * FROM visits WHERE first_taken_at IS NULL OR failures > 0").fetchall()
        return [*waiting, *service.execute("SELECT * FROM held").fetchall()]


def demand_whole(command: Command) -> None:
    """Every article once, every file sound, every text read again from its bytes."""
    counted = command.rows("SELECT count(*), count(DISTINCT outlet || '/' || key) FROM articles")
    assert counted == [(ARTICLES, ARTICLES)], unfinished(command)
    assert command.rows("SELECT DISTINCT kind FROM versions") == [("first",)]
    assert command.rows("SELECT count(*) FROM versions") == [(ARTICLES,)]
    for check in ("integrity_check", "foreign_key_check"):
        assert command.rows(f"PRAGMA {check}") in ([("ok",)], [])
    connection = open_readonly(command.data / "warraq.db")
    connection.execute("PRAGMA query_only = OFF")
    assert alignment_mismatches(Database(connection)) == 0
    connection.close()
    assert command.lines("replay") == [{"read": ARTICLES, "changed": 0, "same": ARTICLES, "failed": 0}]


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="finds the processes to kill in /proc")
@pytest.mark.slow
def test_kill_9_at_any_moment_loses_nothing_and_doubles_nothing(tmp_path: Path, server: OutletServer) -> None:
    command = Command(tmp_path / "data", server.base_port)
    moments = random.Random(20_261_122)
    finished_early = 0
    for _ in range(KILLS):
        crawl = command.start("crawl", *ALL)
        try:
            crawl.wait(timeout=moments.uniform(0.3, 4.5))
            finished_early += 1
        except subprocess.TimeoutExpired:
            kill_all(command.data)
        crawl.communicate()
        if finished_early and command.rows("SELECT count(*) FROM articles") == [(ARTICLES,)]:
            demand_whole(command)
            command = Command(tmp_path / f"data{moments.random()}", server.base_port)
            finished_early = 0
    crawl_what_is_left(command)
    demand_whole(command)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=72m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("a small disk can only be mounted as root")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path) -> Path:
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as handle:
        try:
            while True:
                handle.write(b"\0" * 65_536)
        except OSError:
            pass
    return filler


def test_a_disk_that_fills_up_stops_the_crawl_with_exit_3_and_loses_nothing(
    small_disk: Path, server: OutletServer
) -> None:
    command = Command(small_disk / "data", server.base_port)
    crawl = command.start("crawl", *ALL)
    wait_until(lambda: (command.data / "warraq.db").exists() and any(command.data.rglob("*.warc.gz")))
    filler = fill(small_disk)
    _, err = crawl.communicate(timeout=60)
    assert (crawl.returncode, "Traceback" in err) == (3, False), err
    assert "disk is full" in err
    before = command.rows("SELECT count(*) FROM articles")[0][0]

    # Not even started while there is no room, and it says so.
    refused = command("crawl", "sample_wp")
    assert refused.returncode == 3
    assert "MB are free" in refused.stderr

    filler.unlink()
    after = {row["outlet"]: row for row in command.lines("crawl", *ALL)}
    assert before + sum(row["new"] for row in after.values()) == ARTICLES
    demand_whole(command)


def test_a_folder_that_belongs_to_another_program_is_refused(tmp_path: Path, server: OutletServer) -> None:
    command = Command(tmp_path / "data", server.base_port)
    command.data.mkdir()
    other = Database(command.data / "warraq.db")
    other.table("things").insert({"id": 1})
    other.close()
    done = command("crawl", "sample_wp")
    assert done.returncode == 4
    assert "another program" in done.stderr


def test_a_damaged_database_is_a_sentence(tmp_path: Path, server: OutletServer) -> None:
    command = Command(tmp_path / "data", server.base_port)
    command.data.mkdir()
    (command.data / "warraq.db").write_bytes(b"this is no database at all" * 100)
    done = command("crawl", "sample_wp")
    assert done.returncode == 4
    assert "not a database" in done.stderr


def test_migrating_twice_changes_nothing() -> None:
    database = Database(memory=True)
    migrations.apply(database)
    before = database.schema
    migrations.apply(database)
    assert database.schema == before
    database.close()
