"""One archive, made once and copied for each test."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from tests.support.redacted_archive import copied, make


@dataclass(frozen=True, slots=True)
class Desk:
    """A data folder of its own, and the number of the article that must go."""

    data: DataFolder
    article: int


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    root = tmp_path_factory.mktemp("redaction") / "data"
    return root, make(root)


@pytest.fixture
def desk(made: tuple[Path, int], tmp_path: Path) -> Desk:
    root, article = made
    return Desk(copied(root, tmp_path / "data"), article)
