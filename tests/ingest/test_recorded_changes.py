"""Changes that nobody judged in time, or whose lines are lost, are judged again from the kept pages."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.ingest.intake import Intake
from archive.ingest.replaying import open_for_replay, replay
from tests.support.made_pages import AT, OUTLET, rows, take
from tests.support.made_stories import HOUR, LONG_NOTE, NOTE, changed, kinds, others, story_page, taken, verdicts

KILLED = """
import os, signal, sys
from pathlib import Path
from archive.ingest._settling_changes import Settling
from archive.ingest.intake import Intake
from tests.support.made_pages import AT, OUTLET, take
from tests.support.made_stories import HOUR, NOTE, story_page
with Intake(Path(sys.argv[1]), OUTLET) as intake:
    take(intake, story_page(1))
    Settling.step = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
    take(intake, story_page(1, NOTE, at=AT + HOUR))
"""


def test_a_process_killed_between_commit_and_settling_leaves_it_to_the_next(data: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, str(data)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert kinds(data) == ["first", "unsettled"]
    taken(data, others())
    assert kinds(data) == ["first", "edit"]


def damage(path: Path) -> None:
    path.write_bytes(b"no database" * 999)


@pytest.mark.parametrize("lose", [Path.unlink, damage])
def test_lines_that_are_lost_or_damaged_lose_no_verdict_and_no_page(data: Path, lose: Callable[[Path], None]) -> None:
    taken(data, (*others(count=5), *changed(NOTE)))
    for path in data.glob("lines.db*"):
        lose(path)
    taken(data, others(NOTE, first=7, count=4))
    assert kinds(data) == ["first", "furniture"]
    assert len(rows(data, "SELECT 1 FROM articles")) == 10


def test_where_lines_cannot_be_kept_pages_are_taken_and_changes_wait(data: Path) -> None:
    data.mkdir()
    (data / "lines.db").mkdir()
    taken(data, (*changed(LONG_NOTE), *others()))
    assert kinds(data) == ["first", "unsettled"]
    (data / "lines.db").rmdir()
    taken(data, others(first=12))
    assert kinds(data) == ["first", "edit"]


def test_a_text_written_by_another_process_in_between_is_judged_behind_the_commit(intake: Intake, data: Path) -> None:
    take(intake, story_page(1))
    page = story_page(1, NOTE, at=AT + 2 * HOUR)
    prepared = intake.prepare(page)
    take(intake, story_page(1, LONG_NOTE, at=AT + HOUR))
    assert intake.store(page, prepared).kind == "unsettled"
    assert kinds(data)[1:] == ["edit", "edit"]
    assert verdicts(data) == [("unsettled", "edit", "judged")]


def test_a_replay_learns_anew_and_settles_by_it(data: Path) -> None:
    data.mkdir()
    (data / "lines.db").mkdir()
    taken(data, (*changed(NOTE), *others(NOTE, count=3)))
    (data / "lines.db").rmdir()
    assert kinds(data) == ["first", "unsettled"]
    with open_for_replay(DataFolder(data)) as writer:
        list(replay(writer, {"sample": OUTLET}))
    assert kinds(data) == ["first", "furniture"]


def test_what_another_process_judged_meanwhile_is_not_judged_over_it(intake: Intake, data: Path) -> None:
    take(intake, story_page(1))
    (version,) = intake.writer.store.column(int, "SELECT id FROM versions")
    assert not intake.writer.store.judge_anew(version, "edit", "furniture", "learned")
    assert (kinds(data), verdicts(data)) == (["first"], [])
