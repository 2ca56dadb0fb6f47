"""warraq compare, as it is typed: tables for people, one JSON document, a file of articles."""

import csv
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from scheduler.cli import cli
from tests.support.jsonl_articles import add_articles


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    folder = tmp_path_factory.mktemp("two")
    a, b = folder / "a", folder / "b"
    a.mkdir()
    add_articles(a, range(3))
    shutil.copytree(a, b)
    add_articles(a, range(3, 5))
    return str(a), str(b)


def test_programs_get_sums_outlets_and_days(two: tuple[str, str]) -> None:
    ran = CliRunner().invoke(cli, ["compare", *two, "--json"])
    told = json.loads(ran.stdout)
    assert (ran.exit_code, told["a"], told["b"]) == (0, *two)
    assert [told[what] for what in ("only_a", "only_b", "differ", "same")] == [2, 0, 0, 3]
    assert [(line["outlet"], line["only_a"]) for line in told["outlets"]] == [("one.example", 2)]
    assert [line["only_a"] for line in told["days"]] == [2]


def test_people_get_tables_and_a_sum(two: tuple[str, str]) -> None:
    ran = CliRunner().invoke(cli, ["compare", *two])
    assert ran.exit_code == 0
    assert "one.example" in ran.stdout
    assert "only a 2, only b 0, differ 0, same 3." in ran.stdout


def test_each_article_that_differs_is_a_line_of_the_file(two: tuple[str, str], tmp_path: Path) -> None:
    ran = CliRunner().invoke(cli, ["compare", *reversed(two), "--csv", str(tmp_path / "out.csv")])
    assert ran.exit_code == 0
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [(row["what"], row["url"]) for row in csv.DictReader(file)] == [
            ("only_b", "https://one.example/3"),
            ("only_b", "https://one.example/4"),
        ]
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_a_file_that_cannot_be_written_is_a_sentence(two: tuple[str, str], tmp_path: Path) -> None:
    ran = CliRunner().invoke(cli, ["compare", *two, "--csv", str(tmp_path / "none" / "out.csv")])
    assert isinstance(ran.exception, FileNotFoundError)
