"""What a downloaded file says of itself: its day, its source, whose the texts are."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.data_folder import DataFolder
from archive.publish.about import LICENCE
from archive.publish.snapshot import publish
from tests.support import made_archive
from tests.support.paths import ROOT
from tests.support.taken_file import publish_made


def told_in(file: Path) -> dict[str, str]:
    database = Database(file)
    told = dict(database.execute("SELECT name, value FROM about").fetchall())
    database.close()
    return told


def test_the_file_says_what_it_is_of_which_day_and_whose_the_texts_are(tmp_path: Path) -> None:
    file, _ = publish_made(tmp_path)
    told = told_in(file)
    day = file.stem.removeprefix("warraq-")
    assert told["published_day"] == day
    assert told["published_at"].endswith("Z")
    assert "property of their outlets" in told["licence"]
    assert "ملك لأصحابها" in told["licence_ar"]
    assert day in told["cite"]
    assert told["made_by"].startswith("Warraq ")
    # Nothing was said of where it is served, or by whom, and nothing in it is a sample.
    assert not {"source", "contact", "sample"} & set(told)


def test_its_name_bears_the_day_in_damascus_that_stands_in_it_at_any_hour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.publish._publication.now", lambda: datetime(2026, 11, 22, 22, 30, tzinfo=UTC))
    file, _ = publish_made(tmp_path)
    assert (file.name, told_in(file)["published_day"]) == ("warraq-2026-11-23.db", "2026-11-23")


def test_where_it_comes_from_stands_in_it_as_the_operator_said_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WARRAQ_SITE", "https://archive.example/")
    monkeypatch.setenv("WARRAQ_CONTACT", "desk@archive.example")
    made_archive.make(tmp_path)
    (tmp_path / "SAMPLE").touch()
    told = told_in(tmp_path / "published" / publish(DataFolder(tmp_path)).file)
    assert told["source"] == "https://archive.example"
    assert told["contact"] == "desk@archive.example"
    assert "https://archive.example" in told["cite"]
    assert "invented" in told["sample"]
    # The record itself is as it was.
    assert not {"about", "search_typed"} & set(Database(tmp_path / "warraq.db").table_names())


def test_the_licence_it_names_for_the_program_is_the_one_the_project_has() -> None:
    assert "Apache-2.0" in LICENCE
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_every_row_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARRAQ_SITE", "https://archive.example")
    monkeypatch.setenv("WARRAQ_CONTACT", "desk@archive.example")
    made_archive.make(tmp_path)
    (tmp_path / "SAMPLE").touch()
    told = told_in(tmp_path / "published" / publish(DataFolder(tmp_path)).file)
    explained = (ROOT / "docs/data.md").read_text(encoding="utf-8").partition("## about")[2].partition("\n## ")[0]
    assert [name for name in told if f"`{name}`" not in explained] == []
