"""What goes by age, and that a clock which was set makes nothing old."""

import os
import time
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from archive.configuration import Retention
from archive.crawl_state.held import HeldPages
from archive.crawl_state.runs import COUNTS, RunLog
from archive.data_folder import DataFolder
from archive.sqlite import open_readonly
from archive.times import now
from archive.upkeep.pruning import CLOCK_SET, prune


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path).make()


def run(data: DataFolder, outlet: str, at: datetime) -> None:
    result = {"outlet": outlet, "cause": "", "seconds": 1.0} | dict.fromkeys(COUNTS, 0)
    with RunLog(data.service) as run_log:
        run_log.ended(result, at, at)


def aged(data: DataFolder) -> None:
    """All runs as of an earlier start of the machine, whose steady clock says nothing now."""
    with RunLog(data.service) as run_log:
        run_log.write("UPDATE runs SET boot_id = 'before'")


def counted(data: DataFolder, table: str) -> int:
    with closing(open_readonly(data.service)) as service:
        return int(service.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - a name of ours


def test_runs_decided_pages_and_logs_go_when_they_are_old_and_each_outlets_newest_run_stays(data: DataFolder) -> None:
    at = now()
    for days in (500, 401, 399, 1):
        run(data, "one", at - timedelta(days=days))
    run(data, "silent", at - timedelta(days=900))
    aged(data)
    with HeldPages(data.service) as held:
        for n, decision in enumerate(("dropped", "")):
            held.hold("one", f"https://one.example/{n}", "short", "", None, at - timedelta(days=401))
            held.decide(n + 1, decision, "short")
    data.logs.mkdir()
    for name, days in (("old.jsonl", 31), ("new.jsonl", 29)):
        (data.logs / name).write_text("{}")
        os.utime(data.logs / name, (time.time() - days * 86_400,) * 2)
    said = prune(data, Retention(), at, dry_run=True)
    assert (said.runs, said.held, said.logs, said.bytes) == (2, 1, ("old.jsonl",), 2)
    assert (counted(data, "runs"), counted(data, "held"), len(list(data.logs.iterdir()))) == (5, 2, 2)
    assert prune(data, Retention(), at) == said
    assert (counted(data, "runs"), counted(data, "held")) == (3, 1)
    assert [path.name for path in data.logs.iterdir()] == ["new.jsonl"]


@pytest.mark.parametrize("years", [5, -5])
def test_a_clock_that_was_set_since_the_machine_started_makes_nothing_old(data: DataFolder, years: int) -> None:
    at = now()
    run(data, "one", at - timedelta(days=500))
    run(data, "one", at - timedelta(days=450))
    aged(data)
    run(data, "one", at)
    moved = at + timedelta(days=365 * years)
    run(data, "one", moved)
    pruned = prune(data, Retention(), moved)
    assert (pruned.runs, pruned.kept_because, counted(data, "runs")) == (0, CLOCK_SET, 4)
    assert prune(data, Retention(), at).runs == 2


def test_a_folder_in_which_nothing_was_ever_done_has_nothing_to_lose(tmp_path: Path) -> None:
    pruned = prune(DataFolder(tmp_path), Retention(), now())
    assert (pruned.published, pruned.runs, pruned.bytes) == ((), 0, 0)
