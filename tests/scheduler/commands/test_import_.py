"""What `warraq import` does with many files of which some cannot be read."""

import json
from pathlib import Path

import pytest

from tests.support.made_pages import TEXT, rows
from tests.support.typed_commands import Typed


@pytest.fixture
def given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WARRAQ_DATA", str(tmp_path / "data"))
    for name in ("first", "last"):
        article = {"url": f"https://nobody.example/1/{name}", "title": "عودة المياه", "text": f"{TEXT} {name}"}
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(article, ensure_ascii=False), encoding="utf-8")
    return tmp_path


def test_of_a_list_in_another_form_a_hundred_lines_are_named_and_all_are_counted(typed: Typed, given: Path) -> None:
    (given / "list.jsonl").write_text('{"url": "https://nobody.example/1"}\n' * 150, encoding="utf-8")
    status, out, err = typed("import", str(given / "list.jsonl"), "--json")
    assert (status, json.loads(out)["failed"]) == (5, 150)
    assert ("line 100:" in err, "line 101:" in err) == (True, False)
    assert "150 of the things in the input could not be read; everything else is kept. The first 100 are named" in err


def test_a_file_that_cannot_be_opened_costs_only_itself(typed: Typed, given: Path) -> None:
    (given / "notes.txt").write_text("no captures", encoding="utf-8")
    files = [str(given / name) for name in ("first.jsonl", "missing.warc.gz", "notes.txt", "last.jsonl")]
    status, out, err = typed("import", *files, "--json")
    assert (status, json.loads(out)["new"], json.loads(out)["failed"]) == (5, 2, 2)
    assert "missing.warc.gz cannot be read: No such file or directory" in err
    assert "notes.txt: give it the ending of its form" in err
    assert "2 of the things in the input could not be read; everything else is kept." in err
    assert [row["key"] for row in rows(given / "data", "SELECT key FROM articles ORDER BY id")] == [
        "path/1/first",
        "path/1/last",
    ]
