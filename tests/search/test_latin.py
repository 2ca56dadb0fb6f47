"""Spellings made by one rule each: what it finds, and what it must leave."""

from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.search.engine import Compiled, Mode, search
from archive.search.found_forms import found_forms
from archive.search.fts_query import each_in_its_language
from archive.times import first_id_of
from tests.support.search_samples import DAY, make


def record_of(path: Path, *bodies: str, lang: str = "en") -> Database:
    db = make(path, tuple((f"{number}", body) for number, body in enumerate(bodies)))
    db.execute("UPDATE articles SET lang = ?", (lang,))
    return db


def found(db: Database, asked: str, mode: Mode = "names") -> list[int]:
    return sorted(hit.id - first_id_of(DAY) for hit in search(db.conn, asked, mode=mode).hits)


PAIRS = [
    ("Tromsø", "Tromso"), ("Łódź", "Lodz"), ("Straße", "Strasse"), ("Æneas", "Aeneas"), ("Sanʿa", "Sana"),
    ("Qurʾan", "Quran"), ("Iğdır", "Igdir"), ("US", "U.S."), ("ceasefire", "cease-fire"),
    ("ئاسایش", "اسایش"), ("ئەمریکا", "امریکا"), ("ئێران", "ايران"), ("سووریا", "سوریا"), ("کوردوو", "كوردو"),
    ("ڒۆژ", "روژ"), ("گوڶ", "گول"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), [*PAIRS, *(pair[::-1] for pair in PAIRS)])
def test_each_spelling_finds_the_other(tmp_path: Path, one: str, other: str) -> None:
    """Also where the archive knows both."""
    bodies = (f"x {one} y", f"x {other} y", f"z {one} y", f"z {one} w", "nothing of it")
    assert found(record_of(tmp_path / "pair.db", *bodies), one) == [0, 1, 2, 3]


def test_an_english_spelling_is_of_names_alone(tmp_path: Path) -> None:
    assert found(record_of(tmp_path / "names.db", "Ew şer e.", "Guests of Mr Sher."), "şer") == [0, 1]
    assert found(record_of(tmp_path / "words.db", "Ew şer e.", "We sher it."), "şer") == [0]


def test_a_name_in_kurdish_letters_is_the_arabic_one_with_the_fewest_changes(tmp_path: Path) -> None:
    db = record_of(tmp_path / "names.db", "في شنكال", "في شانكال", "إلى الشنغال", lang="ar")
    assert found(db, "شەنگال") == [0, 2]


def test_a_form_is_of_the_commoner_of_two_words_that_differ_by_an_e(tmp_path: Path) -> None:
    db = record_of(tmp_path / "bomb.db", "a bomb", "the bomb", "a bombe", "bombed")
    assert found(db, "bombed", "forms") == [0, 1, 3]


def test_english_and_kurmanji_are_told_by_their_words_where_the_page_says_another_language(tmp_path: Path) -> None:
    english, kurmanji = "The road of the bombs and tanks.", "Ev plana ku ji gundan re li wir e."
    db = record_of(tmp_path / "told.db", english, kurmanji, lang="de")
    assert found(db, "bomb", "forms") == [0]
    assert found(db, "gund") == [1]


def test_where_a_word_is_left_out_each_language_leaves_out_its_own_forms() -> None:
    plain, wide = Compiled('"x" NOT "hat"', ["x"]), Compiled('"x" NOT ("hat" OR "hats")', ["x"])
    either = each_in_its_language(plain, {"en": wide})
    assert either.match == f"{plain.match} OR {wide.match}"
    assert either.by_language == {"en": wide.match, "": plain.match}


def test_a_form_is_counted_in_the_articles_of_its_language_alone(tmp_path: Path) -> None:
    db = record_of(tmp_path / "hats.db", "Two hats, one hat.", "A hat.", "Ew hat.")
    db.execute("UPDATE articles SET lang = 'ku' WHERE id = ?", (first_id_of(DAY) + 2,))
    results = search(db.conn, "hats", mode="forms")
    shown = found_forms(db.conn, "hats", results.compiled, results.hits, 8, results.count)
    assert {form.printed: form.articles for form in shown} == {"hats": 1, "hat": 2}
    assert [search(db.conn, form.question, mode="forms").count for form in shown] == [1, 2]
