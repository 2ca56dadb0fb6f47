"""What an edit changed, by name."""

import time

import pytest
from hypothesis import given

from archive.versions.change_labels import LONGEST_SLIP, name_changes
from tests.support.hostile_texts import TEXTS


def test_a_slip_is_looked_for_in_words_and_in_nothing_longer() -> None:
    word = "ا" * (LONGEST_SLIP - 1)
    assert name_changes(("", f"قال {word}ت ثم"), ("", f"قال {word}ب ثم")) == ("typo", "")
    assert name_changes(("", f"قال {word}ات ثم"), ("", f"قال {word}اب ثم")) == ("text", "")


def test_signs_around_a_word_are_no_part_of_it_and_signs_within_it_are() -> None:
    assert name_changes(("", "«خزان»، (3)!"), ("", "خزان [5]")) == ("numbers text", "3→5")
    assert name_changes(("", "في 2020--2021 ثم"), ("", "في 2020--2022 ثم")) == ("typo", "")


@pytest.mark.parametrize("unit", ["ا", "ـ", "-", "!؟", ".", "9", "9,", "\u200f", "\u0301\u0316"])
def test_a_quarter_million_of_one_thing_is_named_like_any_other_change(unit: str) -> None:
    """What compares each of its characters with all the others would be at it for many minutes."""
    text = unit * (250_000 // len(unit))
    names, _ = name_changes((text[:500], f"ا{text}ا"), (text[:499], f"ب{text}ب"))
    assert set(names.split()) <= {"headline", "numbers", "typo", "text"}
    assert names.endswith(("text", "typo"))


@given(TEXTS, TEXTS)
def test_equal_words_have_no_name_and_no_text_is_an_error(old: str, new: str) -> None:
    names, _ = name_changes((old, new), (new, old))
    assert ("headline" in names) == ("text" in names or "typo" in names)
    assert name_changes((old, new), (old, new)) == ("", "")


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


def test_a_text_of_a_megabyte_that_became_another_is_named_in_a_moment() -> None:
    """Named inside the record's lock: a distance of letters, the square of a page, once took minutes there."""
    old, new = (" ".join(f"كلمة{n}" for n in range(start, start + 100_000)) for start in (0, 500_000))
    started = time.process_time()
    assert name_changes(("خبر", old), ("خبر", new)) == ("text", "")
    assert time.process_time() - started < 10
