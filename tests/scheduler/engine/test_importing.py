"""Foreign files read by others: they enter the record as they do without them, in the order in which they are named."""

import shutil
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.errors import BadInput
from archive.ingest.foreign_files import Bad
from archive.ingest.importer import Importer
from archive.ingest.precomputed_readings import ReaderAtHand
from archive.ingest.session import Writer
from scheduler.engine.importing import Imports
from scheduler.engine.interface import Answer, Coming, Engine, Job, WorkerDied
from scheduler.engine.local import InProcess, Processes
from spiders.registry import outlets
from tests.support.paths import SAMPLE_OUTLETS
from tests.support.reread_archive import make, written

PAGES = 10


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The WARC files of another archive, and one that is damaged."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WARRAQ_OUTLETS", str(SAMPLE_OUTLETS))
        patch.setenv("WARRAQ_ALLOW_PRIVATE", "1")
        folder = tmp_path_factory.mktemp("theirs")
        found = sorted(make(folder, PAGES).warc.rglob("*.warc.gz"))
        damaged = folder / "damaged.warc.gz"
        damaged.write_bytes(found[0].read_bytes()[:3_000])
        return [*found, damaged]


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARRAQ_OUTLETS", str(SAMPLE_OUTLETS))
    monkeypatch.setenv("WARRAQ_ALLOW_PRIVATE", "1")


def imported(
    folder: Path, files: Sequence[Path], engine: Engine | None, place: str = ""
) -> tuple[list[str], list[str], int]:
    """The kinds of outcome in their order, which files were held, and how many pages were read here."""
    held, kinds = list[str](), list[str]()
    with Writer(DataFolder(folder), "import") as writer, ExitStack() as opened:
        importer = Importer(writer, outlets())
        imports = Imports(files, None, place or str(folder / "place"), lambda *_: None)
        reader = opened.enter_context(imports.at_hand(engine, writer)) if engine else ReaderAtHand(imports.find)
        for file in files:
            if why := imports.ready(file):
                held.append(why)
                continue
            kinds += ["bad" if isinstance(one, Bad) else one.kind for one, _ in importer.run(file)]
        imports.remove()
    return kinds, held, reader.missed


@pytest.mark.parametrize("engine", [InProcess(), Processes(2)], ids=["in this process", "a pool"])
def test_the_record_becomes_what_it_becomes_without_an_engine(
    files: list[Path], tmp_path: Path, engine: Engine
) -> None:
    alone, _, _ = imported(tmp_path / "alone", files, None)
    kinds, held, missed = imported(tmp_path / "data", files, engine)
    assert (kinds, held, missed) == (alone, [], 0)
    assert kinds.count("new") == PAGES
    assert "bad" in kinds
    assert written(DataFolder(tmp_path / "data")) == written(DataFolder(tmp_path / "alone"))
    assert not (tmp_path / "data" / "place").exists()


def test_a_file_that_its_readers_die_of_is_held_and_the_others_enter(files: list[Path], tmp_path: Path) -> None:
    class Deadly(InProcess):
        def map(self, job: Job, units: Iterable[str], place: str) -> Coming:
            for answer in super().map(job, units, place):
                yield Answer(answer.unit, None, WorkerDied()) if answer.unit == first else answer

    imports = Imports(files, None, str(tmp_path / "place"), lambda *_: None)
    first = next(iter(imports._units.values()))
    kinds, held, _ = imported(tmp_path / "data", files, Deadly())
    assert kinds.count("new") < PAGES
    assert len(held) == 1
    assert "is held" in held[0]


def test_object_storage_gets_the_files_for_as_long_as_they_are_read(files: list[Path], tmp_path: Path) -> None:
    pytest.importorskip("fsspec", reason="the extra warraq[cluster] is not installed")
    kinds, _, missed = imported(tmp_path / "data", files[:2], InProcess(), f"file://{tmp_path}/bucket")
    assert (kinds.count("new"), missed) == (4, 0)
    assert not any(path.is_file() for path in (tmp_path / "bucket").rglob("*"))


def test_a_file_that_is_not_there_is_said_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"none\.warc cannot be read"):
        Imports([tmp_path / "none.warc"], None, str(tmp_path / "place"), lambda *_: None)


def test_a_file_that_changed_is_read_anew(files: list[Path], tmp_path: Path) -> None:
    file, place = Path(shutil.copy(files[0], tmp_path / "a.warc.gz")), str(tmp_path / "place")
    for content in (files[0], files[1]):
        shutil.copy(content, file)
        imports = Imports([file], None, place, lambda *_: None)
        with Writer(DataFolder(tmp_path / "data"), "import") as writer, imports.at_hand(InProcess(), writer):
            imports.ready(file)
            assert imports._answers is not None
            assert len(imports._answers._where) == 2
