"""Mode "forms": a word with all that is written onto it, in a question of any shape; the texts are made up."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from archive.search import _forms, _phrases, fts_query, vocabulary
from archive.search._forms import MOST_FORMS, forms_of, stem
from archive.search.engine import Mode, search, to_marked_text
from archive.search.found_forms import found_forms
from archive.search.fts_query import compile_query
from archive.search.vocabulary import Vocabulary
from tests.support.search_samples import found, make

Found = Callable[..., set[int]]


@pytest.fixture
def texts(tmp_path: Path) -> Iterator[Callable[..., Database]]:
    """A record of these texts, each an article without a headline; their places are their numbers."""
    opened: list[Database] = []

    def of(*bodies: str) -> Database:
        opened.append(make(tmp_path / f"{len(opened)}.db", tuple(("", body) for body in bodies)))
        return opened[-1]

    yield of
    for db in opened:
        db.close()


@pytest.mark.parametrize(
    ("asked", "forms", "others"),
    [
        ("كتيبة", "والكتيبة لكتيبتين كتيبتها كتيبتان كتيباتهم بالكتيبات", "كتيب الكتيب"),
        ("مدفعية", "للمدفعية بمدفعيتهم مدفعيات", "مدفع"),
        ("حاجز", "حاجزا حاجزان بحاجزين حاجزها للحاجز وبالحاجز", "حجز"),
        ("حرب", "حربا حربان حربين حربهم حربه بالحرب ولحرب", "حربي الحربية"),
        ("صورة", "صورتها الصورتين صوراتهم", "صوري صورا"),
        ("مستشفى", "مستشفيات بالمستشفى مستشفاهم", "شفى"),
        ("زعماء", "زعمائهم زعماؤها للزعماء", "زعم"),
        ("قناة", "قنوات القنوات قناتها", "قنا"),
        ("منشأة", "منشآت بالمنشآت", "نشأت"),
        ("مقاتل", "مقاتلون مقاتلة المقاتلات مقاتليها", "قاتل"),
        ("مدني", "المدنية مدنيون للمدنيين", "مدن"),
    ],
)
def test_a_noun_is_found_with_its_fronts_endings_and_owners(
    texts: Callable[..., Database], asked: str, forms: str, others: str
) -> None:
    words = forms.split()
    assert found(texts(asked, *words, *others.split()), asked, "forms") == set(range(len(words) + 1))


@pytest.mark.parametrize(
    ("asked", "noun"),
    [
        ("قتيلا", "قتيل"),
        ("كتيبتين", "كتيبة"),
        ("غارات", "غارة"),
        ("بالغارات", "غارة"),
        ("نازحين", "نازح"),
        ("حربها", "حرب"),
        ("منصبه", "منصب"),
    ],
)
def test_asked_with_an_ending_the_noun_is_found_too(texts: Callable[..., Database], asked: str, noun: str) -> None:
    plain = noun.replace("ة", "")
    record = texts(f"{asked} {plain}ون {plain}ان", noun, f"ال{noun}", f"وال{noun}", f"ال{noun} {noun}", "نص آخر")
    assert found(record, asked, "forms") >= {0, 1, 2, 3, 4}


@pytest.mark.parametrize(
    ("asked", "other"),
    [
        ("رسم", "رسمي"),  # four letters and fewer: no light stem
        ("حال", "حالي"),
        ("مسؤول", "المسؤولية"),
        ("صاروخ", "صاروخية"),
        ("حكومة", "الحكومي"),
        ("لبنان", "لبن اللبن"),
        ("تركي", "تركيا"),
        ("جنة", "لجنة اللجنة لجنة لجنة"),
        ("ألغام", "غام بغام"),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_form_is_another_word(texts: Callable[..., Database], asked: str, other: str) -> None:
    record = texts(asked, f"ال{asked}", f"ال{asked}", *[other] * 5)
    assert found(record, asked, "forms") <= {0, 1, 2}


def test_the_name_of_god_has_no_article(texts: Callable[..., Database]) -> None:
    assert found(texts("الله", "والله", "له", "لها ولهم"), "الله", "forms") == {0, 1}


def test_plurals_of_the_list_are_forms_but_no_other_names(texts: Callable[..., Database]) -> None:
    pairs = [("رأس", "رؤوس"), ("عامل", "عمال"), ("إمام", "أئمة"), ("كردي", "أكراد"), ("قتيل", "قتلى")]
    record = texts(*(word for one, many in pairs for word in (one, f"{many} وال{many}")))
    for at, (singular, _) in enumerate(pairs):
        assert found(record, singular, "forms") == {2 * at, 2 * at + 1}
        assert 2 * at + 1 not in found(record, singular, "names")


def test_every_word_of_a_question_is_looked_for_in_its_forms(texts: Callable[..., Database]) -> None:
    record = texts("وصل اللاجئون السوريون أمس إلى ألمانيا", "لاجئ في ألمانيا", "السوريات", "نص")
    assert found(record, "لاجئين سوريين ألمانيا", "forms") == {0}
    assert found(record, "لاجئين سوريين ألمانيا", "names") == set()


def test_of_many_words_only_the_rare_are_looked_for_in_their_forms(
    texts: Callable[..., Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = "حارس سفينة ميناء مدينة قافلة كتيبة"
    plain = "ميناء ثم سفينة ثم حارس ثم كتيبة ثم قافلة ثم"
    record = texts(f"{plain} مدينة", f"{plain} للمدينة", f"{plain} بمدينة", *["مدينة"] * 9, *["نص"] * 9)
    assert found(record, asked, "forms") == {0, 2}
    monkeypatch.setattr(fts_query, "COMMON_SHARE", 1)
    assert found(record, asked, "forms") == {0, 1, 2}
    monkeypatch.setattr(fts_query, "MOST_INFLECTED", 1)
    assert found(record, asked, "forms") == {0, 2}
    monkeypatch.setattr(fts_query, "MANY", 7)
    assert found(record, asked, "forms") == {0, 1, 2}


@pytest.mark.parametrize(
    ("question", "hits"),
    [
        ("حارس OR ميناء", {0, 1, 3, 4}),
        ("(حارس) AND (سفينة)", {0, 1}),
        ("سفينة -حارس", {2}),
        ("سفينة NOT حارس", {2}),
        ("سفينة -(حارس OR نص)", {2}),
        ('"سفينة حارس"', {0}),
        ('"حارس سفينة"', set()),
        ('سفينة -"سفينة حارس"', {1, 2}),
        ('="سفينة حارس"', set()),
        ("=حارس", {1}),
        ("سفينة -=حارس", {0, 2}),
        ("عنوان:حارس", set()),
        ("وسف* حارس", {1}),
    ],
)
def test_forms_are_looked_for_inside_every_sign_of_the_language(
    texts: Callable[..., Database], question: str, hits: set[int]
) -> None:
    record = texts("وصلت سفن الحراس", "حارس وسفينته", "السفينة الأولى", "للحارس قول", "موانئ")
    assert found(record, question, "forms") == hits


def test_what_is_left_out_is_left_out_in_every_spelling_the_mode_looks_for(texts: Callable[..., Database]) -> None:
    record = texts("خبر من دمشق", "خبر بدمشق", "خبر الحرب", "خبر وحربهم")
    assert found(record, "خبر -دمشق") == {2, 3}
    assert found(record, "خبر -دمشق", "exact") == {1, 2, 3}
    assert found(record, "خبر -حرب", "forms") == {0, 1}
    assert found(record, "خبر -=حرب", "forms") == {0, 1, 2, 3}
    assert compile_query("خبر -حرب", "forms", Vocabulary(record.conn)).forms == ["خبر"]


def test_a_name_of_common_words_stays_a_name(texts: Callable[..., Database]) -> None:
    record = texts("رأس العين", "وفي رأس العين", "رؤوس", "العيون", "رؤوس كثيرة أمام العيون")
    assert found(record, "رأس العين", "forms") == {0, 1}


def test_a_phrase_keeps_to_its_spelling_in_names_and_takes_its_forms_in_forms(texts: Callable[..., Database]) -> None:
    record = texts("غارة جوية", "الغارات الجوية", "وبغارة جوية", "غارات وجوية")
    assert found(record, '"غارة جوية"', "names") == {0}
    assert found(record, '"غارة جوية"', "forms") == found(record, "غارة جوية", "forms") == {0, 1, 2}
    shown = [to_marked_text(hit.snippet_marked) for hit in search(record.conn, '"غارة جوية"', mode="forms").hits]
    assert shown == ["[وبغارة جوية]", "[الغارات الجوية]", "[غارة جوية]"]


def test_the_commonest_form_stands_first_behind_the_one_that_was_asked_for(texts: Callable[..., Database]) -> None:
    record = texts("حرب", "الحرب", "الحرب", "الحرب", "بالحرب", "بالحرب")
    assert compile_query("حرب", "forms", Vocabulary(record.conn)).forms == ["حرب", "الحرب", "بالحرب"]


@pytest.mark.parametrize("asked", ["كتيبة", '"كتيبة"', "كتيبة قافلة", '"قافلة كتيبة"', "كتيبة -لواء", "كتيبة OR لواء"])
def test_each_form_that_was_found_leads_to_just_its_articles(texts: Callable[..., Database], asked: str) -> None:
    record = texts("قافلة الكتيبة", "قوافل الكتيبتين", "كتيبة وقافلتها", "كتيبتهم", "ألوية", "قافلة كتيبة")
    results = search(record.conn, asked, mode="forms")
    assert results.count == len(results.hits)
    shown = found_forms(record.conn, asked, results.compiled, results.hits, 8, results.count)
    assert len(shown) > 1
    for form in shown:
        assert search(record.conn, form.question, mode="forms").count == form.articles


def test_no_more_forms_are_looked_for_than_the_bounds_allow(
    texts: Callable[..., Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    record = texts(
        "حرب جوية", *(f"{front}حرب{end} الجوية" for front in ("", "و", "ب", "ل") for end in ("ها", "هم", "نا"))
    )
    words = Vocabulary(record.conn)
    assert len(forms_of("حرب", words)) == 12 < MOST_FORMS
    monkeypatch.setattr(_forms, "MOST_FORMS", 4)
    assert len(forms_of("حرب", words)) == 4
    monkeypatch.setattr(_phrases, "MOST_TRIED", 3)
    assert len(_phrases.phrases_of(("حرب", "جويه"), words)) <= 3
    monkeypatch.setattr(_phrases, "MOST_LOOKED_THROUGH", 0)
    assert _phrases.phrases_of(("حرب", "جويه"), words) == []
    assert found(record, '"حرب جوية"', "forms") == {0}


def test_of_a_very_common_word_the_newest_articles_say_which_phrases_occur(
    texts: Callable[..., Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (_phrases, vocabulary):
        monkeypatch.setattr(module, "NEWEST_COMPARED", 1)
    record = texts("حربنا الجوية", "الحرب الجوية", "الحرب الجوية", "حربنا")
    assert _phrases.phrases_of(("حرب", "جويه"), Vocabulary(record.conn)) == [("الحرب", "الجويه")]
    monkeypatch.undo()
    assert len(_phrases.phrases_of(("حرب", "جويه"), Vocabulary(record.conn))) == 2


def test_the_light_stem_is_that_of_lucene() -> None:
    assert stem("والغارات") == stem("غاره") == "غار"


_LETTERS = st.text('ابتةهيىوأإآءئؤلمنكفسرحدعق "()=-*:ـ1٢a', max_size=24)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
@example("ال")
@example("=")
@example("=(حرب)")
@example("ات" * 150)
@given(_LETTERS)
def test_any_text_is_a_question_in_every_mode(record: Database, text: str) -> None:
    modes: tuple[Mode, ...] = ("exact", "names", "forms")
    for mode in modes:
        compiled = compile_query(text, mode, Vocabulary(record.conn))
        record.execute("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ?", (compiled.match,)).fetchone()
        assert len(compiled.match) < 400_000
