"""warraq verify, as it is typed: what was checked, what is bad, and the exit status."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive.ingest.intake import Intake
from archive.reading.rules_id import rules_id
from scheduler.cli import cli
from tests.support.made_pages import OUTLET, TEXT, page_of, rows, take


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("verify") / "data"
    with Intake(folder, OUTLET) as intake:
        take(intake, page_of(TEXT))
    return folder


def typed(*words: str) -> Result:
    return CliRunner().invoke(cli, ["verify", *words])


@contextmanager
def changed(data: Path, table: str, value: str, other: str) -> Iterator[None]:
    """As long as it runs the rows of a table have another value in a column."""
    column, before = value.split(" = ")
    with closing(sqlite3.connect(data / "warraq.db", isolation_level=None)) as record:
        record.execute(f"UPDATE {table} SET {column} = ?", (other,))  # noqa: S608 - of this test
        yield
        record.execute(f"UPDATE {table} SET {column} = ?", (before,))  # noqa: S608 - of this test


def test_of_a_sound_archive_it_says_what_it_checked_and_ends_well(data: Path) -> None:
    ran = typed(str(data), "--json")
    told = json.loads(ran.stdout)
    assert (ran.exit_code, told["bad"], told["ok"]) == (0, [], True)
    assert told["checked"] == sum(told["by_check"].values())
    assert told["by_check"]["captures"] == 1
    (reading,) = told["readings"]
    assert (reading["what"], reading["rules"], reading["number"]) == ("not_repeatable", rules_id(OUTLET), 1)


def test_what_cannot_be_repeated_is_told_exactly_so_and_is_not_bad(data: Path) -> None:
    said = typed("--data", str(data)).stdout
    rules = rules_id(OUTLET)
    assert (
        f"1 × text as logged, bytes as logged, reading not repeatable: rules {rules}, here none of its outlet" in said
    )
    assert "0 bad" in said


def test_what_is_bad_is_named_in_words_with_status_1(data: Path) -> None:
    (url,) = (row["url"] for row in rows(data, "SELECT url FROM captures"))
    with changed(data, "captures", f"url = {url}", "https://sample.example/70009/"):
        ran = typed(str(data))
        one = typed(str(data), "--article", "https://sample.example/70001/slug/", "--json")
    assert ran.exit_code == 1
    assert "bad: capture 1 in warc/2026/11/sample-20261120.warc.gz: Its record is of https://sample" in ran.stdout
    assert (one.exit_code, {bad["what"] for bad in json.loads(one.stdout)["bad"]}) == (1, {"article", "capture", "log"})
    assert typed(str(data)).exit_code == 0


def test_an_archive_or_article_that_is_not_there_is_said_to_be_none(data: Path, tmp_path: Path) -> None:
    for words in ((str(tmp_path),), (str(data), "--article", "12")):
        ran = typed(*words)
        assert (type(ran.exception).__name__, list(tmp_path.iterdir())) == ("BadConfiguration", [])
