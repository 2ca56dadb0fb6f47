"""Foreign names in another spelling, found without being listed; and words of Arabic that are one sound apart, not."""

import pytest
from sqlite_utils import Database

from archive.search._foreign_names import foreign_spellings
from archive.search.vocabulary import Vocabulary
from tests.support.search_samples import found, make

TEXTS = (
    ("معرض في كامبريدج", "افتتح المعرض في كامبريدج أمس."),  # 0
    ("زوار كامبريدج", "وصل الزوار إلى كامبريدج."),  # 1
    ("قطار نوتنغهام", "تأخر القطار إلى نوتنغهام."),  # 2
    ("مطر على نوتينغهام", "هطل المطر على نوتينغهام."),  # 3
    ("مصنع شتوتغارت", "أعلن المصنع في شتوتغارت عن عمل."),  # 4
    ("ندوة", "تحدث نيقولا شتاينهاور عن الجسور."),  # 5
    ("ندوة أخرى", "وقال نيكولا شتاينهاور إن الجسر متين."),  # 6
    ("كاتب", "سأل نيكولا الحارس عن الباب."),  # 7
    ("مقاطع", "قاطع المذيع الضيف. المقاطع طويلة، وهذا مقطع."),  # 8
    ("تصوير", "سافرت المجموعة ثم صورت المدينة، وصاورت الريح."),  # 9
    ("سلمان", "زرع سلمان الحقل."),  # 10
    ("سليمان", "حصد سليمان الحقل. السلمان بعيد."),  # 11
    ("مهرجان", "غنى دريد لحام الصغير في المهرجان."),  # 12
    ("أبو خالد", "قال أبو خالد النجار إنه جاهز."),  # 13
    ("طريق", "التقى أبي خالد النجار في الطريق."),  # 14
    ("مطار", "أبو الضهور: فتح الطريق."),  # 15
    ("قرية", "في أبو الظهور مدرسة."),  # 16
    ("موسم", "وكفررمانا قرية جميلة."),  # 17
    ("ميناء", "رست السفينة في روتيردام، وتلك هي الروتردام."),  # 18
    *((f"ميناء {n}", "رست السفينة في روتردام.") for n in range(19, 40)),
    *((f"تطبيق {n}", "كتب على فايسبوك صورة.") for n in range(40, 43)),
    *((f"تطبيق {n}", "كتب على الفايسبوك صورة.") for n in range(43, 47)),
    *((f"تطبيق {n}", "كتب على فيسبوك صورة.") for n in range(47, 50)),
    ("حزب", "عقد الحزب الديمقراطي والجمعية الديمقراطية ندوة."),  # 50
    *((f"بلاد {n}", "تلك دول ديموقراطية، وهذه ديمقراطية.") for n in range(51, 54)),
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Database:
    return make(tmp_path_factory.mktemp("foreign") / "foreign.db", TEXTS)


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("كمبريدج", {0, 1}),  # a vowel less, and no article has it so
        ("كامبريدج", {0, 1}),
        ("نوتينغهام", {2, 3}),
        ("نوتنغهام", {2, 3}),
        ("نوتينجهام", {3}),  # one step from what article 3 has
        ("شتوتجارت", {4}),
        ("الفايسبوك", set(range(40, 50))),  # the article of a foreign name is no letter of it
        ("الديموقراطية", {50}),  # that of an adjective is the noun's
    ],
)
def test_a_foreign_name_is_found_in_a_spelling_one_sound_apart(record: Database, text: str, hits: set[int]) -> None:
    assert found(record, text) == hits


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("نيقولا شتاينهاور", {5, 6}),
        ("نيكولا شتاينهور", {5, 6}),  # each word on its own
        ("دريد اللحام", {12}),  # the article, as nothing has the words side by side
        ("أبو خالد النجار", {13, 14}),  # in the case of its sentence
        ("أبي خالد النجار", {13, 14}),
        ("أبو الضهور", {15, 16}),
        ("كفر رمانا", {17}),  # joined, and with a proclitic
    ],
)
def test_a_word_of_a_name_of_several_is_found_as_the_sentence_or_the_outlet_writes_it(
    record: Database, text: str, hits: set[int]
) -> None:
    assert found(record, text) == hits


@pytest.mark.parametrize("text", ["مقطع", "سلمان", "صورت", "قاطع", "الحارس"])
def test_words_of_arabic_one_sound_apart_stay_two(record: Database, text: str) -> None:
    assert foreign_spellings(text, Vocabulary(record.conn), beside_a_name=False) == []


def test_two_persons_whose_names_differ_by_a_vowel_of_arabic_stay_two(record: Database) -> None:
    assert foreign_spellings("سلمان", Vocabulary(record.conn), beside_a_name=True) == []


def test_a_name_that_one_article_of_twenty_writes_with_the_article_is_a_name_still(record: Database) -> None:
    assert foreign_spellings("روتيردام", Vocabulary(record.conn), beside_a_name=False) == ["روتردام"]
