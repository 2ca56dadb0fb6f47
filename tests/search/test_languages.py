"""Questions in Kurdish, Turkish and English: letters, capitals and forms, each in the articles of its language."""

from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.search.engine import Mode, search
from archive.search.found_forms import found_forms
from archive.search.highlight import LONGEST_MARKED, to_marked_text
from archive.times import first_id_of
from tests.support.searched import DAY, make

# Made for these tests; the places are real, the events are not.
NEWS = (
    ("Festivala li Kobanî", "Li Kobanî û Qamişloyê mihrîcan hat lidarxistin."),
    ("Weather in Aleppo", "Snow fell on Aleppo; the road to Kobani stayed open."),
)


def record_of(path: Path, texts: tuple[tuple[str, str], ...], languages: tuple[str, ...]) -> Database:
    db = make(path, texts)
    for number, lang in enumerate(languages):
        db.execute("UPDATE articles SET lang = ? WHERE id = ?", (lang, first_id_of(DAY) + number))
    return db


@pytest.fixture
def news(tmp_path: Path) -> Database:
    return record_of(tmp_path / "news.db", NEWS, ("ku", "en"))


@pytest.mark.parametrize("mode", ["exact", "names", "forms"])
@pytest.mark.parametrize(("asked", "articles"), [("Aleppo", 1), ("ALEPPO", 1), ("Kobanî", 2), ("QAMİŞLOYÊ", 1)])
def test_capitals_and_accents_of_a_question_change_neither_its_number_nor_its_forms(
    news: Database, asked: str, articles: int, mode: Mode
) -> None:
    results = search(news.conn, asked, mode=mode)
    assert results.count == len(results.hits) == articles
    assert results.suggestions == ()
    assert all("\x02" in hit.title_marked + hit.snippet_marked for hit in results.hits)


def test_spellings_found_in_latin_letters_are_shown_as_they_are_printed(news: Database) -> None:
    results = search(news.conn, "KOBANI OR Aleppo")
    found = found_forms(news.conn, "KOBANI OR Aleppo", results.compiled, results.hits, 8)
    assert {form.printed: form.articles for form in found} == {"Kobanî": 2, "Aleppo": 1}
    assert all(search(news.conn, form.question).count == form.articles for form in found)


def test_a_word_in_capitals_is_marked_in_a_long_text_too(tmp_path: Path) -> None:
    long = ("Heavy rain", "It rained. " * (LONGEST_MARKED // 8))
    db = record_of(tmp_path / "long.db", (("Rain in ALEPPO", f"ALEPPO {long[1]}"),), ("en",))
    (hit,) = search(db.conn, "Aleppo").hits
    assert to_marked_text(hit.snippet_marked).startswith("[ALEPPO]")
