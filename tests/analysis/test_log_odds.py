"""Words that one side uses more: known answers, and what chance alone brings."""

import random
from collections import Counter
from math import log, sqrt

from archive.analysis.log_odds import FEWEST_TIMES, LEAST_Z, differences


def test_a_difference_is_the_log_odds_ratio_in_its_own_standard_errors() -> None:
    found = {one.word: one for one in differences({"a": 90, "b": 910}, {"a": 10, "b": 1_990})}
    ratio = log((90 + 100) / (1_000 + 3_000 - 190)) - log((10 + 100) / (2_000 + 3_000 - 110))
    assert abs(found["a"].z - ratio / sqrt(1 / 190 + 1 / 110)) < 1e-9
    assert found["b"].z < 0 < found["a"].z
    assert [one.word for one in differences({"a": 90, "b": 910}, {"a": 10, "b": 1_990})] == ["a", "b"]


def test_exchanging_the_sides_turns_every_sign() -> None:
    first, second = {"x": 40, "y": 60, "z": 7}, {"x": 10, "y": 90}
    assert {one.word: round(one.z, 9) for one in differences(first, second)} == {
        one.word: -round(one.z, 9) for one in differences(second, first)
    }


def test_rare_words_are_out_and_a_word_that_one_side_lacks_is_none_the_less_compared() -> None:
    found = {one.word: one for one in differences({"rare": FEWEST_TIMES - 1, "own": 60, "of": 900}, {"of": 1_000})}
    assert "rare" not in found
    assert (found["own"].second, found["own"].z > LEAST_Z) == (0, True)


def test_two_halves_of_one_text_hardly_differ() -> None:
    chance = random.Random(3)
    words = chance.choices(range(2_000), weights=[1 / (n + 1) for n in range(2_000)], k=60_000)
    halves = [Counter(str(word) for word in words[start::2]) for start in (0, 1)]
    found = differences(halves[0], halves[1])
    assert sum(abs(one.z) >= LEAST_Z for one in found) < 0.02 * len(found)
