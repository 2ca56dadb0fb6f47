"""Known answers: a change of the words, the shingles or the hashes would silently spoil every stored sketch."""

from importlib.resources import files

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from xxhash import xxh64_hexdigest, xxh64_intdigest

from archive.copies.rules import closest, kind_of
from archive.copies.shingles import (
    ALGORITHM,
    BOUND,
    MIDDLE_SHINGLES,
    SHINGLE_WORDS,
    SHORT_SHINGLES,
    Likeness,
    Text,
    shingles,
    sketch,
    whole_keys,
)
from archive.text.folding import words_for_comparison
from archive.text.numerals import is_numeral

TEXT = (
    "دخلت القـ.ـوات الأمريكيّة إلى ديرالزور في سورية يوم الأحد ٢٢ تشرين الثاني، وقالت ﻗﻮﺍﺕ النظام إنّ ۳ مدنيين قُتلوا"
    " قرب مدينة البوكمال على الحدود مع العراق، وفق ما نقلته وكالة محلية عن مصدر عسكري لم تسمّه"
)
FOLDED = (
    "دخلت القوات الامريكيه الي دير الزور في سوريا يوم الاحد 22 تشرين الثاني وقالت قوات النظام ان 3 مدنيين قتلوا"
    " قرب مدينه البوكمال علي الحدود مع العراق وفق ما نقلته وكاله محليه عن مصدر عسكري لم تسمه"
)
WORDS = FOLDED.split()
SAMPLED = [168568287756433800, 1691997085156031381]
SHORT_SKETCH = [62959087922376888, 168568287756433800, 8677757026836797856]
LISTS = {"frequent_words.txt": "c88f6a548d455d69", "openings.tsv": "a08612dc8b16c2f3"}
KEYS = [1656893011097357894, 6515328325846232247]


def test_the_words_of_a_known_text_are_known() -> None:
    assert words_for_comparison(TEXT) == WORDS


def test_the_sketch_of_a_known_text_is_known() -> None:
    """Of a short text all shingles: the sampled ones keep the values under which they lie in sketches of long texts."""
    found = sorted(sketch(shingles(WORDS)))
    assert (ALGORITHM, len(found), found[:2], found[-1]) == (3, 34, SHORT_SKETCH[:2], SHORT_SKETCH[2])
    assert set(SAMPLED) <= set(found)
    middle = sketch(shingles([*WORDS, *map(str, range(60))]))
    long = sketch(shingles([*WORDS, *map(str, range(120))]))
    assert set(SAMPLED) == set(found) & long
    assert set(SAMPLED) <= set(found) & middle < set(found)
    assert {one for one in middle if one < BOUND} <= long


def test_the_keys_of_a_known_text_are_known() -> None:
    assert sorted(whole_keys(WORDS[:6])) == KEYS
    assert whole_keys(WORDS[:4]) == frozenset()


def test_fewer_than_four_words_have_no_shingle_and_four_have_one() -> None:
    assert (shingles([]), shingles(WORDS[:3])) == (frozenset(), frozenset())
    assert shingles(WORDS[:4]) == {" ".join(WORDS[:4]).encode()}


@example([str(number) for number in range(100)])
@example([str(number) for number in range(300)])
@given(st.lists(st.text("ابتثج", min_size=1, max_size=3), max_size=300))
def test_a_sketch_is_a_sample_of_the_shingles_that_fits_sqlite(words: list[str]) -> None:
    found = shingles(words)
    assert len(found) <= max(0, len(words) - SHINGLE_WORDS + 1)
    kept = sketch(found)
    assert all(0 <= number < 2**63 for number in kept)
    if len(found) >= SHORT_SHINGLES:
        bound = BOUND if len(found) >= MIDDLE_SHINGLES else 2 * BOUND
        assert kept == {number for number in map(xxh64_intdigest, found) if number < bound}
    else:
        assert len(kept) == len(found)


def test_the_sketch_of_a_part_of_a_short_text_lies_in_the_sketch_of_the_whole() -> None:
    assert sketch(shingles(WORDS[:20])) <= sketch(shingles(WORDS))


@pytest.mark.parametrize(
    "word", ["7", "2026", "ثلاثه", "والثالث", "بخمسه", "عشرين", "لالف", "الاولي", "ميه", "ثلاثمايه"]
)
def test_numbers_number_words_and_ordinals_are_numerals(word: str) -> None:
    assert is_numeral(word)


@pytest.mark.parametrize("word", ["والد", "مدينه", "ستار", "ليبيا", "الا", "ف16"])
def test_other_words_are_no_numerals(word: str) -> None:
    assert not is_numeral(word)


def test_two_texts_without_words_have_nothing_in_common() -> None:
    empty = Likeness.of(Text.of(1, []), Text.of(1, []))
    assert (empty.containment, empty.jaccard) == (0.0, 0.0)


def test_of_several_versions_the_most_alike_are_measured_and_of_equally_alike_ones_the_first() -> None:
    whole, part = Text.of(1, WORDS), Text.of(2, WORDS[:20])
    best = closest([part, whole], [Text.of(1, WORDS), Text.of(2, WORDS)])
    assert (best.a.n, best.b.n, best.jaccard) == (1, 1, 1.0)
    assert kind_of(best, 0) == "exact"


def test_lists_that_decide_what_is_a_copy_are_those_of_this_algorithm() -> None:
    """Whoever changes one of them changes ALGORITHM, so that every index is made anew."""
    lists = {name: xxh64_hexdigest((files("archive.copies") / name).read_bytes()) for name in LISTS}
    assert (ALGORITHM, lists) == (3, LISTS)
