"""A power cut at any step of the appender, between files and inside a group of records, loses nothing acknowledged."""

import io
import os
import random
from pathlib import Path

import pytest

from archive import data_folder
from archive.exchange import Capture
from archive.warc import appender as module
from archive.warc.appender import WarcAppender, close_file, repair
from archive.warc.files import files_of
from archive.warc.reader import exchanges
from tests.support.power_cuts import Disk, leave
from tests.warc.test_appender import an_exchange, back, end_of

CUTS = int(os.environ.get("WARRAQ_POWER_CUTS", "60"))
SEED = 20_261_126
FULL_AT = 4_000


def body(number: int) -> bytes:
    return random.Random(number).randbytes(900)


def written(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Disk:
    """Sixteen captures in five files, acknowledged one, two or three at a time, by two processes after each other."""
    disk = Disk(folder)
    for part in (module, data_folder):
        monkeypatch.setattr(part, "os", disk)

    def rename(path: Path, to: Path) -> Path:
        return disk.rename(path, to)

    monkeypatch.setattr(Path, "rename", rename)
    number = 0
    for shares in ((1, 2, 3, 1), (2, 1, 3, 3)):
        appender = WarcAppender(folder, "sample", full_at=FULL_AT)
        for share in shares:
            captures = [appender.append(an_exchange(body=body(number + one))) for one in range(share)]
            number += share
            appender.sync()
            disk.tell(captures)
        appender.close()
    monkeypatch.undo()
    return disk


def repaired(folder: Path, acknowledged: list[Capture]) -> None:
    """What the next start does, by the places that the record knows."""
    ends: dict[str, int] = {}
    for capture in acknowledged:
        ends[capture.warc_file] = max(end_of(capture), ends.get(capture.warc_file, 0))
    for path in files_of(folder, "sample"):
        repair(path, ends.pop(path.relative_to(folder).as_posix(), 0))
        close_file(path)
    assert ends == {}, "files of acknowledged captures are gone"


def demand_nothing_lost(folder: Path, acknowledged: list[Capture]) -> None:
    """After the next start everything acknowledged is there, nothing else is, and it can be appended to."""
    repaired(folder, acknowledged)
    appender = WarcAppender(folder, "sample", full_at=FULL_AT)
    acknowledged.append(appender.append(an_exchange(body=body(len(acknowledged)))))
    appender.close()
    assert [back(folder, one).body for one in acknowledged] == [body(n) for n in range(len(acknowledged))]
    left = [list(exchanges(io.BytesIO(path.read_bytes()))) for path in files_of(folder, "sample")]
    assert sum(map(len, left)) == len(acknowledged)


def test_a_power_cut_at_any_step_loses_nothing_acknowledged(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    disk = written(monkeypatch, tmp_path / "written")
    chance = random.Random(SEED)
    for cut in range(CUTS):
        folder = tmp_path / f"cut{cut}"
        folder.mkdir()
        told = leave(folder, disk.steps[: cut * (len(disk.steps) + 1) // CUTS], chance)
        demand_nothing_lost(folder, [capture for captures in told for capture in captures])


def test_a_kill_at_any_step_loses_nothing_acknowledged(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    disk = written(monkeypatch, tmp_path / "written")
    for step in range(0, len(disk.steps) + 1, 1 if CUTS > 60 else 3):
        folder = tmp_path / f"kill{step}"
        folder.mkdir()
        told = leave(folder, disk.steps[:step], None)
        demand_nothing_lost(folder, [capture for captures in told for capture in captures])
