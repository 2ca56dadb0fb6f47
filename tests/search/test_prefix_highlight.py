"""What a start (مهرج*) finds is counted, listed and marked as if each word that begins so had been written out."""

from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.search import hits
from archive.search._prefix_highlight import in_words
from archive.search.engine import search
from archive.search.highlight import LONGEST_MARKED
from tests.support.search_samples import add, make

ARTICLES = 30
QUESTIONS = ("مهرج*", "title:مهرج*", "مهرج* حلب", "حلب NOT مهرج*", "مهرج* OR إدلب", "مه* مهر*", "(مهرج* -إدلب) شارع")


@pytest.fixture(scope="module")
def fair(tmp_path_factory: pytest.TempPathFactory) -> Database:
    db = make(tmp_path_factory.mktemp("starts") / "warraq.db", ())
    words = ("مهرجان", "المهرجان", "مهرجون", "حلب", "مهر", "مهرجـ.ـانات", "إدلب")
    for n in range(ARTICLES):
        add(db, n + 1, f"{words[n % 7]} في {words[n % 3]}", f"شارع {words[n % 5]} ثم {words[n % 4]}.")
    return db


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_page_of_what_a_start_finds_is_a_part_of_one_list(
    fair: Database, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = [hit.id for hit in search(fair.conn, question, limit=ARTICLES).hits]
    assert whole == sorted(whole, reverse=True)
    assert whole
    for looked_at in (1, 5, 2_000):
        monkeypatch.setattr(hits, "NEWEST_LOOKED_AT", looked_at)
        pages = [search(fair.conn, question, limit=4, skip=skip) for skip in range(0, ARTICLES, 4)]
        assert [hit.id for page in pages for hit in page.hits] == whole
        assert {page.count for page in pages} == {len(whole)}


@pytest.mark.parametrize("question", QUESTIONS)
def test_marks_stand_where_the_start_itself_would_set_them(
    fair: Database, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked = [(hit.title_marked, hit.snippet_marked) for hit in search(fair.conn, question).hits]
    monkeypatch.setattr("archive.search.engine.in_words", lambda _connection, match, _ids: match)
    assert marked == [(hit.title_marked, hit.snippet_marked) for hit in search(fair.conn, question).hits]


def test_a_start_is_written_out_in_the_words_of_the_page_alone(fair: Database) -> None:
    page = search(fair.conn, "مهرجو*", limit=1)
    assert in_words(fair.conn, page.compiled.match, [hit.id for hit in page.hits]) == '((("مهرجون")))'
    assert in_words(fair.conn, '"حلب"', []) == '"حلب"'
    assert in_words(fair.conn, '"زرافة"*', [1]) == '"زرافة"*'


def test_a_text_too_long_to_be_marked_is_shown_too(tmp_path: Path) -> None:
    db = make(tmp_path / "warraq.db", ())
    add(db, 1, "خبر", "القوات انسحبت.")
    add(db, 2, "خبر", "قال إن القواعد باقية. " + "كلمة " * LONGEST_MARKED)
    found = search(db.conn, "القو*")
    assert (found.count, [hit.title for hit in found.hits]) == (2, ["خبر", "خبر"])
