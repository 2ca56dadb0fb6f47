"""Names as readers type them, though hardly an article has them so: two sounds away, with a hamza more, without ال."""

import pytest
from sqlite_utils import Database

from archive.search._foreign_names import foreign_spellings
from archive.search.vocabulary import Vocabulary
from tests.support.search_samples import found, make

TEXTS = (
    ("فيلم", "تعرض نتفليكس الفيلم."),  # 0 to 4
    ("مسلسل", "تعرض نتفليكس المسلسل."),
    ("شركة", "ذكرت نتفليكس الأرقام."),
    ("جائزة", "نالت نتفليكس جائزة."),
    ("رسام", "رسم لوحة عن نتفليكس."),
    ("جنرال", "زار جوزيف فوتيل المعرض."),  # 5
    ("وزير", "زارت فيديريكا موغيريني المعرض."),  # 6
    ("كرة", "سجل كوتينيو هدفاً."),  # 7
    ("نهر", "عبرت القافلة إلى كارلسطاد."),  # 8
    ("بلدة", "في السويداء معرض."),  # 9 to 11
    ("بلدة", "السويداء اليوم."),
    ("بلدة", "مطر على السويداء."),
    ("طائرة", "هبطت بوينغ في المطار."),  # 12 to 14
    ("طائرة", "أقلعت بوينغ."),
    ("طائرة", "صنعت بوينغ الجناح."),
    ("أوركسترا", "عزف العود القديم. والعود القديم جميل."),  # 15
    ("منفذ", "عند القائم معرض."),  # 16
    ("مدينة", "سافر إلى كربلاء."),  # 17
    ("ميناء", "رست السفينة في المخا."),  # 18
    ("أمير", "حضر سعد بن عامر الحفل."),  # 19
    ("شاعر", "قرأ يحيى عامر القصيدة."),  # 20
    ("مغن", "غنى دي روسي."),  # 21
    ("رحلة", "سافر روسي إلى معرض دي."),  # 22 to 25
    ("رحلة", "قال روسي ثم كتب دي."),
    ("رحلة", "جلس روسي مع دي."),
    ("رحلة", "رأى روسي بيت دي."),
    ("بلد", "سورية بلد جميل."),  # 26, 27
    ("بلد", "سوريا بلد جميل."),
    ("مدرسة", "كتبت المعلمة بيد الطالبة."),  # 28
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Database:
    return make(tmp_path_factory.mktemp("rare") / "rare.db", TEXTS)


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("نيتفلكس", {0, 1, 2, 3, 4}),  # two vowels
        ("جوزف فوتل", {5}),
        ("فدريكا موجريني", {6}),  # two in each word, one of them for another letter
        ("كوتينهو", {7}),
        ("كارلستاد", {8}),  # one sound, two letters
    ],
)
def test_a_foreign_name_is_found_two_sounds_away_where_no_article_has_it_so(
    record: Database, text: str, hits: set[int]
) -> None:
    assert found(record, text) == hits


@pytest.mark.parametrize(
    ("text", "hits"),
    [("سويداء", {9, 10, 11}), ("البوينغ", {12, 13, 14}), ("عود قديم", {15}), ("عود القديم", {15})],
)
def test_a_name_is_found_with_the_article_that_it_always_has_and_without_what_it_never_has(
    record: Database, text: str, hits: set[int]
) -> None:
    assert found(record, text) == hits


@pytest.mark.parametrize(
    ("text", "hits"),
    [("القايم", {16}), ("كربلا", {17}), ("المخاء", {18}), ("سعد ابن عامر", {19}), ("يحي عامر", {20})],
)
def test_a_hamza_or_a_letter_left_out_or_written_too_much_hides_no_name(
    record: Database, text: str, hits: set[int]
) -> None:
    assert found(record, text) == hits


def test_a_short_particle_of_a_foreign_name_stands_beside_it(record: Database) -> None:
    assert found(record, "دي روسي") == {21}


def test_a_word_drawn_out_is_found_in_its_other_spelling(record: Database) -> None:
    assert found(record, "سوررريا") == {26, 27}


def test_initials_that_are_a_common_word_together_do_not_find_that_word(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    texts = (*TEXTS[28:] * 25, ("حزب", "أعلن حزب الاتحاد الديمقراطي بياناً."))
    record = make(tmp_path_factory.mktemp("initials") / "initials.db", texts)
    assert found(record, "ب.ي.د") == {25}


@pytest.mark.parametrize("text", ["كتبتنا", "بالقصر", "سيكتبون", "معلمات", "لقطارها"])
def test_a_word_of_arabic_that_no_article_has_is_respelt_to_none(record: Database, text: str) -> None:
    assert foreign_spellings(text, Vocabulary(record.conn), beside_a_name=False) == []
