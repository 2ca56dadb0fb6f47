"""What a spreadsheet is handed stays what it was, and is nothing to calculate."""

from hypothesis import given
from hypothesis import strategies as st

from archive.web.app.spreadsheets import safe_cell


@given(st.text())
def test_no_cell_begins_like_a_formula_and_none_is_lost(text: str) -> None:
    cell = str(safe_cell(text))
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert cell.removeprefix("'") == text.removeprefix("'")
