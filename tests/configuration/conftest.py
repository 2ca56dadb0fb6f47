"""A data folder of its own, with nothing of the tests' environment over it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from archive.configuration.in_force import VARIABLES
from archive.configuration.reading import FILE_NAME
from archive.data_folder import DataFolder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    return DataFolder(tmp_path)


@pytest.fixture
def write(folder: DataFolder) -> Callable[[str], None]:
    """Writes the operator's file of the folder."""

    def written(text: str) -> None:
        (folder.root / FILE_NAME).write_text(text, encoding="utf-8")

    return written
