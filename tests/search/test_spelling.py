"""Where nothing is found, the archive's own words suggest what was meant."""

import pytest
from sqlite_utils import Database

from archive.search.engine import search
from tests.support.search_samples import add


@pytest.fixture
def spelt(record: Database) -> Database:
    """A record whose words stand in enough articles to be suggested."""
    for number in range(20, 50):
        add(record, number, "مظاهرة في دمشق", "تجمّع الضبّاط والسكان أمام المكتبة، وقرأ أحدهم جريدة الأسبوع.")
    return record


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("مضاهرة", "مظاهرة"),  # ض for ظ
        ("دمسق", "دمشق"),
        ("دمق", "دمشق"),
        ("دمششق", "دمشق"),
        ("دشمق", "دمشق"),
        ("المكتبهه", "المكتبة"),
        ("الاسبعو", "الأسبوع"),
        ("مضاهرة في دمسق", "مظاهرة في دمشق"),
        ("title:مضاهرة", "title:مظاهرة"),
        ("دمسق kind:nonsense", "دمشق kind:nonsense"),
    ],
)
def test_a_slip_is_answered_with_the_word_as_the_outlets_spell_it(spelt: Database, typed: str, meant: str) -> None:
    answer = search(spelt.conn, typed)
    assert (answer.count, answer.suggestions[0]) == (0, meant)
    assert search(spelt.conn, meant).count >= 30


def test_letters_that_changed_places_come_before_a_wrong_letter(spelt: Database) -> None:
    for number in range(50, 90):
        add(spelt, number, "دبيق دبمق", "كلمتان")
    assert search(spelt.conn, "دشمق").suggestions == ("دمشق", "دبمق")


def test_what_sounds_alike_comes_before_what_is_only_one_letter_away(spelt: Database) -> None:
    for number in range(50, 90):
        add(spelt, number, "مصاهرة", "عائلتان")
    assert search(spelt.conn, "مضاهرة").suggestions[0] == "مظاهرة"


@pytest.mark.parametrize(
    "text", ["دمشق", "", "كلمات لا يعرفها أحد هنا قط", "قق", "ق" * 40, "دمسق*", "-دمسق", "2026", "😀"]
)
def test_nothing_is_suggested_where_nothing_is_like_it(spelt: Database, text: str) -> None:
    assert search(spelt.conn, text).suggestions == ()


def test_a_suggestion_finds_something_under_the_same_conditions(spelt: Database) -> None:
    assert search(spelt.conn, "دمسق outlet:sample").suggestions == ("دمشق outlet:sample",)
    assert search(spelt.conn, "دمسق outlet:other").suggestions == ()
    assert search(spelt.conn, "دمسق", outlets=["other"]).suggestions == ()


def test_an_english_word_is_spelt_by_english_letters(record: Database) -> None:
    for number in range(20, 30):
        add(record, number, "Schedule", "Pumping schedule of the week.")
    assert search(record.conn, "shedule").suggestions == ("schedule",)
