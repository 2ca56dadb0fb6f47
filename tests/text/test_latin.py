"""A word is looked up as SQLite's own tokenizer keeps it: SQLite itself is asked."""

from hypothesis import example, given
from hypothesis import strategies as st
from sqlite_utils.utils import sqlite3

from archive.record.schema import FTS_TOKENIZER
from archive.text.latin import as_indexed, terms
from archive.text.sqlite_tokens import token_run

BLOCKS = (
    range(0x30, 0x7F),
    range(0xC0, 0x250),
    range(0x300, 0x345),
    range(0x400, 0x528),
    range(0x600, 0x700),
    range(0x1E00, 0x1F00),
)
LETTERS = [chr(code) for block in BLOCKS for code in block]


def _terms(texts: list[str]) -> list[set[str]]:
    """The terms that SQLite makes of each text."""
    db = sqlite3.connect(":memory:")
    db.execute(f'CREATE VIRTUAL TABLE t USING fts5(x, tokenize="{FTS_TOKENIZER}")')
    db.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, instance)")
    db.executemany("INSERT INTO t(rowid, x) VALUES(?, ?)", enumerate(texts))
    found: list[set[str]] = [set() for _ in texts]
    for term, doc in db.execute("SELECT term, doc FROM v"):
        found[doc].add(term)
    db.close()
    return found


def test_every_letter_of_the_scripts_of_the_news_is_kept_as_sqlite_keeps_it() -> None:
    words = [f"a{letter}" for letter in LETTERS if token_run().fullmatch(letter)]
    assert [{as_indexed(word)} for word in words] == _terms(words)


@given(st.lists(st.text(st.sampled_from(LETTERS), min_size=1, max_size=12), min_size=1, max_size=20))
@example(["İDLİB", "S\u0327anlıurfa", "\u0301a", "Þórð"])
def test_words_of_any_letters_are_kept_as_sqlite_keeps_them(texts: list[str]) -> None:
    words = [f"a{word}" for text in texts for word in token_run().findall(text)]
    assert [{as_indexed(word)} for word in words] == _terms(words)


def test_the_words_of_a_text_are_those_of_the_index() -> None:
    assert terms("KOBANÎ, Şanlıurfa; القـ.ـوات") == ["kobani", "sanlıurfa", "القوات"]
