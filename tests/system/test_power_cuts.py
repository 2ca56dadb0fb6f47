"""Publishing and redacting under power cuts and kills: what was there is there, what is told is whole, nothing is left.

The system calls of the real commands are recorded with every byte, and a part of them is lost
(tests.support.power_cuts).
"""

import os
import random
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from archive.crawl_state.redactions import Redactions
from archive.data_folder import DataFolder
from archive.evidence.checkpoint import sign
from archive.ingest.session import Writer
from archive.publish.manifest import tidy
from archive.publish.snapshot import publish
from archive.publish.verifier_file import put
from archive.record.store import open_record
from archive.redaction.apply import begin, finish
from archive.redaction.plan import Wanted, plans
from archive.times import now
from archive.upkeep.verifying import verify
from tests.support.command import WARRAQ, Command
from tests.support.made_archive import FURAT, STREET, Made, take
from tests.support.power_cuts import Step, leave
from tests.support.recorded_calls import recorded
from tests.support.redacted_archive import copied, files_with, make
from tests.support.soundness import demand_published

CUTS = int(os.environ.get("WARRAQ_POWER_CUTS", "2"))
SEED = 20_261_127
SITE = "https://archive.example"
UNCHANGING = ("sync", "folder", "told")
Check = Callable[[DataFolder, bool], None]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> tuple[DataFolder, int]:
    """Published and signed once, with an article more since; and the number of one that is to go."""
    root = (tmp_path_factory.mktemp("cuts") / "data").resolve()
    number = make(root)
    data = DataFolder(root)
    sign(data, SITE)
    put(data)
    with Writer(data, "made") as writer:
        new = Made(FURAT, "new", "خبر بعد النشر الأول", STREET.format(n=92), 1)
        take(writer, new, now() - timedelta(hours=1))
    return data, number


def steps_of(data: DataFolder, folder: Path, *words: str) -> list[Step]:
    """What a command does to a copy of an archive, in its order."""
    copy = copied(data.root, folder / "traced")
    command = Command(copy.root, 0)
    argv = [sys.executable, str(WARRAQ), *words]
    steps = recorded(argv, copy.root, folder / "steps", command.environment)
    if steps is None:
        pytest.skip("needs Linux on x86_64 or aarch64 that lets a process trace its children")
    shutil.rmtree(copy.root)
    return steps


def left(data: DataFolder, folder: Path, steps: list[Step]) -> Iterator[DataFolder]:
    """The archive after kills and cuts of the power, spread over the steps, the last cut behind all of them: with as
    many as there are steps or more, a kill before each that changes a file. What a process wrote outlives it, synced
    or not, so a kill before a sync leaves what one behind it does."""
    changing = [number for number, step in enumerate(steps) if step.kind not in UNCHANGING]
    chance, kills = random.Random(SEED), min(CUTS, len(changing))
    killed: list[tuple[int, random.Random | None]] = [
        (changing[n * len(changing) // kills], None) for n in range(kills)
    ]
    cut = [((n + 1) * len(steps) // CUTS, chance) for n in range(CUTS)]
    for number, luck in (*killed, *cut):
        copy = copied(data.root, folder / "left")
        leave(copy.root, steps[:number], luck)
        yield copy
        shutil.rmtree(copy.root)
    print(f"{len(steps)} steps, {len(changing)} that change a file: {len(killed)} kills, {len(cut)} cuts of the power")


def articles(data: DataFolder) -> int:
    with closing(open_record(data.record)) as store:
        assert store.db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return int(store.db.execute("SELECT count(*) FROM articles").fetchone()[0])


def bad(data: DataFolder) -> list[object]:
    return list(verify(data, {}).bad)


def test_a_cut_publish_leaves_only_whole_files_that_are_told_of_and_the_next_one_leaves_nothing_of_it(
    archive: tuple[DataFolder, int], tmp_path: Path
) -> None:
    data, _ = archive
    steps, before = steps_of(data, tmp_path, "publish"), articles(data)
    assert {"made", "write", "sync", "renamed", "removed"} <= {step.kind for step in steps}
    for number, one in enumerate(left(data, tmp_path, steps)):
        assert articles(one) == before
        tidy(one)
        demand_published(one.published)
        if number % 4 == 1:
            made = publish(one)
            sign(one, SITE, one.published / made.file)
            demand_published(one.published)
            assert bad(one) == []


def test_a_cut_redaction_is_ended_by_the_next_and_nothing_is_found_then(
    archive: tuple[DataFolder, int], tmp_path: Path
) -> None:
    data, number = archive
    words = ("redact", str(number), "--reason", "safety", "--level", "erase", "--other-pages")
    steps, before = steps_of(data, tmp_path, *words), articles(data)
    for one in left(data, tmp_path, steps):
        finish(one)
        if files_with(one.root):
            # It was never told to have begun.
            wanted = Wanted(ids=(number,), level="erase", reason="safety", other_pages=True)
            with closing(open_record(one.record)) as store, Redactions(one.service) as redactions:
                begin(redactions, plans(one, store, redactions, wanted), None)
            finish(one)
        assert articles(one) == before - 1
        assert files_with(one.root) == []
        assert bad(one) == []
