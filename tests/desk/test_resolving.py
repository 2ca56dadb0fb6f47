"""Marks are found again in another snapshot, under another key, and never on words that they were not put on."""

import shutil
from contextlib import closing
from pathlib import Path

from sqlite_utils.utils import sqlite3

from archive.data_folder import DataFolder
from archive.desk.csv_file import export, quotation_of
from archive.desk.lists import listed, make_list
from archive.desk.notes import notes_of
from archive.desk.resolving import Standing, standing_of
from archive.desk.store import Desk
from archive.publish.downloaded import read_archive
from archive.publish.snapshot import publish
from tests.support.marked_desk import mark, quote

Made = tuple[Path, dict[str, int]]


def test_marks_are_the_same_in_a_file_that_is_downloaded(
    desk: Desk, record: sqlite3.Connection, ids: dict[str, int], made: Made, tmp_path: Path
) -> None:
    mark(desk, record, ids["water"], ids["fair"])
    shutil.copytree(made[0], tmp_path / "data", ignore=shutil.ignore_patterns("locks", "similar.db*"))
    data = DataFolder(tmp_path / "data").make()
    with closing(read_archive(data.published / publish(data).file)) as taken:
        assert export(desk, taken) == export(desk, record)
        assert [quotation_of(taken, note) for note in notes_of(desk)] == [
            quote(record, ids[slug]) for slug in ("fair", "water")
        ]


def changed(made: Made, tmp_path: Path, statement: str, article_id: int) -> Path:
    """A copy of the record in which something is done to an article."""
    copy = tmp_path / "warraq.db"
    with closing(sqlite3.connect(made[0] / "warraq.db")) as source:
        source.execute("VACUUM INTO ?", (str(copy),))
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute(statement, (article_id,))
    return copy


def test_an_article_whose_key_the_outlets_rules_changed_is_known_by_number_and_text(
    desk: Desk, record: sqlite3.Connection, ids: dict[str, int], made: Made, tmp_path: Path
) -> None:
    row = listed(desk, mark(desk, record, ids["water"]))[0]
    copy = changed(made, tmp_path, "UPDATE articles SET key = 'other' WHERE id = ?", ids["water"])
    with closing(sqlite3.connect(copy)) as connection:
        connection.row_factory = sqlite3.Row
        assert standing_of(connection, row, row["version"]) == Standing(ids["water"])
        # Another article that has its number has not had its text.
        assert standing_of(connection, row, "0" * 64) == Standing()


def test_a_place_in_a_text_that_a_name_was_taken_out_of_quotes_nothing(
    desk: Desk, record: sqlite3.Connection, ids: dict[str, int], made: Made, tmp_path: Path
) -> None:
    mark(desk, record, ids["fair"])
    copy = changed(made, tmp_path, "UPDATE articles SET body = 'x' || body WHERE id = ?", ids["fair"])
    with closing(sqlite3.connect(copy)) as connection:
        connection.row_factory = sqlite3.Row
        (note,) = notes_of(desk)
        assert quotation_of(record, note) == quote(record, ids["fair"])
        assert quotation_of(connection, note) == ""


def test_a_desk_that_is_only_looked_at_makes_no_file(tmp_path: Path) -> None:
    with Desk(tmp_path / "desk.db", "", make=False) as desk:
        assert notes_of(desk) == []
    assert list(tmp_path.iterdir()) == []


def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    with Desk(tmp_path / "desk.db", "") as desk:
        make_list(desk, "x", "2026-11-20T08:00:00Z")
    assert (tmp_path / "desk.db").stat().st_mode & 0o077 == 0
