"""A made archive, and the command line to ask it with."""

from pathlib import Path

import pytest

from tests.support import made_archive
from tests.support.typed_commands import Typed


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    data = tmp_path_factory.mktemp("made")
    ids = made_archive.make(data)
    made_archive.write_health(data)
    return data, ids


@pytest.fixture
def made_folder(made: tuple[Path, dict[str, int]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where no other folder is named. Folders of odd names are made in one of the test's own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WARRAQ_DATA", str(made[0]))
    return made[0]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    return Typed(monkeypatch, capsys)
