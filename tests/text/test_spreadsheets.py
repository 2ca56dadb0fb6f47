"""What a spreadsheet is handed stays what it was, and is nothing to calculate."""

import re

from hypothesis import given
from hypothesis import strategies as st

from archive.text.spreadsheets import csv_line, is_csv, safe_cell


@given(st.text() | st.from_regex(r"[=+@-][0-9.]*[a-z(]?", fullmatch=True))
def test_no_cell_begins_like_a_formula_and_none_is_lost(text: str) -> None:
    cell = str(safe_cell(text))
    number = re.fullmatch(r"[+-][0-9]+(\.[0-9]+)?", text)
    assert number or not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert cell.removeprefix("'") == text.removeprefix("'")


CELLS = st.text(st.sampled_from('ab1-=+@,"\r\n\t＝ ع'), max_size=4) | st.integers(-9, 9)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=4))
def test_lines_joined_as_they_stand_are_taken_where_nothing_is_to_be_quoted(
    rows: list[tuple[str | int, str | int]],
) -> None:
    joined = "".join(f"{first},{second}\r\n" for first, second in rows)
    if is_csv(joined, len(rows), 2):
        assert joined == "".join(map(csv_line, rows))


def test_plain_lines_are_taken_as_they_are() -> None:
    assert is_csv("a,2020-01-01,3\r\nb,,4\r\n", 2, 3)
    for cell in ('"', "=1", "-a", "a,b", "a\nb", "\rb", "a\rb", "b\r"):
        assert not is_csv(f"a,{cell}\r\n", 1, 2), cell
        assert not is_csv(f"{cell},a\r\n", 1, 2), cell
