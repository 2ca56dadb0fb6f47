"""Other spellings of a name: with proclitics, joined and parted, kept side by side; and no other word for it."""

import pytest
from sqlite_utils import Database

from archive.search.fts_query import compile_query
from archive.search.vocabulary import Vocabulary
from tests.support.search_samples import found, make

FILLING = tuple((f"خبر رقم {n}", "تحدث المراسل على الهواء من رأس الجبل عن أحوال الطقس.") for n in range(60))
TEXTS = (
    ("تل أبيض", "وصل الموظفون إلى تل أبيض صباحاً."),  # 0
    ("سوق المدينة", "زارت اللجنة الرقة وتل أبيض ثم عادت."),  # 1
    ("ألوان البيوت", "على التل بيت أبيض."),  # 2
    ("كاتب جديد", "قال عبداللطيف إن الكتاب جاهز."),  # 3
    ("ندوة الكتاب", "حضر عبد اللطيف وابنه الندوة."),  # 4
    ("ندوة أخرى", "تحدث عبد اللطيف عن القراءة."),  # 5
    ("رسام", "عرض منصور لوحاته في القاعة."),  # 6
    ("معرض الصور", "اختار الزوار من صور كثيرة صورة واحدة."),  # 7
    ("معرض ثان", "وهناك من صور المكان ليلاً. من صور الآثار فقد صور التاريخ."),  # 8
    ("صور قديمة", "صور من الأرشيف، صور من البيت."),  # 9
    ("رأس العين", "سوق رأس العين مفتوح."),  # 10
    ("مياه رأس العين", "تصل المياه إلى رأس العين."),  # 11
    ("قرية رأس العين", "مدرسة رأس العين جديدة."),  # 12
    *((f"طبيب {n}", "رفع رأس المريض قبل الدواء، ثم شرح الطبيب مدة طويلة كيف تحفظ هذه العين.") for n in range(9)),
    *FILLING,
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Database:
    return make(tmp_path_factory.mktemp("names") / "names.db", TEXTS)


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("تل أبيض", {0, 1}),
        ("تل ابيض", {0, 1}),
        ("تلأبيض", {0, 1}),
        ("وتل أبيض", {0, 1}),
    ],
)
def test_a_name_of_several_words_is_found_behind_any_proclitic_however_short_its_first_word(
    record: Database, text: str, hits: set[int]
) -> None:
    assert found(record, text) == hits


@pytest.mark.parametrize("text", ["عبداللطيف", "عبد اللطيف"])
def test_a_joined_name_finds_the_parted_one_where_its_halves_hardly_meet_otherwise(record: Database, text: str) -> None:
    assert found(record, text) == {3, 4, 5}


def test_a_word_is_not_parted_into_two_that_only_happen_to_meet(record: Database) -> None:
    assert found(record, "منصور") == {6}


def test_a_name_of_two_common_words_is_kept_side_by_side(record: Database) -> None:
    assert found(record, "رأس العين") == {10, 11, 12}


def test_words_that_are_no_name_are_sought_anywhere(record: Database) -> None:
    assert found(record, "اللجنة الرقة") == {1}
    assert found(record, "أبيض بيت") == {2}


def test_a_conjunction_typed_as_a_word_is_not_looked_for_by_itself(record: Database) -> None:
    assert found(record, "الندوة و ابنه") == {4}


def test_a_question_of_any_two_words_is_looked_for_in_so_many_spellings_at_most(record: Database) -> None:
    words = sorted({word for title, body in TEXTS for word in (title + " " + body).split()})[:200]
    for word in words:
        assert len(compile_query(f"{word} {word}", "names", Vocabulary(record.conn)).forms) <= 320


BODIES = (
    ("قسد", "أعلنت قسد بياناً."),  # 0
    ("القوات", "أعلنت قوات سوريا الديمقراطية بياناً."),  # 1
    ("SDF", "The SDF issued a statement."),  # 2
    ("وحدات", "قالت وحدات حماية الشعب ذلك."),  # 3
    ("ي ب ك", "وصف البيان ي ب ك بذلك."),  # 4
    ("لم يبك", "لم يبك الطفل. لم يبك أحد."),  # 5
    ("بيد", "كتب الرسالة بيد واحدة. بيد من؟"),  # 6
    ("حزب", "حزب الاتحاد الديمقراطي في بيان."),  # 7
    ("الناتو", "اجتمع وزراء الناتو."),  # 8
    ("حلف", "اجتمع حلف شمال الأطلسي."),  # 9
    ("للناتو", "مقر للناتو."),  # 10
    ("ترامب", "قال ترامب."),  # 11
    ("ترمب", "قال ترمب."),  # 12
    ("المفوضية", "المفوضية السامية للأمم المتحدة لشؤون اللاجئين."),  # 13
    ("UNHCR", "UNHCR said."),  # 14
    ("مكتب", "مكتب التحقيقات الفيدرالي والإف بي آي."),  # 15
    ("مكتب آخر", "الاتحادي: مكتب التحقيقات الاتحادي."),  # 16
    ("آلاف", "الآلاف بي وآي."),  # 17
    ("لم يبك أحد", "بيد أن الطفل لم يبك."),  # 18
)


@pytest.fixture(scope="module")
def bodies(tmp_path_factory: pytest.TempPathFactory) -> Database:
    return make(tmp_path_factory.mktemp("bodies") / "bodies.db", BODIES)


@pytest.mark.parametrize(
    ("texts", "hits"),
    [
        (("قسد", "SDF", "sdf", "قوات سوريا الديمقراطية", "قوات سوريا الديموقراطية", "ق س د", "ق.س.د"), {0, 1, 2}),
        (("وحدات حماية الشعب", "YPG", "ي ب ك", "واي بي جي"), {3, 4}),
        (("ي.ب.ك", "ي.ب.ك."), {3, 4, 5, 18}),
        (("PYD", "ب ي د", "حزب الاتحاد الديمقراطي"), {7}),
        (("الناتو", "ناتو", "NATO", "حلف شمال الأطلسي"), {8, 9, 10}),
        (("ترامب", "ترمب"), {11, 12}),
        (("UNHCR", "مفوضية شؤون اللاجئين", "المفوضية السامية للأمم المتحدة لشؤون اللاجئين"), {13, 14}),
        (("FBI", "إف بي آي", "الإف بي آي", "مكتب التحقيقات الاتحادي"), {15, 16}),
    ],
)
def test_a_body_is_found_by_its_name_and_by_its_initials_in_every_script(
    bodies: Database, texts: tuple[str, ...], hits: set[int]
) -> None:
    assert {text: found(bodies, text) for text in texts} == dict.fromkeys(texts, hits)


def test_initials_with_dots_are_one_word_in_the_index_and_letters_elsewhere(bodies: Database) -> None:
    assert found(bodies, "يبك") == {5, 18}
    assert found(bodies, "ي.ب.ك", "exact") == {5, 18}


def test_the_exact_mode_knows_no_other_name(bodies: Database) -> None:
    assert found(bodies, "SDF", "exact") == {2}
    assert found(bodies, "ي ب ك", "exact") == {4}


MADE = (
    ("عبد الملك", "عبد الملك كاتب."),  # 0
    ("ملك", "بنى عبد قصراً، ثم زاره الملك مرة. عبد الملك."),  # 1
    *((f"ملك {n}", "كان عبد في القصر حين عاد الملك من السفر الطويل البعيد.") for n in range(20)),
    ("سعد الدين", "سعد الدين خطاط."),  # 22
    ("الدين", "سعد بيوم العطلة وأعاد الدين إلى جاره."),  # 23
    ("آل ثاني", "من آل ثاني."),  # 24
    ("الثاني", "الدور الثاني."),  # 25
    ("الدار البيضاء", "في الدار البيضاء."),  # 26
    *((f"ثان {n}", "شيخ من آل ثاني.") for n in range(12)),  # 27 to 38
    ("عبدالملك", "وقع عبدالملك الكتاب."),  # 39
    ("كفر نبل", "سوق كفر نبل."),  # 40
    *((f"قرية {n}", "سوق بكفر نبل.") for n in range(5)),  # 41 to 45
    *((f"نار {n}", "نار جيل مضى.") for n in range(2)),  # 46, 47
    *((f"جيل {n}", "نار بعد نار يتذكرها جيل.") for n in range(10)),  # 48 to 57
    *((f"نخل {n}", "شجرة نارجيل.") for n in range(5)),  # 58 to 62
    *((f"دوار {n}", "حي قرب دوار شمس.") for n in range(3)),  # 63 to 65
    *((f"حي {n}", "بيت قرب دوارشمس.") for n in range(2)),  # 66, 67
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Database:
    return make(tmp_path_factory.mktemp("made") / "made.db", MADE)


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("عبد الملك", {0, 1, 39}),
        ("عبدالملك", {0, 1, 39}),
        ("كفر نبل", set(range(40, 46))),
        ("نارجيل", set(range(58, 63))),
        ("دوارشمس", set(range(63, 68))),
        ("سعد الدين", {22}),
        ("سعدالدين", {22}),
        ("آل ثاني", {24, *range(27, 39)}),
        ("الثاني", {25}),
        ("الدار البيضا", {26}),
    ],
)
def test_a_name_is_told_by_the_way_it_is_made(made: Database, text: str, hits: set[int]) -> None:
    assert found(made, text) == hits


SPELT = (
    *(("رصاص", "أصيب الرجل برصاص في الطريق.") for _ in range(9)),  # 0 to 8
    *(("صنع", "مصنع ينتج من رصاص قديم.") for _ in range(3)),  # 9 to 11
    ("بيان", "زار لبنان."),  # 12
    ("بنان", "كتبت بنان رسالة."),  # 13
    ("هدف", "سجل بول بوغبا هدفا."),  # 14
    ("هدف آخر", "وقال بول بوجبا إنه سعيد."),  # 15
    ("رحلة", "في نيوزيلاندا جبال."),  # 16
    ("رحلة أخرى", "في نيوزيلندا جبال."),  # 17
    ("قلعة", "زار الأمير قلعة الحصن."),  # 18
    *(("حصن", "في قلعة أخرى رأى الناس الحصن من بعيد.") for _ in range(9)),
)


@pytest.fixture(scope="module")
def spelt(tmp_path_factory: pytest.TempPathFactory) -> Database:
    return make(tmp_path_factory.mktemp("spelt") / "spelt.db", SPELT)


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("رصاص", set(range(12))),  # with a preposition oftener than without, and never with the article before that
        ("بنان", {13}),
        ("بول بوجبا", {14, 15}),  # another letter for a foreign g, in a name of several words
        ("نيو زيلندا", {16, 17}),  # joined, then in its other spelling
        ("قلعة الحصن", {18}),
    ],
)
def test_a_name_is_found_in_its_other_spellings(spelt: Database, text: str, hits: set[int]) -> None:
    assert found(spelt, text) == hits
