"""Where a question finds little, others are offered, each with the length of its list, and none is asked unasked."""

import re
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from time import process_time, thread_time
from typing import get_args

import pytest
from sqlite_utils import Database

from archive.search._arabic_names import in_arabic
from archive.search.engine import Mode, search
from archive.search.filters import Filters
from archive.search.suggestions import FEW, Kind, Offer, offers
from archive.search.vocabulary import Vocabulary
from archive.sqlite import open_readonly
from archive.text.aliases import alias_rows, exonyms
from tests.support.search_samples import DAY, add, make
from tests.support.whole_suite import WHOLE

QUESTIONS = (
    "Raqqa", "raqqa", '"Deir ez-Zor"', "Deir ez-Zor", "title:Raqqa", "Raqqa OR Damascus", "قصف Raqqa", "Mayadin water",
    "Raqqa outlet:other", "Raqqa -قصف", "الرقه جسور", '"جسور الرقة"', "جسر AND زرافة", "زرافة OR خرتيت", "جسر NOT جسر",
    "مدرصة", "مدرصة في الرقة", "جسرين", "(الرقة OR تدمر) زرافة kind:gone", "from:2030 الرقة", "الرقة «جسر قديم» -زرافة",
    "outlet:other جسر", "kind:edited الميادين", "", "((", '"', "زرافة", "زر*", "title:(الرقة زرافة)",
    "قديم جسر الرقة 2025", '"ترميم الرقة"',
)  # fmt: skip
# Every kind of offer is made to one of these, under one of the filters.
TELLING = ("الرقه جسور", "Raqqa", "قصف Raqqa", "Mayadin water", "مدرصة", "جسرين", '"ترميم الرقة"')
FILTERS: tuple[Filters, ...] = (
    {},
    {"outlets": ["other"]},
    {"outlets": ["sample"], "date_from": DAY, "date_to": DAY},
    {"date_to": DAY - timedelta(days=400)},
    {"outlets": ["other"], "date_from": date(2031, 1, 1)},
    {"langs": ["ku"], "folded": True},
    {"kinds": ["gone"]},
    {"places": ["SY0202"]},
    {"party": "sdf", "quotes": True},
    {"named": "قسد", "langs": ["ku"]},
)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """News of towns, of two outlets and two years."""
    db = make(tmp_path_factory.mktemp("offers") / "warraq.db", ())
    for number in range(12):
        add(db, number, "جسر قديم في الرقة", "ترميم جسور الرقة ومدرسة في دير الزور، بحسب أهالي الميادين.")
        add(db, 20 + number, "مدرسة جديدة", "افتتاح مدرسة في دمشق قرب الرقة.", outlet="other")
        add(db, 40 + number, "سوق تدمر", "عاد الجسر إلى سوق تدمر.", day=DAY - timedelta(days=500))
    article = add(db, 60, "A visit to Raqqa", "The water of Al-Mayadin.", outlet="other")
    db.execute("INSERT INTO mentions VALUES(?, 'sdf', 'قسد', 'قسد', 1, 0)", (article,))
    db.execute("INSERT INTO article_places VALUES(?, 'SY0202', 'named', 'x', 'x', '02', 0, 1, 1, 1, 0)", (article,))
    return db


def made(db: Database, text: str, mode: Mode = "names", **filters: object) -> list[Offer]:
    answer = search(db.conn, text, mode=mode, **filters)  # type: ignore[arg-type]
    return offers(db.conn, text, mode, answer.count, answer.suggestions, **filters)  # type: ignore[arg-type]


def listed(db: Database, offer: Offer, filters: Filters) -> int:
    """How many articles a reader gets who takes the offer."""
    kept = {name: value for name, value in filters.items() if name not in offer.freed}
    answer = search(db.conn, offer.question, mode=offer.mode, limit=1_000, **kept)  # type: ignore[arg-type]
    assert answer.count == len(answer.hits)
    return len(answer.hits)


def kinds(found: list[Offer]) -> list[tuple[str, str]]:
    return [(offer.kind, offer.words or offer.question) for offer in found]


def asked(mode: Mode, filters: Filters) -> list[str]:
    """Those that tell, and every third of the others in turn; all of them with WARRAQ_SUITE=whole."""
    turn = FILTERS.index(filters) + get_args(Mode).index(mode)
    return [text for n, text in enumerate(QUESTIONS, turn) if WHOLE or n % 3 == 0 or text in TELLING]


@pytest.mark.parametrize("filters", FILTERS)
@pytest.mark.parametrize("mode", get_args(Mode))
def test_the_number_of_an_offer_is_the_length_of_its_list(town: Database, mode: Mode, filters: Filters) -> None:
    for text in asked(mode, filters):
        count = search(town.conn, text, mode=mode, **filters).count
        for offer in made(town, text, mode, **filters):
            assert offer.articles == listed(town, offer, filters), (text, offer)
            assert offer.articles > (0 if offer.kind == "arabic" else count), (text, offer)


def test_every_kind_of_offer_was_among_those_that_were_counted(town: Database) -> None:
    """Else the test above would say nothing of one."""
    wanted = set(get_args(Kind))
    seen: set[str] = set()
    assert {*QUESTIONS} >= {*TELLING}
    for filters, text, mode in product(FILTERS, TELLING, get_args(Mode)):
        seen |= {offer.kind for offer in made(town, text, mode, **filters)}
        if seen == wanted:
            break
    assert seen == wanted


@pytest.mark.parametrize(
    ("typed", "arabic"),
    [
        ("Raqqa", "الرقة"),
        ("raqqa", "الرقة"),
        ("ar-Raqqah", "الرقة"),
        ("Rakka", "الرقة"),
        ("Deir ez-Zor", "دير الزور"),
        ("Deir Ezzor", "دير الزور"),
        ("deir al zour", "دير الزور"),
        ('"Deir ez-Zor"', '"دير الزور"'),
        ("Damascus", "دمشق"),
        ("Palmyra", "تدمر"),
        ("title:Raqqa", "title:الرقة"),
        ("قصف Mayadin", "قصف الميادين"),
        ("Raqqa OR Palmyra", "الرقة OR تدمر"),
        ("outlet:other Raqqa -Homs", "outlet:other الرقة -Homs"),
        ("Al-Mayadin water", "الميادين"),
    ],
)
def test_a_name_in_latin_letters_is_offered_in_arabic(town: Database, typed: str, arabic: str) -> None:
    if "قصف" in typed:
        add(town, 61, "قصف", "قصف الميادين.")
    assert arabic in [offer.question for offer in made(town, typed) if offer.kind == "arabic"]


def test_an_arabic_name_is_never_looked_for_unasked(town: Database) -> None:
    for mode in get_args(Mode):
        assert (search(town.conn, "Raqqa", mode=mode).count, search(town.conn, "Damascus", mode=mode).count) == (1, 0)
    offered = {word.lower() for word in exonyms()}
    groups = {group for form, group, _ in alias_rows() if form in offered}
    assert [form for form, group, _ in alias_rows() if group in groups and re.search("[\u0600-\u06ff]", form)] == []


def test_latin_names_are_left_alone_when_asked_to(town: Database) -> None:
    answer = search(town.conn, "Raqqa")
    assert "arabic" not in {offer.kind for offer in offers(town.conn, "Raqqa", "names", answer.count, arabic=False)}


def test_a_latin_name_that_finds_a_page_of_articles_was_understood(tmp_path: Path) -> None:
    db = make(tmp_path / "warraq.db", ())
    for number in range(30):
        add(db, number, "Raqqa", "News of Damascus. الرقة دمشق")
    assert made(db, "Raqqa") == made(db, "Damascus") == []


def test_what_narrows_a_question_or_is_left_out_of_it_is_no_name(town: Database) -> None:
    for text in ("outlet:Raqqa", "-Raqqa", "NOT Raqqa", 'credit:"Raqqa"', "Raqqa*", "T-72", "a", "AND", "kind:gone"):
        assert "arabic" not in {offer.kind for offer in made(town, text)}, text


def test_one_step_that_would_find_something_is_told_with_its_number(town: Database) -> None:
    assert kinds(made(town, "الرقة زرافة")) == [("without", "زرافة")]
    assert kinds(made(town, '"ترميم الرقة"')) == [("unquoted", "ترميم الرقة")]
    assert ("without", "kind:gone") in kinds(made(town, "الرقة kind:gone"))
    assert ("without", "from:2031") in kinds(made(town, "الرقة from:2031"))
    assert made(town, "تدمر", outlets=["other"])[0].freed == ("outlets",)
    assert made(town, "دمشق", date_to=date(2020, 1, 1))[0].freed == ("date_from", "date_to")
    assert kinds(made(town, "قديم جسر", "exact")) == [("names", "قديم جسر"), ("without", "قديم"), ("without", "جسر")]


def test_a_part_is_left_out_with_the_operator_that_joined_it(town: Database) -> None:
    for text in ("الرقة AND زرافة", "زرافة AND الرقة", "زرافة الرقة", "(زرافة) AND (الرقة)"):
        left = [offer.question for offer in made(town, text) if offer.kind == "without"]
        assert [search(town.conn, question).notes for question in left] == [()], text


def test_nothing_is_offered_where_enough_was_found_nor_where_no_step_helps(town: Database) -> None:
    assert search(town.conn, "الرقة").count >= FEW
    assert made(town, "الرقة") == []
    assert made(town, "خرتيت زرافة") == made(town, "خرتيت") == made(town, "") == []


def test_a_rare_word_is_offered_in_a_commoner_spelling_though_it_was_found(town: Database) -> None:
    add(town, 62, "مدرصة", "خطأ في الطباعة")
    offer = made(town, "مدرصة")[0]
    assert (offer.kind, offer.question) == ("spelling", "مدرسة")


def test_offers_need_no_more_than_reading(town: Database) -> None:
    path = next(row[2] for row in town.conn.execute("PRAGMA database_list") if row[1] == "main")
    connection = open_readonly(Path(path))
    assert next(offer.question for offer in offers(connection, "Raqqa", "names", 1)) == "الرقة"


def test_the_work_of_offers_has_an_end(town: Database) -> None:
    for text in (
        "abcdefghij" * 6,
        "Deir ez-Zor " * 20,
        "زرافة " * 60,
        "(" * 200 + "الرقة زرافة",
        "'" * 300,
        "a-" * 150,
    ):
        before = process_time()
        made(town, text)
        assert process_time() - before < 0.5, text


def test_names_are_looked_for_no_longer_than_there_is_time(town: Database) -> None:
    vocabulary = Vocabulary(town.conn)
    assert list(in_arabic("Raqqa", vocabulary, thread_time() + 60, wanted=True))
    assert list(in_arabic("Raqqa Mayadin Zor", vocabulary, thread_time(), wanted=True)) == []


def test_every_exonym_is_one_name(town: Database) -> None:
    names = [word for word in exonyms() if word]
    assert len({word.casefold() for word in names}) == len(names)
    assert Vocabulary(town.conn).other_forms("damascus") == []


def test_words_that_nearly_every_article_has_are_not_asked_for_together(
    town: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a large archive that takes as long as the question itself; a word alone, or one with a rare one, does not."""
    asked = '"الرقة في مدرسة"'
    assert [offer.kind for offer in made(town, asked)] == ["unquoted"]
    monkeypatch.setattr("archive.search.suggestions.MOST_OF_THE_RAREST", 10)
    assert made(town, asked) == []
    assert "without" in {offer.kind for offer in made(town, "زرافة الرقة")}


def test_a_pasted_page_is_not_asked_anew_without_each_of_its_words(tmp_path: Path) -> None:
    words = [f"{letter}رافة" for letter in "بتثجحخدذرزسشصضطظعغفقكلمنهوي"]
    db = make(tmp_path / "words.db", ())
    add(db, 1, "", " ".join(words))
    assert made(db, " ".join([*words[:10], "مدرسة"])) != []
    assert made(db, " ".join([*words, "مدرسة"])) == []
    db.close()
