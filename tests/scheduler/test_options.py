"""-word is a word of the question and no option; days are written alike wherever one is asked for."""

import json

import pytest

from tests.support.typed_commands import Typed

pytestmark = pytest.mark.usefixtures("made_folder")
DAYS = ("2026", "2026-11", "2026-11-22", "٢٠٢٦")
NO_DAYS = ("2026-13", "2026-02-30", "0000-01-01", "yesterday", "", "99999-01-01", "²", "-5", "2026-11-22T10:00")


@pytest.mark.parametrize("option", [["search", "x", "--from"], ["search", "x", "--to"], ["crawl", "x", "--since"]])
def test_days_are_written_alike_wherever_one_is_asked_for(typed: Typed, option: list[str]) -> None:
    for day in DAYS:
        assert "is no day" not in typed.told(*option, day)[2]
    for day in NO_DAYS:
        status, _, err = typed.told(*option, day)
        assert (status, "is no day" in err) == (2, True), day


@pytest.mark.parametrize(
    "word", ["-قصف", "-المياه", '-"دير الزور"', "-(حلب OR إدلب)", "-و", "-Aleppo", "-outlet:hawran"]
)
def test_a_word_to_leave_out_is_part_of_the_question_wherever_it_stands(typed: Typed, word: str) -> None:
    for words in (["القوات", word], [word, "القوات"]):
        joined, apart = (typed.told("search", *asked, "--json") for asked in ([" ".join(words)], words))
        assert json.loads(joined[1]) == json.loads(apart[1]) != None  # noqa: E711
        assert typed.told("alerts", "preview", *words)[0] == 0


def test_what_is_left_out_is_not_found(typed: Typed) -> None:
    with_water, without = (
        json.loads(typed.told("search", *words, "--json")[1]) for words in (["القوات"], ["القوات", "-المياه"])
    )
    assert 0 < without["count"] < with_water["count"]


def test_options_stay_options_beside_words_that_begin_with_a_dash(typed: Typed) -> None:
    asked = ("search", "-قصف", "-o", "hawran", "--limit", "2", "الأرصفة", "--json")
    hits = json.loads(typed.told(*asked)[1])["hits"]
    assert [hit["outlet"] for hit in hits] == ["hawran", "hawran"]
    for wrong in ("--limt", "-x", "--قصف"):
        status, _, err = typed.told("search", "القوات", wrong)
        assert (status, "No such option" in err) == (2, True), wrong
    assert typed.told("search", "--", "--قصف")[0] == 0
    status, _, err = typed.told("search", "x", "--limit", "-50")
    assert (status, "-50" in err, "\x00" in err) == (2, True, False)
