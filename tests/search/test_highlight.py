"""Excerpts of a marked text: whole words, balanced marks, the richest stretch."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.highlight import END, EXCERPT, LONGEST_EXCERPT, START, excerpt, to_marked_html, to_marked_text
from tests.support.hostile_texts import TEXTS, UNITS

FILLER = "كلمة عابرة " * 60


def test_an_excerpt_shows_the_stretch_with_most_of_what_was_found() -> None:
    text = f"{START}دمشق{END} {FILLER}. قال إن {START}دمشق{END} و{START}حلب{END} بخير. {FILLER}"
    shown = to_marked_text(excerpt(text))
    assert shown.startswith("…قال إن [دمشق] و[حلب] بخير.")
    assert shown.endswith("…")


def test_a_short_text_is_shown_whole_and_one_without_marks_from_its_start() -> None:
    assert excerpt(f"نص {START}قصير{END}.") == f"نص {START}قصير{END}."
    assert excerpt(FILLER).startswith("كلمة عابرة")
    assert len(excerpt(FILLER)) < EXCERPT + 20
    assert excerpt("") == ""


@given(
    st.lists(
        st.tuples(st.text(alphabet="اب. \n،ـ", max_size=40), st.text(alphabet="اب ", min_size=1, max_size=60)),
        max_size=30,
    )
)
def test_every_excerpt_is_a_piece_of_the_text_with_each_mark_closed(parts: list[tuple[str, str]]) -> None:
    text = "".join(f"{plain}{START}{word}{END}" for plain, word in parts)
    shown = excerpt(text)
    signs = [sign for sign in shown if sign in START + END]
    assert signs == [START, END] * (len(signs) // 2)
    assert not parts or signs
    plain = str.maketrans("", "", START + END + "…")
    assert shown.translate(plain) in text.translate(plain)
    assert to_marked_html(shown).count("<mark>") == to_marked_html(shown).count("</mark>")


@pytest.mark.parametrize("word", [unit * 2_000 for unit in UNITS.values()], ids=UNITS)
def test_a_word_without_an_end_is_cut(word: str) -> None:
    for text in (f"{START}{word}{END}", f"{FILLER}{word}{START}دمشق{END}{word}", word):
        shown = excerpt(text)
        assert len(shown) <= LONGEST_EXCERPT + len(f"…{START}{END}…")
        assert shown.endswith("…")
        assert shown.count(START) == shown.count(END)


@pytest.mark.parametrize("letter", ["ا", "ـ", "-", "\u200f", "\u064e", "ا.", "ـ."])
def test_a_title_of_a_quarter_million_of_one_thing_is_marked_to_its_end(letter: str) -> None:
    """What begins to look for a word in pieces at each of its letters would be at it for many minutes."""
    text = letter * (250_000 // len(letter))
    assert to_marked_text(f"{text}{START}دمشق{END}{text} قـ.{START}ـق{END}").endswith(f"{letter} [قـ.ـق]")


@given(TEXTS, TEXTS)
def test_pieces_before_and_after_a_mark_are_taken_into_it_letter_for_letter(before: str, after: str) -> None:
    shown = to_marked_text(f"{before} القـ.{START}ـو{END}.ـات {after}")
    assert shown.replace("[", "").replace("]", "") == f"{before} القـ.ـو.ـات {after}"
    assert "القـ.[" not in shown
