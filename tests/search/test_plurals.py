"""Broken plurals that no list has: patterns of the language, told from chance by the archive itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from archive.search._forms import forms_of
from archive.search._plurals import broken_plurals, singulars
from archive.search.vocabulary import Vocabulary
from archive.text.aliases import alias_rows
from archive.text.folding import fold_query
from tests.support.search_samples import found, make

PAIRS = """
سبب أسباب, بيت بيوت, حد حدود, سر أسرار, باب أبواب, خطة خطط, فرصة فرص, شارع شوارع, شاعر شعراء, نائب نواب, عاصمة عواصم,
ناعي نعاة, نظام أنظمة, خطيب خطباء, ضمير ضمائر, صديق أصدقاء, طبيب أطباء, رسالة رسائل, حقيبة حقائب, مسجد مساجد,
محكمة محاكم,
صندوق صناديق, زلزال زلازل, قانون قوانين, برنامج برامج, هدية هدايا, زاوية زوايا, مبدأ مبادئ, عضو أعضاء, خطأ أخطاء,
قوي أقوياء, حي أحياء, دواء أدوية, صحراء صحاري, أثر آثار, نقطة نقاط, شجرة أشجار, ملف ملفات, راكب ركاب, نار نيران,
جدار جدران, فارس فرسان, قرصان قراصنة, نادي أندية,
تاج تيجان, حوت حيتان, قارئ قراء
"""
NOUNS = [tuple(pair.split()) for pair in PAIRS.split(",")]
STRANGERS = [("قلب", "قلوب"), ("وصل", "وصول"), ("حدث", "احداث"), ("منظر", "مناظر")]
LISTED = {form for form, _, kind in alias_rows() if kind == "plural"}


@pytest.fixture(scope="module")
def nouns(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Each pair in three articles of its own, among others; number 3 n is the first of pair n."""
    texts = [f"{one} ثم ال{one} {many} ثم وال{many} وال{one} ال{many}" for one, many in NOUNS for _ in range(3)]
    by_shape = ["زميل الزميل", "الزميل", "زملاء الزملاء", "الزملاء"]  # so rare that nobody could tell by company
    strangers = ["قلب القلب", "القلب", "القلوب قلوب", "القلوب"]  # no article has both
    verb = ["وصل أمس وصول الوصول"] * 3  # he arrived: no article is written before it
    infinitive = ["حدث الحدث إحداث الإحداث"] * 3
    feminine = ["شركة الشركة شراكة الشراكة"] * 3  # what ends in ة has no fourth letter of a root
    twice = ["موعد الموعد المواعد مواعد ثمن الثمن ثمون الثمون"] * 2 + ["موعد ثمن"] * 26
    of_two = ["شهيد الشهيد شاهد الشاهد الشهداء شهداء"] * 3 + ["شاهد الشاهد"] * 2
    alone = ["حارس الحارس", "الحوارس حوارس", "الحوارق حوارق"] + ["حارق حارقة الحارق الحارقة"] * 2  # no article has both
    alone += ["وصية الوصية", "الوصية", "الوصايا", "الوصايا"]
    alone += ["تمثال التمثال", "التمثال", "تمثيل التمثيل", "التمثيل", "التماثيل تماثيل", "التماثيل"]
    adjective = ["خيار الخيار ثم الأخير أخير والأخيرة أخيرة"] * 3
    everywhere = " منظر المنظر"
    bodies = [text + everywhere for text in texts + by_shape + strangers + verb + infinitive + feminine]
    bodies += [text + everywhere for text in twice + of_two + alone + adjective]
    bodies[::9] = [f"{body} مناظر المناظر" for body in bodies[::9]]  # with منظر no oftener than with anything else
    db = make(tmp_path_factory.mktemp("nouns") / "warraq.db", tuple(("", body) for body in bodies))
    yield db
    db.close()


@pytest.mark.parametrize("pair", NOUNS, ids=lambda pair: pair[0])
def test_singular_and_plural_find_each_other(nouns: Database, pair: tuple[str, str]) -> None:
    vocabulary = Vocabulary(nouns.conn)
    one, many = map(fold_query, pair)
    assert not {one, many} & (LISTED)
    assert many in broken_plurals(one, vocabulary)
    assert one in singulars(many, vocabulary)


@pytest.mark.parametrize(("one", "many"), [*STRANGERS, ("شركه", "شراكه")])
def test_what_has_the_shape_of_a_plural_is_none(nouns: Database, one: str, many: str) -> None:
    """Strangers, a verb, an infinitive that folding makes one with the plural, two that only meet, two in ة."""
    vocabulary = Vocabulary(nouns.conn)
    assert vocabulary.has(one, many)
    assert (broken_plurals(one, vocabulary), singulars(many, vocabulary)) == ([], [])


def test_words_too_rare_to_meet_are_told_by_a_shape_that_no_other_word_has(nouns: Database) -> None:
    vocabulary = Vocabulary(nouns.conn)
    assert (broken_plurals("زميل", vocabulary), singulars("زملاء", vocabulary)) == (["زملاء"], ["زميل"])


def test_two_articles_are_enough_where_hardly_anything_else_has_the_shape_of_the_plural(nouns: Database) -> None:
    vocabulary = Vocabulary(nouns.conn)
    assert broken_plurals("موعد", vocabulary) == ["مواعد"]
    assert broken_plurals("ثمن", vocabulary) == []


def test_the_shape_alone_tells_where_no_noun_in_ta_has_it(nouns: Database) -> None:
    vocabulary = Vocabulary(nouns.conn)
    assert (broken_plurals("حارس", vocabulary), singulars("حوارس", vocabulary)) == (["حوارس"], ["حارس"])
    assert (broken_plurals("حارق", vocabulary), singulars("حوارق", vocabulary)) == ([], [])


def test_of_two_that_the_shape_alone_tells_both_are_found(nouns: Database) -> None:
    assert set(singulars("تماثيل", Vocabulary(nouns.conn))) == {"تمثال", "تمثيل"}


def test_several_that_always_wear_the_article_lead_to_one(nouns: Database) -> None:
    """No article has وصايا."""
    assert {"وصيه", "الوصيه"} <= set(forms_of("الوصايا", Vocabulary(nouns.conn)))


def test_a_feminine_adjective_is_no_plural(nouns: Database) -> None:
    assert broken_plurals("خيار", Vocabulary(nouns.conn)) == []


def test_of_two_words_that_may_have_the_plural_it_is_the_likelier_ones(nouns: Database) -> None:
    vocabulary = Vocabulary(nouns.conn)
    assert "شهداء" in broken_plurals("شاهد", vocabulary)
    assert singulars("شهداء", vocabulary) == ["شهيد"]


@pytest.mark.parametrize("asked", ["شارع", "الشارع", "شوارع", "بالشوارع"])
def test_asked_in_either_number_both_are_found(nouns: Database, asked: str) -> None:
    at = 3 * [pair[0] for pair in NOUNS].index("شارع")
    assert found(nouns, asked, "forms") == {at, at + 1, at + 2}
    assert {"الشارع", "والشوارع", "شوارع"} - {asked} <= set(forms_of(fold_query(asked), Vocabulary(nouns.conn)))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
@given(st.text("ابتهيوءئؤلمنكف1a", max_size=9))
def test_any_word_has_at_most_two_of_each(nouns: Database, word: str) -> None:
    vocabulary = Vocabulary(nouns.conn)
    for others in (broken_plurals(word, vocabulary), singulars(word, vocabulary)):
        assert len(others) <= 2
        assert word not in others
        assert vocabulary.held(others) == others


def record_of(tmp_path: Path, counts: dict[str, int]) -> Vocabulary:
    return Vocabulary(make(tmp_path / "a.db", tuple(("", text) for text, n in counts.items() for _ in range(n))).conn)


def test_the_shape_alone_tells_a_place_or_an_end_but_not_who_does_something(tmp_path: Path) -> None:
    several = {"مدفع المدفع": 2, "مدافع المدافع": 2, "مدافعين": 1, "معلم المعلم": 2, "معالم المعالم": 2, "المعلمين": 1}
    vocabulary = record_of(tmp_path, {"مكسب المكسب": 2, "مكاسب المكاسب": 2, "نص": 9, **several})
    assert (broken_plurals("مكسب", vocabulary), singulars("مكاسب", vocabulary)) == (["مكاسب"], ["مكسب"])
    assert broken_plurals("مدفع", vocabulary) == broken_plurals("معلم", vocabulary) == []


def test_common_words_are_one_noun_where_no_verb_has_the_other_for_its_infinitive(tmp_path: Path) -> None:
    pairs = [("شعب الشعب", "شعوب الشعوب"), ("دخل الدخل", "دخول الدخول")]
    texts = {text: 4 for one, many in pairs for text in (f"{one} {many}", one, many)}
    vocabulary = record_of(tmp_path, {**texts, "يدخل": 1})
    assert broken_plurals("شعب", vocabulary) == ["شعوب"]
    assert broken_plurals("دخل", vocabulary) == []


def test_a_slip_beside_the_plural_is_not_its_singular(tmp_path: Path) -> None:
    texts = {"وسيلة الوسيلة وسائل الوسائل": 2, "وسيلة الوسيلة": 2, "وسائل": 1, "وسالة وسائل": 1, "نص": 20}
    assert singulars("وسائل", record_of(tmp_path, texts)) == ["وسيله"]
