"""similar.db is held against the texts: what is not in it, or is and should not be, is named."""

# ruff: noqa: S608 - words of ours

import shutil
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from archive.copies.checking import Sketches
from archive.data_folder import DataFolder
from archive.ingest.intake import Intake
from tests.support.changed_by_hand import change, found_bad
from tests.support.made_pages import OUTLET, TEXT, carried_by_two, page_of, take

bad = partial(found_bad, Sketches())
FIRST = "(SELECT min(article) FROM sketched)"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return carried_by_two(tmp_path_factory.mktemp("sketched"))


@pytest.fixture
def data(made: Path, tmp_path: Path) -> DataFolder:
    return DataFolder(Path(shutil.copytree(made, tmp_path / "data")))


def test_what_was_sketched_is_well_and_so_is_an_index_that_is_not_there_or_made_anew(data: DataFolder) -> None:
    assert bad(data) == []
    with closing(sqlite3.connect(data.similar)) as index, index:
        index.execute("UPDATE progress SET upto = 0")
        index.execute("DELETE FROM fp")
    assert bad(data) == [], "whoever writes next follows the record from its first version"
    data.similar.unlink()
    assert bad(data) == []


@pytest.mark.parametrize(
    ("sql", "count", "why"),
    [
        ("DELETE FROM fp; DELETE FROM sketched", 2, "It is not sketched as one of its outlet."),
        (f"DELETE FROM fp WHERE article = {FIRST}", 1, "Its text gives another sketch than stands there."),
        ("UPDATE fp SET h = h + 1 WHERE h = (SELECT min(h) FROM fp)", 2, "Its text gives another sketch"),
        (f"UPDATE sketched SET size = size + 1 WHERE article = {FIRST}", 1, "Its text gives another sketch"),
        ("UPDATE outlets SET name = 'x' WHERE number = 1", 1, "It is not sketched as one of its outlet."),
        (
            f"INSERT INTO sketched SELECT 7, outlet, size, algorithm FROM sketched WHERE article = {FIRST}",
            1,
            "It is sk",
        ),
        ("INSERT INTO fp SELECT h, 7 FROM fp LIMIT 1", 1, "It is sketched, and it is not there."),
        ("DELETE FROM progress", 1, "It does not say how far it follows the record."),
    ],
)
def test_what_is_another_sketch_is_named(data: DataFolder, sql: str, count: int, why: str) -> None:
    with closing(sqlite3.connect(data.similar)) as index, index:
        index.executescript(sql)
    found = bad(data)
    assert len(found) == count
    assert all("similar.db" in where and told.startswith(why) for where, told in found), found


def test_an_article_that_waits_to_be_sketched_is_not_named(data: DataFolder) -> None:
    with closing(sqlite3.connect(data.similar)) as index, index:
        index.execute(f"DELETE FROM sketched WHERE article = {FIRST}")
        index.execute("INSERT INTO queue SELECT DISTINCT article FROM fp")
    assert bad(data) == []
    change(data, "UPDATE versions SET id = id + 10")
    with closing(sqlite3.connect(data.similar)) as index, index:
        index.execute("DELETE FROM queue")
    assert bad(data) == [], "it was seen since the index came so far"


def test_an_index_that_lost_its_mark_is_begun_anew(data: DataFolder) -> None:
    with closing(sqlite3.connect(data.similar)) as index, index:
        index.executescript("DELETE FROM progress; DELETE FROM fp; DELETE FROM sketched")
    with Intake(data.root, OUTLET) as intake:
        take(intake, page_of(f"{TEXT} {TEXT}", url=f"{OUTLET.home}70002/slug/"))
    assert bad(data) == []
