"""The state of a table follows from the rows that changed, and any change of any value gives another one."""

import sqlite3
from collections.abc import Sequence

import pytest

from archive.publish.table_states import LONG, Same, Shape, States, Value, states_of

SHAPES = {"t": Shape(("id", "name", "body", "raw"), ("id",))}
SHORT, TEXT = "خبر", "نصّ طويل كُتب لهذا الاختبار " * 20
Row = tuple[Value, ...]
ROWS: tuple[Row, ...] = ((1, SHORT, TEXT, b"\x00\x01"), (2, None, TEXT, b"x" * 300), (3, "", "", None))


def state(*changes: tuple[Sequence[Value | Same] | None, Sequence[Value | Same] | None]) -> object:
    states = States({}, SHAPES)
    for before, now in changes:
        states.change("t", before, now)
    return states.states()["t"]


def of(*rows: Row) -> object:
    return state(*((None, row) for row in rows))


def test_it_follows_from_what_changed_in_any_order() -> None:
    one, two, three = ROWS
    edited: Row = (2, "آخر", f"{TEXT}.", b"x" * 300)
    assert state((None, three), (None, two), (two, edited), (None, one), (three, None)) == of(one, edited)
    assert state((None, one), (one, None), (None, two)) == of(two)


def test_a_long_value_that_both_rows_have_need_not_be_read() -> None:
    before, now = ROWS[0], (1, "آخر", TEXT, b"\x00\x01")
    same = Same(len(TEXT.encode()))
    told = state((None, before), ((1, SHORT, same, b"\x00\x01"), (1, "آخر", same, b"\x00\x01")))
    assert told == state((None, before), (before, now)) == of(now)


@pytest.mark.parametrize("column", range(4))
@pytest.mark.parametrize("row", ROWS)
def test_any_other_value_gives_another_state(row: Row, column: int) -> None:
    others: tuple[Value, ...] = (7, 7.5, None, "", "x", f"{TEXT}.", TEXT[:-1] + "ـ", b"", b"y" * 300, TEXT.encode())
    found = [of(row)]
    for value in others:
        if value != row[column]:
            found.append(of((*row[:column], value, *row[column + 1 :])))
    assert len({str(one) for one in found}) == len(found)


def test_texts_that_change_places_give_another_state() -> None:
    """Between rows, and between columns of one row."""
    other = TEXT.replace("خبر", "نبأ") + "."
    assert of((1, "", TEXT, None), (2, "", other, None)) != of((1, "", other, None), (2, "", TEXT, None))
    assert of((1, TEXT, other, None)) != of((1, other, TEXT, None))


def test_what_is_just_long_counts_alike_whichever_way_it_comes() -> None:
    for length in (LONG - 1, LONG, LONG + 1):
        row: Row = (1, "a" * length, "", None)
        connection = sqlite3.connect(":memory:")
        connection.execute("CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT, body TEXT, raw BLOB)")
        connection.execute("INSERT INTO t VALUES(?, ?, ?, ?)", row)
        assert states_of(connection)["t"] == of(row)
        connection.close()
