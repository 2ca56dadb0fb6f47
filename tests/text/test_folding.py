"""Spelling rules: what is one word however it is written, and what stays two."""

import tracemalloc
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.record.fulltext import extra_for
from archive.text.folding import (
    LONGEST_LINE,
    LONGEST_MERGED,
    LONGEST_TEXT_KEPT,
    fold_for_index,
    fold_line,
    fold_plain,
    fold_query,
    is_plain,
    tokens,
    words_for_comparison,
)
from archive.text.letters import FOLD
from archive.text.split_words import MOST_PIECES
from archive.versions.compare import Fingerprint
from tests.support.hostile_texts import TEXTS, UNITS

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهو"
JOINTS = ("ـ.ـ", ".", "\u200f")  # between tatweels, as initials, by a hidden character
FOLDINGS = (fold_for_index, fold_query, fold_line, tokens, words_for_comparison)
# ﷺ alone folds to fifteen letters.
MOST_FOR_ONE = 15


def test_what_a_theme_puts_into_a_line_that_nobody_sees_does_not_count() -> None:
    assert fold_line("المد\u00adرسة \u061cالصنا\u00adعية") == fold_line("المدرسة الصناعية")


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("الشَّرع", "الشرع"),
        ("هٰذا", "هذا"),
        ("ٱلله", "الله"),
        ("سوريـــا", "سوريا"),
        ("ﺳﻮﺭﻳﺎ", "سوريا"),
        ("ﻻ ﷲ", "لا الله"),
        ("سوریا", "سوريا"),
        ("کردستان", "كردستان"),
        ("إدلب", "ادلب"),
        ("الحسكة", "الحسكه"),
        ("مستشفى", "مستشفي"),
        ("٢٠١٩ ۲۰۱۹", "2019 2019"),
        ("ا\u0654خبار", "اخبار"),
        ("مسو\u0654ول", "مسؤول"),
        ("هي\u064e\u0654ة", "هئه"),
        ("\u2066#حلب\u2069", "#حلب"),
        ("سو\u200fريا", "سوريا"),
        ("الشر\u00adق", "الشرق"),
    ],
)
def test_spellings_of_one_word_fold_together(written: str, plain: str) -> None:
    assert fold_query(written) == plain


@pytest.mark.parametrize(
    ("one", "other"), [("فئة", "فيه"), ("سئل", "سيل"), ("رؤي", "روي"), ("ماء", "ما"), ("بدء", "بد")]
)
def test_words_that_differ_by_a_hamza_stay_apart_in_search(one: str, other: str) -> None:
    assert fold_query(one) != fold_query(other)


@pytest.mark.parametrize(
    ("written", "indexed"),
    [
        ("القـ.ـوات", "القوات القوات"),
        ("الاستعـ.ـدادات", "الاستعدادات الاستعدادات"),
        ("قـ*ـسد", "قسد قسد"),
        ("قـ.ـسـ.ـد", "قسد قسد قسد"),
        ("القـ ـوات", "القوات القوات"),
        ("القـ\u200f.ـوات", "القوات القوات"),
        ("د.ا.ع.ش", "داعش داعش داعش داعش"),
        ("أ.ف.ب", "افب افب افب"),
    ],
)
def test_a_word_in_pieces_is_indexed_whole_once_for_each_piece(written: str, indexed: str) -> None:
    assert fold_for_index(written) == indexed
    assert tokens(written) == indexed.split()[:1]


@pytest.mark.parametrize("joint", JOINTS)
def test_a_word_in_more_pieces_than_a_word_has_letters_is_folded_piece_by_piece(joint: str) -> None:
    word, more = LETTERS[:MOST_PIECES], LETTERS[: MOST_PIECES + 1]
    assert fold_for_index(joint.join(word)) == " ".join([word] * MOST_PIECES)
    for endless in (more, more + word[:9]):
        parted = joint.replace("ـ", "").join(endless)
        assert fold_for_index(f"قال {joint.join(endless)}، {joint.join('داعش')}") == f"قال {parted}، {'داعش ' * 4}"[:-1]
        assert tokens(joint.join(endless)) == list(endless)


@pytest.mark.parametrize("joint", ["ـ.ـ", "\u200f"])
def test_pieces_that_make_a_word_longer_than_any_are_folded_one_by_one(joint: str) -> None:
    half = LETTERS[: LONGEST_MERGED // 2]
    assert tokens(f"{half}ــــ{joint}َــــ{half}") == [half * 2]
    assert tokens(f"{half}أ{joint}{half}") == [half + "ا", half]


@given(TEXTS)
def test_no_folding_fails_or_writes_many_times_what_it_read(text: str) -> None:
    for folded in (fold_for_index(text), fold_query(text), " ".join(tokens(text))):
        assert len(folded) <= MOST_FOR_ONE * (len(text) + 1)
    assert all(words_for_comparison(text))
    assert len(fold_line(text)) <= 2 * len(text)  # İ in lower case is two characters


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_twice_the_text_is_at_most_twice_the_index(unit: str) -> None:
    once, twice = (len(fold_for_index(unit * times)) for times in (2_000, 4_000))
    assert twice <= 2 * once + LONGEST_MERGED * MOST_PIECES


@pytest.mark.parametrize(
    ("fold", "kind", "length"),
    [
        (fold_for_index, "initials", 30_000),
        (fold_for_index, "words in sixteen pieces", 30_000),
        (fold_query, "pieces cut by hidden characters", 30_000),
        (fold_line, "one-letter words", LONGEST_LINE * 4),
        (tokens, "one-letter words", LONGEST_TEXT_KEPT + 1),
        (words_for_comparison, "one-letter words", LONGEST_TEXT_KEPT + 1),
        (words_for_comparison, "emoji and letters", LONGEST_TEXT_KEPT + 1),
    ],
)
def test_no_folding_takes_twenty_times_the_memory_of_its_text(
    fold: Callable[[str], object], kind: str, length: int
) -> None:
    text = (UNITS[kind] * length)[:length]
    tracemalloc.start()
    fold(text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20 * len(text.encode())


@pytest.mark.parametrize("fold", [*FOLDINGS, is_plain])
@pytest.mark.parametrize(
    ("start", "unit", "end"),
    [
        (".", "\u064e", "ا"),
        ("ا", "ـ", "."),
        ("ا", "-", "ا"),
        ("ا", "\u200f", "ا"),
        ("e", "\u0301\u0316", ""),
        ("", "\u0f73", "ا"),
    ],
)
def test_a_run_of_a_quarter_million_of_one_thing_is_read_to_its_end(
    fold: Callable[[str], object], start: str, unit: str, end: str
) -> None:
    """What compares each character of a run with all the others would be at it for many minutes."""
    fold(start + unit * (250_000 // len(unit)) + end)


@given(TEXTS)
def test_a_line_longer_than_any_folds_as_a_short_one_does(text: str) -> None:
    words = fold_line(f"ا {text} ا")
    times = LONGEST_LINE // (len(words) + 1) + 2
    assert fold_line("\n\u200f ".join([f"ا {text} ا"] * times)) == " ".join([words] * times)


def test_a_long_text_has_the_comparison_words_of_its_halves() -> None:
    half = "القـ.ـوات d\u00e9 e\u0301 ﷺ ديرالزور و\u0654 " * (LONGEST_TEXT_KEPT // 30)
    assert len(half) < LONGEST_TEXT_KEPT < 2 * len(half)
    assert words_for_comparison(half * 2) == words_for_comparison(half) * 2


def test_marks_beyond_thirty_on_one_letter_make_no_other_word() -> None:
    assert words_for_comparison("e\u0301 e") == ["é", "e"]
    marked = "e" + "\u0316" * 30
    assert words_for_comparison(marked + "\u0316" * 9) == words_for_comparison(marked) == [marked]


@pytest.mark.parametrize(
    "written", ["1440هـ.وقال", "قال.وأضاف", "(ب ي د)", "ق.س", "قس*د", "عام\u200f2019", "هـ ـ وقال"]
)
def test_signs_of_ordinary_writing_part_words(written: str) -> None:
    assert len(tokens(written)) > 1


def _digest(title: str, text: str) -> str:
    return Fingerprint.of(title, text).words_sha256


def test_words_cut_by_filters_are_the_same_words_in_comparison() -> None:
    clean = _digest("انسحاب القوات", "وتيرة الاستعدادات في ريف دير الزور، سوريا")
    assert _digest("انسحاب القـ.ـوات", "وتيـ.ـرة الاستعـ.ـدادات في ريف ديرالزور – سورية") == clean
    assert _digest("انسحاب القوات", "وتيرة الاستعدادات في ريف دير الزور، لبنان") != clean


def test_comparison_folds_the_seats_of_hamza_too() -> None:
    assert words_for_comparison("مسؤول رئيس Reuters ❤\ufe0f وديرالزور") == words_for_comparison(
        "مسوول رييس REUTERS ودير الزور"
    )


def test_moving_a_word_from_title_to_text_changes_the_hash() -> None:
    assert _digest("خبر عاجل", "نص") != _digest("خبر", "عاجل نص")


def test_the_words_round_a_cut_word_are_kept_for_phrases() -> None:
    assert extra_for("بدء انسحاب القـ.ـوات الأجنبية", "نص بلا شيء") == "بدء انسحاب القوات الاجنبيه"
    assert extra_for("عنوان", "نص بلا شيء") is None
    far = f"أ.ف.ب {'كلمة ' * 20} القـ.ـوات"
    assert extra_for(far, "") == "افب كلمه كلمه كلمه كلمه كلمه ء كلمه كلمه كلمه كلمه كلمه القوات"


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("ـ.*· \u200f\u0654وياأة"))))
def test_folding_twice_is_folding_once(text: str) -> None:
    folded = fold_query(text)
    assert tokens(folded) == tokens(text)


@given(st.text())
def test_any_text_has_comparison_words_and_a_hash(text: str) -> None:
    assert all(words_for_comparison(text))
    assert len(_digest(text, text)) == 64


@given(st.text(st.sampled_from([chr(code) for code in FOLD] + list(" ابتقوات.ـabc12")), max_size=80))
def test_folding_piece_by_piece_is_folding_at_once(text: str) -> None:
    assert not {chr(code) for code in FOLD} & set("".join(FOLD.values()))
    if is_plain(text):
        assert fold_query(text) == text.translate(FOLD)


def test_a_plain_text_folds_by_its_few_letters_as_by_the_whole_table() -> None:
    plain = "".join(one for one in map(chr, range(0x3000)) if is_plain(f"ا{one}ا"))
    assert fold_plain(plain) == plain.translate(FOLD)
    assert len(plain) > len(FOLD.keys() & set(map(ord, plain))) > 50
