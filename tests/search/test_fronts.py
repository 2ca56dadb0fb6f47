"""A name typed with what Arabic writes onto it finds what the name finds; a word that only begins so does not."""

from pathlib import Path

import pytest
from sqlite_utils import Database

from tests.support.search_samples import found, make

TEXTS = (
    ("سلوى الحمد", "سافرت سلوى الحمد أمس."),  # 0
    ("رحلة", "قالت سلوى الحمد وسلوى الحمد وحدها."),  # 1
    ("كتاب", "كتاب لسلوى الحمد."),  # 2
    ("طرطوس", "تقع طرطوس على البحر، وبطرطوس مرفأ."),  # 3
    ("مرفأ", "سفينة بطرطوس وأخرى تغادر طرطوس."),  # 4
    ("صيادون", "وصل صيادون من طرطوس."),  # 5
    ("رسالة", "رسالة للقاسمي وصلت القاسمي."),  # 6
    ("جواب", "كتب القاسمي جواباً."),  # 7
    ("باب", "فتحت البلدية الباب وفتحت المدرسة."),  # 8
    ("مقعد", "جلس تحت الشجرة."),  # 9
    ("نفق", "يمر تحت الجسر."),  # 10
    ("بطاقة", "صدرت البطاقة وهي بطاقة جديدة."),  # 11
    ("شمس", "طاقة الشمس كثيرة."),  # 12
    ("ريح", "طاقة الريح وطاقة الماء."),  # 13
    ("شار", "كتب شار سطراً."),  # 14
    ("بشار", "حضر بشار، وبشار غائب."),  # 15
    ("بشار ثانياً", "عاد بشار."),  # 16
    ("مدارس", "افتتحت مدرسة، والمدرسة واسعة، والمدارس كثيرة."),  # 17
    ("معلمون", "درس بمدرسة قريبة من مدرسة أخرى."),  # 18
    ("هدى وحدها", "قالت هدى."),  # 19
    *((f"بشار {n}", "عاد بشار.") for n in range(20, 24)),  # 20 to 23
    *((f"خبر رقم {n}", "تحدث المراسل على الهواء عن أحوال الطقس.") for n in range(30)),
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Database:
    return make(tmp_path_factory.mktemp("fronts") / "fronts.db", TEXTS)


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("وسلوى الحمد", {0, 1, 2}),  # the words beside it tell whose name it is
        ("لسلوى الحمد", {0, 1, 2}),
        ("فبسلوى الحمد", {0, 1, 2}),  # though no article has it so
        ("بطرطوس", {3, 4, 5}),  # it stands in articles with what is left of it
        ("لطرطوس", {3, 4, 5}),
        ("للقاسمي", {6, 7}),  # before the article these letters are hardly ever of the word
        ("والقاسمي", {6, 7}),
        ("فتحت", {8}),  # no article that has it has تحت, too
        ("بطاقة", {11}),  # it has the article before it: its first letter is its own
        ("بطاقة الريح", set()),
        ("وهدى", set()),  # no three letters are left of a word that none has
    ],
)
def test_what_is_written_onto_a_name_is_taken_off_and_letters_of_the_word_stay(
    record: Database, text: str, hits: set[int]
) -> None:
    assert found(record, text) == hits


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("بمدرسة", {8, 17, 18}),
        ("لمدرسة", {8, 17, 18}),
        ("بشار", {15, 16, *range(20, 24)}),
        ("لمدرسة أخرى", {18}),
        ("كمدارس", {8, 17, 18}),
    ],
)
def test_forms_are_those_of_the_word_without_its_front(record: Database, text: str, hits: set[int]) -> None:
    assert found(record, text, "forms") == hits


def test_of_two_fronts_the_inner_one_belongs_to_the_commoner_word(record: Database) -> None:
    assert found(record, "شار") == {14}


def test_behind_a_preposition_a_noun_is_found_in_all_forms_whatever_stands_beside_it(tmp_path: Path) -> None:
    texts = (
        ("", "اعتقال الناشط."),  # 0
        ("", "دان الأهالي الاعتقال."),  # 1
        ("", "طالبت الأم باعتقاله."),  # 2
        ("", "حملة اعتقالات جديدة."),  # 3
        ("", "استمر الاعتقال شهراً."),  # 4
        ("", "بلغت القافلة المعبر."),  # 5
        ("", "لغة المعبر واللغة الأخرى."),  # 6
    )
    record = make(tmp_path / "prepositions.db", texts)
    assert found(record, "باعتقاله", "forms") == {0, 1, 2, 3, 4}
    assert found(record, "بلغت", "forms") == {5}, "a verb leaves no noun"
