"""Same sound, same company, other houses: only what has all three is one name in two spellings."""

from contextlib import closing
from pathlib import Path

import pytest

from archive.search import spelling_pairs as module
from archive.search._cooccurrence import Company
from archive.search._one_step import Step, one_step_apart
from archive.search._other_words import are_two_words
from archive.search.spelling_pairs import SpellingPair, spelling_pairs
from archive.search.vocabulary import Vocabulary
from archive.sqlite import open_readonly
from archive.text.folding import fold_query
from tests.support import spelling_variants

HOUSES = spelling_variants.HOUSES


def derived(path: Path, houses: tuple[str, ...] = HOUSES) -> list[SpellingPair]:
    spelling_variants.make(path, houses)
    with closing(open_readonly(path)) as connection:
        return spelling_pairs(connection)


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], SpellingPair]:
    found = derived(tmp_path_factory.mktemp("houses") / "warraq.db")
    return {(pair.first, pair.second): pair for pair in found}


def folded(pair: tuple[str, str]) -> tuple[str, str]:
    return fold_query(pair[0]), fold_query(pair[1])


def test_a_name_that_houses_spell_in_two_ways_is_found_with_its_reason(
    pairs: dict[tuple[str, str], SpellingPair],
) -> None:
    pair = pairs[folded(spelling_variants.SPELT)]
    assert (pair.basis, pair.change, pair.house) == ("measured", "و/", 0)
    assert pair.company >= module.LIKE


def test_a_rare_name_is_found_by_its_letters_too(pairs: dict[tuple[str, str], SpellingPair]) -> None:
    assert pairs[folded(spelling_variants.RARE)].basis == "rare"


def test_a_pair_is_carried_over_to_other_endings_of_its_stem(pairs: dict[tuple[str, str], SpellingPair]) -> None:
    assert pairs["ديموقراطيون", "ديمقراطيون"].basis == "carried"
    assert {pair.basis for pair in pairs.values() if fold_query("ديموقراطي") not in pair.first} == {"rare"}


@pytest.mark.parametrize(
    "pair",
    [
        spelling_variants.SAME_HOUSES,
        spelling_variants.OTHER_COMPANY,
        spelling_variants.INFINITIVE,
        spelling_variants.RARE_PLURAL,
    ],
    ids=["a plural of the same houses", "other company", "an infinitive", "a rare plural"],
)
def test_two_words_are_no_spellings_of_one(pairs: dict[tuple[str, str], SpellingPair], pair: tuple[str, str]) -> None:
    assert folded(pair) not in pairs


@pytest.mark.parametrize("houses", [HOUSES[:1], (HOUSES[0], HOUSES[2])], ids=["one outlet", "two outlets"])
def test_with_one_or_two_outlets_nothing_is_told(tmp_path: Path, houses: tuple[str, ...]) -> None:
    assert derived(tmp_path / "warraq.db", houses) == []


def test_a_third_outlet_of_a_few_articles_is_no_house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SMALLEST_HOUSE", 3)
    path = tmp_path / "warraq.db"
    spelling_variants.make(path, (HOUSES[0], HOUSES[2], HOUSES[1], HOUSES[0], HOUSES[2], HOUSES[0], HOUSES[2]))
    with closing(open_readonly(path)) as connection:
        assert spelling_pairs(connection) == []


def test_of_a_large_archive_evenly_spread_texts_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, read = tmp_path / "warraq.db", list[tuple[int, int]]()
    spelling_variants.make(path)
    monkeypatch.setattr(module, "MOST_TEXTS", 60)
    with closing(open_readonly(path)) as connection:
        found = spelling_pairs(connection, lambda done, total: read.append((done, total)))
    assert read[-1] == (54, 54)
    assert folded(spelling_variants.SPELT) in {(pair.first, pair.second) for pair in found}


def test_a_step_is_inside_the_word_and_both_are_long_enough() -> None:
    words = "بوتين بوتن سامسونج سامسونغ مليشيا ميليشيا ترامب ترمب عديد عدد سورا سور المليشيا المليشي"
    held = frozenset(words.split())
    assert {(step.first, step.second, step.change) for step in one_step_apart(sorted(held), held)} == {
        ("بوتين", "بوتن", "ي/"),
        ("سامسونج", "سامسونغ", "ج/غ"),
        ("ميليشيا", "مليشيا", "ي/"),
        ("ترامب", "ترمب", "ا/"),
    }


TWO_WORDS = [
    ("مقاطع", "مقطع"),
    ("المشاكل", "المشكل"),
    ("احتدام", "احتدم"),
    ("استخدام", "استخدم"),
    ("انتشال", "انتشل"),
    ("لتعليم", "لتعلم"),
    ("صفحاتهم", "صفحتهم"),
    ("تبادلوا", "تبادلا"),
    ("الطلبيات", "الطلبات"),
    ("للحرس", "لحرس"),
    ("وتتحكم", "وتحكم"),
    ("وستتمكن", "وستمكن"),
    ("حلفاؤهم", "حلفائهم"),
    ("يكتشفون", "يكشفون"),
    ("ليفسح", "لفسح"),
    ("للتقارير", "للتقرير"),
    ("تحقيقيا", "تحقيقا"),
    ("يتناولون", "يتناولن"),
]
ONE_NAME = [
    ("زاخاروفا", "زخاروفا"),
    ("السبعينيات", "السبعينات"),
    ("ويندسور", "وندسور"),
    ("مسؤولين", "مسئولين"),
    ("ماساتشوستس", "ماساشوستس"),
    ("كاتالونيا", "كتالونيا"),
    ("سوسييداد", "سوسيداد"),
    ("باليستيين", "بالستيين"),
]


@pytest.mark.parametrize(
    ("pair", "two"),
    [*((pair, True) for pair in TWO_WORDS), *((pair, False) for pair in ONE_NAME)],
    ids=lambda value: "/".join(value) if isinstance(value, tuple) else "",
)
def test_of_rare_words_grammar_is_left_out_and_names_are_kept(pair: tuple[str, str], two: bool) -> None:
    held = frozenset((*pair, "يفسح", "تحكم"))
    (step,) = one_step_apart(pair, held)
    assert are_two_words(step, held, rare=True) == two


def test_of_common_words_what_looks_like_a_plural_is_left_to_the_measures() -> None:
    assert not are_two_words(Step("ترامب", "ترمب", "ا/", 2), frozenset(), rare=False)


def test_the_texts_take_four_bytes_a_word_and_outlets_beyond_the_largest_are_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("archive.search._cooccurrence.MOST_HOUSES", 2)
    company = Company(["قمح", "زيت"])
    for outlet, body in (("a", "قمح زيت"), ("a", "قمح"), ("b", "زيت قمح"), ("c", "قمح"), ("d", "زيت " * 50)):
        company.add(outlet, "", body)
    company.count()
    assert (company.articles("قمح"), company.articles("زيت")) == (4, 3)
    assert company.overlap("قمح", "زيت") == pytest.approx(1 / 3 + 1 / 4 + 1 / 4)


def test_words_of_other_letters_are_no_candidates(tmp_path: Path) -> None:
    path = tmp_path / "warraq.db"
    spelling_variants.make(path)
    with closing(open_readonly(path)) as connection:
        words = Vocabulary(connection).of_letters(1)
    assert words
    assert [word for word in words if not all("ء" <= letter <= "ي" for letter in word)] == []
