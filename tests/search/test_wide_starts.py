"""Starts that nearly all articles have a word of, often: they are looked for as words, and the reader is told."""

import pytest
from sqlite_utils import Database

from archive.search import _wide_starts
from archive.search.engine import search
from tests.support.search_samples import add


@pytest.fixture
def large(record: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """To the rule, of thirty articles with three words each that begin with مع, and one with a word in معر."""
    monkeypatch.setattr(_wide_starts, "MOST_GATHERED", 60)
    for number in range(300, 330):
        add(record, number, "خبر", "معا معبر معمل في حلب" + " مع معرض" * (number == 300))
    return record


@pytest.mark.parametrize("mode", ["exact", "names", "forms"])
def test_a_start_of_too_many_words_of_too_many_articles_is_taken_as_a_word_and_said(large: Database, mode: str) -> None:
    answer = search(large.conn, "مع* حلب", mode=mode)  # type: ignore[arg-type]
    assert [(note.code, note.text) for note in answer.compiled.notes] == [("short_start", "مع")]
    assert answer.count == 1


def test_a_longer_start_is_looked_for(large: Database) -> None:
    assert search(large.conn, "معرض*").compiled.notes == ()
    assert search(large.conn, "معب*").count == 30


def test_in_a_small_archive_every_start_is_looked_for(record: Database) -> None:
    add(record, 300, "خبر", "معا معبر معمل")
    answer = search(record.conn, "مع* معمل")
    assert (answer.count, answer.compiled.notes) == (1, ())
