"""warraq bundle, as it is typed: one file that has its name only when it is whole."""

import hashlib
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.errors import BadConfiguration
from scheduler.cli import cli
from tests.support.jsonl_articles import add_articles


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("given") / "data"
    folder.mkdir()
    add_articles(folder, range(1))
    return folder


def test_an_article_is_named_by_its_address_and_the_file_told_with_its_hash(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "evidence.wacz"
    ran = CliRunner().invoke(cli, ["bundle", "https://one.example/0", "-o", str(file), "--data", str(data), "--json"])
    told = json.loads(ran.stdout)
    assert (ran.exit_code, told["file"], told["captures"], told["left_out"]) == (0, str(file), 1, 0)
    assert told["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert zipfile.ZipFile(file).testzip() is None
    assert [path.name for path in tmp_path.iterdir()] == ["evidence.wacz"]


def test_without_a_name_it_lies_here_under_the_number_of_the_article(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = CliRunner().invoke(cli, ["bundle", "https://one.example/0", "--data", str(data)])
    assert ran.exit_code == 0
    (made,) = tmp_path.iterdir()
    assert made.name in ran.stdout
    assert made.name.startswith("warraq-")


def test_an_article_that_is_not_there_leaves_no_file(data: Path, tmp_path: Path) -> None:
    ran = CliRunner().invoke(cli, ["bundle", "7", "-o", str(tmp_path / "e.wacz"), "--data", str(data)])
    assert isinstance(ran.exception, BadConfiguration)
    assert list(tmp_path.iterdir()) == []
