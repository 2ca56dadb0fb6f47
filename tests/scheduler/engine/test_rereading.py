"""Pages read again by others: the record becomes what it becomes without them, and no work is done twice."""

import shutil
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from scheduler.engine import rereading
from scheduler.engine.interface import Answer, Coming, Engine, Job, WorkerDied
from scheduler.engine.local import InProcess, Processes
from scheduler.engine.rereading import Rereads
from tests.support.paths import SAMPLE_OUTLETS
from tests.support.reread_archive import make, replayed, shards_in, written

PAGES = 15


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WARRAQ_OUTLETS", str(SAMPLE_OUTLETS))
        patch.setenv("WARRAQ_ALLOW_PRIVATE", "1")
        return make(tmp_path_factory.mktemp("kept") / "data", PAGES)


@pytest.fixture
def data(kept: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    """A copy of it."""
    monkeypatch.setenv("WARRAQ_OUTLETS", str(SAMPLE_OUTLETS))
    monkeypatch.setenv("WARRAQ_ALLOW_PRIVATE", "1")
    monkeypatch.setattr(rereading, "PAGES", 2)
    return DataFolder(Path(shutil.copytree(kept.root, tmp_path / "data")))


class Watched(InProcess):
    """Counts the units that are asked for, and stops after `most`."""

    def __init__(self, most: int = 10**6) -> None:
        self.most, self.done = most, 0

    def map(self, job: Job, units: Iterable[str], place: str) -> Coming:
        for answer in super().map(job, units, place):
            if self.done == self.most:
                raise KeyboardInterrupt
            self.done += 1
            yield answer


class Deadly(InProcess):
    """Its worker dies of one unit."""

    def map(self, job: Job, units: Iterable[str], place: str) -> Coming:
        units = list(units)
        for answer in super().map(job, units, place):
            is_poison = answer.unit == min(units)
            yield Answer(answer.unit, None, WorkerDied()) if is_poison and "aspx" in answer.unit else answer


@pytest.mark.parametrize("engine", [InProcess(), Processes(2)], ids=["in this process", "a pool"])
def test_the_record_becomes_what_it_becomes_without_an_engine(data: DataFolder, tmp_path: Path, engine: Engine) -> None:
    alone = DataFolder(Path(shutil.copytree(data.root, tmp_path / "alone")))
    expected, _ = replayed(alone, None, "")
    happened, reader = replayed(data, engine, str(tmp_path / "place"))
    assert happened == expected
    assert set(happened.values()) == {"changed", "same"}
    assert written(data) == written(alone)
    # Not one page was read here.
    assert reader is not None
    assert (reader.found, reader.missed) == (PAGES, 0)


def test_shards_are_the_same_bytes_whatever_made_them(data: DataFolder, tmp_path: Path) -> None:
    replayed(DataFolder(Path(shutil.copytree(data.root, tmp_path / "other"))), InProcess(), str(tmp_path / "one"))
    replayed(data, Processes(2), str(tmp_path / "two"))
    one, two = shards_in(tmp_path / "one"), shards_in(tmp_path / "two")
    assert len(one) == 20
    # A receipt names its plan, which says where the captures lie.
    assert {name: one[name] for name in one if "shard" in name} == {name: two[name] for name in two if "shard" in name}


def test_an_interrupted_replay_goes_on_where_it_was(data: DataFolder, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        replayed(data, Watched(4), str(tmp_path / "place"))
    before = {name: path.stat().st_ino for name, path in _files(tmp_path / "place").items()}
    assert len(before) >= 8
    happened, reader = replayed(data, Watched(), str(tmp_path / "place"))
    after = {name: path.stat().st_ino for name, path in _files(tmp_path / "place").items()}
    assert {name: after[name] for name in before} == before
    assert reader is not None
    assert (len(happened), reader.missed) == (PAGES, 0)


def _files(place: Path) -> dict[str, Path]:
    return {path.name: path for path in place.rglob("*") if path.suffix in (".shard", ".receipt")}


def test_pages_of_a_held_unit_are_left_alone_and_told(data: DataFolder, tmp_path: Path) -> None:
    before = written(data)
    happened, _ = replayed(data, Deadly(), str(tmp_path / "place"))
    failed = [article for article, what in happened.items() if what == "failed"]
    assert len(failed) == 2
    assert before != written(data)


def test_a_shard_that_is_lost_before_it_is_taken_costs_time_alone(data: DataFolder, tmp_path: Path) -> None:
    class Losing(InProcess):
        def map(self, job: Job, units: Iterable[str], place: str) -> Coming:
            for answer in super().map(job, units, place):
                Path(place, f"{answer.unit}.shard").unlink()
                yield answer

    alone = DataFolder(Path(shutil.copytree(data.root, tmp_path / "alone")))
    expected, _ = replayed(alone, None, "")
    happened, reader = replayed(data, Losing(), str(tmp_path / "place"))
    assert (happened, written(data)) == (expected, written(alone))
    assert reader is not None
    assert reader.missed == PAGES


def test_object_storage_gets_the_captures_and_is_left_empty(data: DataFolder, tmp_path: Path) -> None:
    pytest.importorskip("fsspec", reason="the extra warraq[cluster] is not installed")
    from archive.ingest.replaying import open_for_replay  # noqa: PLC0415
    from spiders.registry import outlets  # noqa: PLC0415

    place = f"file://{tmp_path}/bucket"
    gone = min(data.warc.rglob("*.warc.gz*"))
    gone.unlink()
    happened, reader = replayed(data, InProcess(), place)
    assert reader is not None
    assert list(happened.values()).count("failed") == PAGES // 5
    assert (len(happened), reader.found) == (PAGES, PAGES - PAGES // 5)
    with open_for_replay(data) as writer, closing(writer.reader):
        rereads = Rereads(writer, outlets(), place, lambda *_: None)
        assert any(path.is_file() for path in (tmp_path / "bucket").rglob("*"))
        rereads.remove()
    assert not any(path.is_file() for path in (tmp_path / "bucket").rglob("*"))
