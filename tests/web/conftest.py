"""The made archive, as the tests of the pages ask it."""

from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.evidence.checkpoint import sign
from archive.publish.snapshot import publish
from archive.record.store import open_record
from tests.support import made_archive
from tests.support.reading_room import Site, made


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return made(tmp_path_factory.mktemp("made"))


@pytest.fixture
def empty(tmp_path: Path) -> Site:
    open_record(tmp_path / "warraq.db").close()
    return Site(tmp_path, {})


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Site:
    data = tmp_path_factory.mktemp("published")
    ids = made_archive.make(data)
    publish(DataFolder(data))
    sign(DataFolder(data), "https://archive.example")
    return Site(data, ids)
