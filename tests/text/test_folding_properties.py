"""What folding must keep, whatever is written: a word is the same word under any marks, and folded once is folded."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.folding import (
    LONGEST_MERGED,
    fold_for_index,
    fold_line,
    fold_query,
    tokens,
    words_for_comparison,
)
from archive.text.split_words import MOST_PIECES
from archive.text.sqlite_tokens import token_run
from tests.support.hostile_texts import TEXTS
from tests.support.mangled_bytes import odd_texts
from tests.support.property_rounds import cpu_seconds

ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآءئؤ"
# Harakat, the small alef, Koranic signs, tatweel, marks of direction that SQLite takes for letters. Not the hamza above
# or below and the madda: with a seat before them they are a letter.
CLINGING = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u06d6\u06df\u0640\u061c\u2066\u2069"
WORDS = st.text(st.sampled_from(ARABIC), min_size=1, max_size=14) | st.text(
    st.sampled_from("abcdefgXYZ"), min_size=1, max_size=9
)
# Between letters of one kind of script these part no word.
HIDDEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202b\u202e\u2060\ufeff"
FOLDINGS: tuple[Callable[[str], object], ...] = (fold_for_index, fold_query, fold_line, tokens, words_for_comparison)


def marked(draw: st.DrawFn, word: str, marks: str) -> str:
    """The word with marks behind its letters, up to three behind each."""
    return "".join(letter + draw(st.text(st.sampled_from(marks), max_size=3)) for letter in word)


@st.composite
def words_and_marked(draw: st.DrawFn) -> tuple[str, str]:
    plain = draw(st.lists(WORDS, min_size=1, max_size=6))
    return " ".join(plain), " ".join(marked(draw, word, CLINGING) for word in plain)


@given(words_and_marked())
def test_marks_within_words_change_no_folding(texts: tuple[str, str]) -> None:
    plain, with_marks = texts
    assert fold_query(with_marks) == fold_query(plain)
    assert fold_for_index(with_marks) == fold_for_index(plain)
    assert words_for_comparison(with_marks) == words_for_comparison(plain)


@given(st.lists(WORDS, min_size=1, max_size=6).map(" ".join))
def test_a_folded_text_of_words_is_folded_to_itself(text: str) -> None:
    for fold in (fold_for_index, fold_query, fold_line):
        assert fold(fold(text)) == fold(text)
    assert " ".join(tokens(text)) == fold_query(text)


@given(TEXTS | odd_texts("قال مجلس المدينة", "القـ.ـوات", "د.ا.ع.ش", "١٤٤٠هـ"))
def test_any_text_folds_in_bounded_time_and_its_words_are_among_those_indexed(text: str) -> None:
    with cpu_seconds(3):
        for fold in FOLDINGS:
            fold(text)
        assert fold_line(fold_line(text)) == fold_line(text)
        # As SQLite parts what is indexed: a word that is asked for and not among them is never found.
        assert set(tokens(text)) - {""} <= set(token_run().findall(fold_for_index(text)))


@st.composite
def in_pieces(draw: st.DrawFn) -> tuple[str, str, int]:
    """A word, the same cut in pieces by signs between tatweels or by hidden characters, and how many pieces."""
    word = draw(st.text(st.sampled_from("ابتثجحخدرسصعقكلمنهوي"), min_size=2, max_size=14))
    cuts = draw(st.lists(st.integers(1, len(word) - 1), min_size=1, max_size=MOST_PIECES - 1, unique=True))
    joints = st.sampled_from(("ـ.ـ", "ـ*ـ", "ـ ـ", "ـ - ـ", "ـ...ـ", *HIDDEN, "\u200f\u200e"))
    pieces = [word[start:end] for start, end in zip([0, *sorted(cuts)], [*sorted(cuts), len(word)], strict=True)]
    written = pieces[0] + "".join(draw(joints) + piece for piece in pieces[1:])
    return word, written, len(pieces)


@given(in_pieces(), WORDS, WORDS)
def test_a_word_in_pieces_is_the_word_and_leaves_its_neighbours_alone(
    cut: tuple[str, str, int], before: str, after: str
) -> None:
    word, written, pieces = cut
    text, plain = f"{before} {written} {after}", f"{before} {word} {after}"
    assert len(word) <= LONGEST_MERGED
    assert fold_query(text) == fold_query(plain)
    assert words_for_comparison(text) == words_for_comparison(plain)
    folded = fold_query(word)
    assert fold_for_index(text).split() == [fold_query(before), *[folded] * pieces, fold_query(after)]


@given(TEXTS, TEXTS)
def test_texts_side_by_side_fold_as_each_alone(one: str, other: str) -> None:
    # A word between two full stops is the end of one sentence, and no joint is.
    between = " كلمة. كلمة "
    assert fold_query(one + between + other) == fold_query(f"{one} كلمة.") + fold_query(f" كلمة {other}")


@pytest.mark.parametrize("fold", FOLDINGS)
@given(unit=st.text(st.sampled_from(ARABIC + CLINGING + HIDDEN + ".*·-_ 0١\ue000❤"), min_size=1, max_size=6))
def test_four_times_the_text_takes_no_more_than_some_four_times_as_long(
    fold: Callable[[str], object], unit: str
) -> None:
    times = 5_000 // len(unit)
    # A square would take over a minute; the slowest that grows with the text takes a tenth of a second.
    with cpu_seconds(4):
        fold(unit * times)
        fold(unit * times * 4)
