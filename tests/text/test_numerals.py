"""Numbers in words, with what is written onto them."""

import pytest

from archive.text.numerals import is_numeral, without_proclitics


@pytest.mark.parametrize(
    ("word", "bare"),
    [("وبالثالث", "ثالث"), ("للخمسه", "خمسه"), ("بست", "ست"), ("الست", "ست"), ("الف", "الف"), ("ست", "ست")],
)
def test_proclitics_and_the_article_come_off_a_word_of_which_two_letters_stay(word: str, bare: str) -> None:
    assert without_proclitics(word) == bare


@pytest.mark.parametrize(("word", "expected"), [("12", True), ("والثالث", True), ("بخمسه", True), ("والد", False)])
def test_a_number_is_known_by_its_digits_or_its_word(word: str, expected: bool) -> None:
    assert is_numeral(word) is expected
