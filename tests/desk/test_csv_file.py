"""The desk as CSV: what goes out and comes in goes out the same, whatever stands in it and whoever saved it between."""

import csv
import io
import json
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils.utils import sqlite3

from archive.desk.csv_file import COLUMNS, export, import_csv
from archive.desk.lists import listed, lists_of, make_list, tags_of
from archive.desk.notes import Quotation, add_note, notes_of
from archive.desk.store import Desk
from archive.errors import BadInput
from archive.record.store import read_record
from tests.support.marked_desk import AT, HARD, mark, number_of

NOW = "2026-11-27T00:00:00Z"


def test_what_is_exported_and_imported_is_exported_the_same(
    desk: Desk, record: sqlite3.Connection, ids: dict[str, int], tmp_path: Path
) -> None:
    mark(desk, record, ids["water"], ids["fair"])
    make_list(desk, "@فارغة", AT)
    with desk.db.conn:
        desk.db.execute("UPDATE articles SET key = '' WHERE article_id = ?", (ids["fair"],))
    text = export(desk, record)
    with Desk(tmp_path / "other.db", "another") as other:
        assert import_csv(other, record, text, NOW).left_out == 0
        assert export(other, record) == text
        assert [one["note"] for one in notes_of(other)] == [one["note"] for one in notes_of(desk)]
    assert text.count("للتحقّق") == 2
    assert "'=SUM(A1)" in text


def test_importing_twice_adds_nothing(desk: Desk, record: sqlite3.Connection, ids: dict[str, int]) -> None:
    mark(desk, record, ids["water"])
    text = export(desk, record)
    done = import_csv(desk, record, text, NOW)
    assert (done.new, done.left_out, export(desk, record)) == (0, 0, text)


@given(st.text(alphabet="='+-@\t\r\n;,\"«» aب7", min_size=1, max_size=8))
def test_no_note_is_changed_on_its_way_nor_calculated_by_a_spreadsheet(
    made: tuple[Path, dict[str, int]], note: str
) -> None:
    nowhere = made[0] / "no desk.db"
    with (
        closing(read_record(made[0] / "warraq.db")) as record,
        Desk(nowhere, "a", make=False) as desk,
        Desk(nowhere, "a", make=False) as other,
    ):
        add_note(desk, desk.number_of("outlet", "key", 7), Quotation("", 0, 5), note, [], AT)
        text = export(desk, record)
        for row in csv.reader(io.StringIO(text.lstrip("\ufeff"), newline="")):
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
        import_csv(other, record, text, NOW)
        assert [one["note"] for one in notes_of(other)] == [one["note"] for one in notes_of(desk)]


def test_a_spreadsheet_may_part_cells_by_semicolons_and_leave_columns_out(
    desk: Desk, record: sqlite3.Connection, ids: dict[str, int], tmp_path: Path
) -> None:
    mark(desk, record, ids["water"])
    rows = list(csv.reader(io.StringIO(export(desk, record).lstrip("\ufeff"), newline="")))
    written = io.StringIO()
    csv.writer(written, delimiter=";", lineterminator="\n").writerows(row[:11] for row in rows)
    with Desk(tmp_path / "other.db", "reader") as other:
        import_csv(other, record, written.getvalue(), NOW)
        assert export(other, record) == export(desk, record)


def test_a_table_made_by_hand_needs_an_address_and_a_list_alone(
    desk: Desk, record: sqlite3.Connection, ids: dict[str, int]
) -> None:
    text = 'url,list,tags\r\nhttps://furat24.example/water,معابر,"سعر، خبز"\r\nhttps://nowhere.example/1,معابر,\r\n'
    done = import_csv(desk, record, text, NOW)
    assert (done.rows, done.left_out, [line for line, _ in done.problems]) == (2, 1, [3])
    (kept,) = lists_of(desk)
    assert [(row["article_id"], row["added_at"]) for row in listed(desk, kept["id"])] == [(ids["water"], NOW)]
    assert {row["tag"] for row in tags_of(desk)} == {"سعر", "خبز"}


@pytest.mark.parametrize(
    "line",
    ["nothing,,,,,,,,,,", "listed,,o,k,,,,,,,", "note,,o,k,,,9,3,x,,", "note,,o,k,,,a,3,x,,", "note,,,,,,,,x,,",
     "listed,l,o,k,,,,,,,yesterday", "tags,,o,k,²,,,,,x,"],
)  # fmt: skip
def test_a_row_that_makes_no_sense_is_named_and_left_out(desk: Desk, record: sqlite3.Connection, line: str) -> None:
    done = import_csv(desk, record, f"{','.join(COLUMNS[:11])}\n{line}\nlist,good,,,,,,,,,\n", NOW)
    assert (done.left_out, [one["name"] for one in lists_of(desk)]) == (1, ["good"]), done


@pytest.mark.parametrize("text", ["", "name,value\n1,2\n", 'key,list\n"open', "\x00"])
def test_what_is_no_csv_of_a_desk_is_refused_whole(desk: Desk, record: sqlite3.Connection, text: str) -> None:
    with pytest.raises(BadInput):
        import_csv(desk, record, text, NOW)
    assert lists_of(desk) == []


def test_no_word_of_an_article_stands_in_the_file(desk: Desk, record: sqlite3.Connection, ids: dict[str, int]) -> None:
    mark(desk, record, ids["water"], ids["fair"])
    desk.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    where = Path(desk.db.execute("PRAGMA database_list").fetchone()[2])
    bytes_of_it = where.read_bytes()
    texts = record.execute(
        "SELECT title, body, url FROM articles WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps([ids["water"], ids["fair"]]),),
    ).fetchall()
    words = {word for row in texts for field in row for word in field.split() if len(word) > 5} - set(HARD.split())
    assert [word for word in words if word.encode() in bytes_of_it] == []


def test_each_account_has_its_own_desk_in_the_file(
    desk: Desk, record: sqlite3.Connection, ids: dict[str, int], tmp_path: Path
) -> None:
    mark(desk, record, ids["water"])
    with Desk(tmp_path / "desk.db", "another") as other:
        assert number_of(other, record, ids["water"]) == number_of(desk, record, ids["water"])
        assert len(export(other, record).splitlines()) == 1
