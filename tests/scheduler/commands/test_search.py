"""`warraq search` offers other questions where one finds little: for people a line each, for programs a key."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from scheduler.cli import cli
from tests.support.search_samples import make_bridges_and_markets


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("asked") / "warraq.db"
    make_bridges_and_markets(path)
    return path.parent


def asked(record: Path, *words: str) -> str:
    done = CliRunner().invoke(cli, ["search", *words], env={"WARRAQ_DATA": str(record)}, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def answer(record: Path, *words: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(asked(record, *words, "--json"))
    return told


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("Raqqa",), "In Arabic: الرقة  (12 found)"),
        (("Damascus", "--outlet", "other"), "In Arabic: دمشق  (12 found)"),
        (("دمسق",), "Did you mean: دمشق  (12 found)"),
        (("الرقة", "--outlet", "other"), "Of all outlets: 12 found"),
        (("الرقة", "--from", "2030"), "Of any day, or none: 12 found"),
        (("الرقة", "زرافة"), "Without زرافة: 12 found"),
        (("قديم جسر", "--mode", "exact"), "With --mode names: 12 found"),
        (('"جسر الرقة"',), "جسر الرقة, not as a phrase: 12 found"),
        (("أسواق دمشقي",), "0 found"),
    ],
)
def test_another_question_is_told_with_its_number(record: Path, words: tuple[str, ...], line: str) -> None:
    assert line in asked(record, *words).splitlines()


def test_programs_are_told_it_under_a_key_of_its_own(record: Path) -> None:
    told = answer(record, "Raqqa")
    assert (told["count"], told["mode"], told["hits"]) == (0, "names", [])
    assert told["offers"] == [{"kind": "arabic", "q": "الرقة", "mode": "names", "count": 12}]
    assert answer(record, "الرقة زرافة")["offers"] == [
        {"kind": "without", "q": "الرقة", "mode": "names", "count": 12, "words": "زرافة"}
    ]
    assert "offers" not in answer(record, "الرقة")


def test_what_was_offered_is_found_by_asking_it(record: Path) -> None:
    for words in (("Raqqa",), ("قديم جسر", "--mode", "exact"), ("دمسق",), ("الرقة", "زرافة"), ('"جسر الرقة"',)):
        for offer in answer(record, *words)["offers"]:
            assert answer(record, offer["q"], "--mode", offer["mode"])["count"] == offer["count"]
