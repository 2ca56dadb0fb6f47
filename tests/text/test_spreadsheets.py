"""What a spreadsheet is handed stays what it was, and is nothing to calculate."""

import re

from hypothesis import given
from hypothesis import strategies as st

from archive.text.spreadsheets import safe_cell


@given(st.text() | st.from_regex(r"[=+@-][0-9.]*[a-z(]?", fullmatch=True))
def test_no_cell_begins_like_a_formula_and_none_is_lost(text: str) -> None:
    cell = str(safe_cell(text))
    number = re.fullmatch(r"[+-][0-9]+(\.[0-9]+)?", text)
    assert number or not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert cell.removeprefix("'") == text.removeprefix("'")
