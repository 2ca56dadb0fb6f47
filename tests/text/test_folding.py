"""Spelling rules: what is one word however it is written, and what stays two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.record.fulltext import extra_for
from archive.text.folding import FOLD, fold_for_index, fold_query, is_plain, tokens, words_for_comparison
from archive.versions.compare import Fingerprint


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
