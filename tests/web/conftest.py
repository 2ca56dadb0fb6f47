"""The made archive, as the tests of the pages ask it."""

from pathlib import Path

import pytest

from archive.record.store import open_record
from tests.support.reading_room import Room, made


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Room:
    return made(tmp_path_factory.mktemp("made"))


@pytest.fixture
def empty(tmp_path: Path) -> Room:
    open_record(tmp_path / "warraq.db").close()
    return Room(tmp_path, {})
