"""A made archive, and desks beside it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils.utils import sqlite3

from archive.desk.store import Desk
from archive.record.store import read_record
from tests.support import made_archive


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    """The folder of the archive, and the ids of its articles by slug."""
    data = tmp_path_factory.mktemp("made")
    return data, made_archive.make(data)


@pytest.fixture
def record(made: tuple[Path, dict[str, int]]) -> Iterator[sqlite3.Connection]:
    with closing(read_record(made[0] / "warraq.db")) as connection:
        yield connection


@pytest.fixture
def ids(made: tuple[Path, dict[str, int]]) -> dict[str, int]:
    return made[1]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk(tmp_path / "desk.db", "reader") as opened:
        yield opened
