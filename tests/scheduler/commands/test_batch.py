"""`warraq batch` asks for each name of a file, of a data folder and of a download alike."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from archive.data_folder import DataFolder
from archive.publish.snapshot import publish
from archive.record.store import open_record
from archive.search.engine import search
from archive.search.name_lists import LARGEST
from archive.sqlite import open_readonly
from scheduler.cli import cli
from tests.support.search_samples import add, add_outlet, make_bridges_and_markets

LIST = "B-1\tجسر الرقة المعلّق\nسوق دمشق\nRaqqa\nمن\n\nسوق دمشق\n"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("asked") / "warraq.db"
    make_bridges_and_markets(path)
    return path.parent


def asked(record: Path, *words: str, given: str = LIST) -> Result:
    return CliRunner().invoke(cli, ["batch", *words], input=given, env={"WARRAQ_DATA": str(record)})


def lines(record: Path, *words: str) -> list[dict[str, Any]]:
    done = asked(record, *words, "--json")
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_programs_get_a_line_a_name_with_its_numbers(record: Path, tmp_path: Path) -> None:
    file = tmp_path / "names.txt"
    file.write_text(LIST, encoding="utf-8")
    found = lines(record, str(file))
    assert found == lines(record, "-")
    assert found[1] == {
        "query": "سوق دمشق",
        "articles": 12,
        "outlets": 1,
        "first": "2026-11-20",
        "last": "2026-11-20",
        "newest": "سوق دمشق",
        "newest_url": "https://example.org/",
    }
    assert [(one["query"], one["articles"]) for one in found] == [
        ("جسر الرقة المعلّق", 0),
        ("سوق دمشق", 12),
        ("Raqqa", 0),
    ]
    assert found[0]["label"] == "B-1"
    assert (found[2]["first"], found[2]["newest"]) == (None, None)
    assert found[2]["near"] == [{"q": "الرقة", "mode": "names", "count": 12}]


def test_people_see_what_is_lacking_first_and_each_odd_line_by_its_number(record: Path) -> None:
    done = asked(record, "-")
    assert done.exit_code == 0
    assert done.stdout.index("Raqqa") < done.stdout.index("سوق دمشق")
    assert "الرقة (12)" in done.stdout
    assert done.stdout.splitlines()[-1] == "1 of 3 names found"
    assert done.stderr.splitlines() == [
        "Line 4: “من” alone is in nearly every article, so it was left out.",
        "Line 5: it is empty, and was left out.",
        "Line 6: “سوق دمشق” stands in the list before, and is counted there.",
    ]


def test_both_tables_are_written_and_have_as_many_lines_as_their_numbers_say(record: Path, tmp_path: Path) -> None:
    summary, hits = tmp_path / "summary.csv", tmp_path / "hits.csv"
    assert asked(record, "-", "--summary", str(summary), "--hits", str(hits)).exit_code == 0
    counted = list(csv.DictReader(io.StringIO(summary.read_text("utf-8-sig"))))
    listed = list(csv.DictReader(io.StringIO(hits.read_text("utf-8-sig"))))
    for one in counted:
        assert sum(hit["query"] == one["query"] for hit in listed) == int(one["articles"])
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["hits.csv", "summary.csv"]


def test_a_download_is_asked_in_the_same_words_and_not_changed(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data").make()
    store = open_record(folder.record)
    add_outlet(store.db, "sample", "صحيفة", "Sample")
    add(store.db, 1, "سوق دمشق", "السوق المسقوف.")
    store.close()
    made = folder.published / publish(folder).file
    before = made.read_bytes()
    [_, found, _] = lines(folder.root, "-", "--data", str(made))
    with open_readonly(made) as connection:
        assert found["articles"] == search(connection, "سوق دمشق").count == 1
    connection.close()
    assert made.read_bytes() == before
    assert {path.name.partition(".")[0] for path in made.parent.glob(f"{made.name}*")} == {made.name.partition(".")[0]}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("\n", "The list is empty."),
        ("\n".join(f"حي {n}" for n in range(5_001)), "The list has 5,001 lines; at most 5,000"),
        pytest.param("\n" * (LARGEST + 1), "The list is larger than 16 MB", id="larger than is read"),
        ("PK\x03\x04", "save it as CSV"),
    ],
)
def test_a_list_that_cannot_be_asked_is_refused_in_a_sentence(record: Path, given: str, sentence: str) -> None:
    done = asked(record, "-", given=given)
    assert sentence in str(done.exception)
    assert getattr(done.exception, "exit_code", 0) == 4


def test_a_file_that_is_not_there_is_told(record: Path, tmp_path: Path) -> None:
    done = asked(record, str(tmp_path / "nothing.csv"))
    assert "cannot be read (No such file" in str(done.exception)
