"""What must survive kill -9 at any moment and a disk that fills up: everything acknowledged, and nothing twice."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.record.schema import migrations
from tests.support.command import ALL, Command
from tests.support.crawled_samples import ARTICLES, crawl_what_is_left, demand_crawled
from tests.support.killing import Killer, seconds_of
from tests.support.outlet_server import OutletServer
from tests.support.waiting import wait_until
from tests.support.whole_suite import ONLY_WHOLE

# 50 take three minutes; the suite makes do with fewer, each at another moment.
KILLS = int(os.environ.get("WARRAQ_KILLS", "1"))


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="finds the processes to kill in /proc")
@pytest.mark.slow
def test_kill_9_at_any_moment_loses_nothing_and_doubles_nothing(tmp_path: Path, server: OutletServer) -> None:
    killer, rounds = Killer(20_261_122), 0
    takes = seconds_of(lambda: Command(tmp_path / "whole", server.base_port)("crawl", *ALL))
    command = Command(tmp_path / "data", server.base_port)
    while killer.kills < KILLS:
        ended = not killer.strike(command, "crawl", *ALL, within=(0.05 * takes, 1.1 * takes))
        # Measured in a busy moment it would let every crawl end before its kill.
        takes *= 0.7 if ended else 1
        if ended or killer.kills >= KILLS:
            crawl_what_is_left(command)
            demand_crawled(command)
            rounds += 1
            command = Command(tmp_path / f"data{rounds}", server.base_port)
    print(f"crawls: {killer.kills} kills, {rounds} times whole")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=84m", "tmpfs", str(folder)], capture_output=True, check=False
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


@ONLY_WHOLE
def test_a_disk_that_fills_up_stops_the_crawl_with_exit_3_and_loses_nothing(
    small_disk: Path, server: OutletServer
) -> None:
    command = Command(small_disk / "data", server.base_port)
    crawl = command.start("crawl", *ALL)
    wait_until(lambda: (command.data / "warraq.db").exists() and any(command.data.rglob("*.warc.gz*")))
    filler = fill(small_disk)
    _, err = crawl.communicate(timeout=60)
    assert (crawl.returncode, "Traceback" in err) == (3, False), err
    assert "disk is full" in err

    # Not even started while there is no room, and it says so.
    refused = command("crawl", "sample_wp")
    assert refused.returncode == 3
    assert "MB are free" in refused.stderr

    filler.unlink()
    before = command.rows("SELECT count(*) FROM articles")[0][0]
    after = {row["outlet"]: row for row in command.lines("crawl", *ALL)}
    assert before + sum(row["new"] for row in after.values()) == ARTICLES
    demand_crawled(command)


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
