"""Any text as one line."""

import pytest

from archive.text.lines import one_line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  عودة\n\tالمياه ", "عودة المياه"),
        ("a\x00b\x1f\x7fc", "a b c"),
        ("a\u00a0\u2028b", "a b"),
        ("\r\n", ""),
    ],
)
def test_white_space_and_control_characters_become_single_spaces(text: str, line: str) -> None:
    assert one_line(text) == line
