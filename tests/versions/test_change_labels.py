"""What an edit changed, by name."""

import pytest

from archive.versions.change_labels import name_changes


@pytest.mark.parametrize(
    ("old", "new", "numbers"),
    [
        ("أصيب ست نساء في القصف", "أصيب الست نساء في القصف", ""),
        ("أصيب ثلاث نساء في القصف", "أصيب بثلاث نساء في القصف", ""),
        ("أصيب ست نساء في القصف", "أصيب سبع نساء في القصف", "ست→سبع"),
    ],
)
def test_a_number_with_a_proclitic_is_the_same_number(old: str, new: str, numbers: str) -> None:
    assert name_changes(("عنوان", old), ("عنوان", new))[1] == numbers
