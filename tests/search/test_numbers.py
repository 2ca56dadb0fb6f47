"""Numbers: grouped, with letters on them, beside a letter or its name in the other script."""

import pytest
from sqlite_utils import Database

from tests.support.searched import found, make

TEXTS = (
    ("مساعدات", "وصلت 7000 سلة غذائية."),  # 0
    ("مساعدات ثانية", "وصلت 7,000 سلة أخرى."),  # 1
    ("مساعدات ثالثة", "وزع الفريق الـ7000 سلة."),  # 2
    ("مساعدات رابعة", "و7.000 سلة في الطريق."),  # 3
    ("تقويم", "في عام 1436 ولد."),  # 4
    ("تقويم آخر", "في عام 1436هـ ولد أخوه."),  # 5
    ("تقويم ثالث", "سنة 1999م كانت ماطرة."),  # 6
    ("تقويم رابع", "سنة 1999 كانت جافة."),  # 7
    ("موقع", "قال موقع عربي21 إن الطقس جميل."),  # 8
    ("موقع آخر", "قال موقع عربي 21 إن الطقس بارد."),  # 9
    ("دبابة", "عرض المتحف دبابة تي 72 قديمة."),  # 10
    ("متحف", "دبابة T-72 في المتحف."),  # 11
    ("متحف ثالث", "دبابة تي-72 من الحديد، وخلفها رقم 72."),  # 12
    ("طائرة", "حلقت طائرة إف-16 في العرض."),  # 13
    ("طائرة أخرى", "حلقت طائرة F16 في السماء."),  # 14
    ("أسعار", "بلغ السعر 3.5 ليرة."),  # 15
    ("أسعار أخرى", "بلغ السعر 35 ليرة، وكان 1 و500 ثم 1 الف."),  # 16
    ("أسعار ثالثة", "بلغ السعر 1,500 ليرة."),  # 17
    ("كأس", "فازوا في 16 مباراة، أف منهم."),  # 18
    ("مجموعة", "اجتمعت مجموعة الـ20 أمس."),  # 19
    ("مجموعة أخرى", "اجتمعت مجموعة 20 اليوم."),  # 20
    ("شبكة", "ذكرت شبكة سي إن إن ذلك."),  # 21
    ("شبكة أخرى", "ذكرت شبكة CNN ذلك."),  # 22
    ("شارع", "شاي تي وكعك، ثم رقم 72."),  # 23
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Database:
    return make(tmp_path_factory.mktemp("numbers") / "numbers.db", TEXTS)


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("7000", {0, 1, 2, 3}),
        ("٧٠٠٠", {0, 1, 2, 3}),
        ("7,000", {0, 1, 2, 3}),
        ("7.000", {0, 1, 2, 3}),
        ("7000 سلة", {0, 1, 2, 3}),
        ("1436", {4, 5}),
        ("عام 1436", {4, 5}),
        ("1436هـ", {5}),
        ("1999", {6, 7}),
        ("1999م", {6, 7}),
        ("عربي21", {8, 9}),
        ("عربي 21", {8, 9}),
        ("عربي-21", {8, 9}),
        ("T-72", {10, 11, 12}),
        ("تي 72", {10, 11, 12}),
        ("تي-72", {10, 11, 12}),
        ("تي72", {10, 11, 12}),
        ("إف-16", {13, 14}),
        ("F-16", {13, 14}),
        ("F16", {13, 14}),
        ("مجموعة 20", {19, 20}),
        ("CNN", {21, 22}),
        ("سي إن إن", {21, 22}),
    ],
)
def test_a_number_is_found_however_it_is_written(record: Database, text: str, hits: set[int]) -> None:
    assert found(record, text) == hits


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("3.5", {15}),
        ("3 5", {15}),
        ("35", {16}),
        ("1500", {17}),
        ("1,500", {17}),
        ('"7,000"', {1, 3} - {3}),
        ('"7000"', {0}),
        ("1999 ماطرة", {6}),
    ],
)
def test_a_number_is_not_taken_for_another_one(record: Database, text: str, hits: set[int]) -> None:
    assert found(record, text) == hits


@pytest.mark.parametrize("text", ["7,000", "عربي-21", "T-72"])
def test_a_word_with_signs_inside_is_a_phrase_in_the_exact_mode_and_in_quotation_marks(
    record: Database, text: str
) -> None:
    assert found(record, text, "exact") == found(record, f'"{text}"') < found(record, text)
