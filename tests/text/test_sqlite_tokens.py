"""The n-th token of a folded text stands for the n-th token of the original: SQLite itself is asked.

`python -m tests.text.test_sqlite_tokens` writes archive/text/sqlite_tokens.txt anew from the SQLite library in use.
"""

import gzip
import hashlib
import json
import random
import sqlite3 as standard_sqlite3
from collections.abc import Iterable
from itertools import islice, pairwise
from typing import Any

import pytest
from hypothesis import given
from sqlite_utils.utils import sqlite3

from archive.record.schema import FTS_TOKENIZER
from archive.text.folding import NOBODY_SEARCHES, NORM_VERSION, fold_for_index, fold_query, folded_words, is_plain
from archive.text.letters import FOLD, fold_rules
from archive.text.sqlite_tokens import token_ranges, token_run
from tests.support.hostile_texts import TEXTS, UNITS
from tests.support.paths import REAL_STEP, ROOT, SHARED

CLASS_FILE = ROOT / "archive" / "text" / "sqlite_tokens.txt"
SHARED_ARTICLES = SHARED / "data" / "articles.jsonl.gz"
SURROGATES = range(0xD800, 0xE000)
RULES_SHA256 = "e66cb35e0340fead646c44aa1e05a6ba6259722900c8c020bd3760c09a30036d"
LIBRARIES = pytest.mark.parametrize("library", [sqlite3, standard_sqlite3], ids=["fixed", "standard"])
AWKWARD = [
    *"ـ.*·-_ \nابتدأئؤة\u064b\u0651\u0670\u200f\u061c\u2066\u2069\u00ad\ufe0fﻻﷲ½",
    "ـ.ـ",
    "أ.",
    "و\u0654",
    "❤\ufe0f",
]


def ask_sqlite() -> list[tuple[int, int]]:
    """Each code point between two letters, then a tag: where the tag is a term of its own, it parts words."""
    db = sqlite3.connect(":memory:")
    db.execute(f'CREATE VIRTUAL TABLE probe USING fts5(x, content="", tokenize="{FTS_TOKENIZER}")')
    for start in range(0, 0x110000, 4096):
        words = (f"q{chr(c)}z{c:x}" for c in range(start, start + 4096) if c not in SURROGATES)
        db.execute("INSERT INTO probe(rowid, x) VALUES(?, ?)", (start, " ".join(words)))
    db.execute("CREATE VIRTUAL TABLE terms USING fts5vocab(probe, row)")
    tags = db.execute("SELECT substr(term, 2) FROM terms WHERE term >= 'z' AND term < '{'")
    parting = sorted({int(tag, 16) for (tag,) in tags} | set(SURROGATES) | {-1, 0x110000})
    db.close()
    return [(before + 1, after - 1) for before, after in pairwise(parting) if after - before > 1]


def _as_text(ranges: list[tuple[int, int]]) -> str:
    return "".join(f"{first:x}-{last:x}\n" if last > first else f"{first:x}\n" for first, last in ranges)


def misaligned(library: Any, texts: Iterable[str]) -> int:
    """How many texts have another number of tokens after folding, by the sizes SQLite keeps of its documents."""
    db = library.connect(":memory:")
    for table in ("raw", "folded"):
        db.execute(f'CREATE VIRTUAL TABLE {table} USING fts5(x, content="", tokenize="{FTS_TOKENIZER}")')
    for n, text in enumerate(texts):
        db.execute("INSERT INTO raw(rowid, x) VALUES(?, ?)", (n, text))
        db.execute("INSERT INTO folded(rowid, x) VALUES(?, ?)", (n, fold_for_index(text)))
    sizes = "SELECT count(*) FROM raw_docsize a JOIN folded_docsize b USING(id) WHERE a.sz <> b.sz"
    (wrong,) = db.execute(sizes).fetchone()
    db.close()
    return int(wrong)


def awkward_texts(count: int, seed: int) -> list[str]:
    """Strings of anything in Unicode, half of it Arabic, marks, hidden characters and signs."""
    chance = random.Random(seed)

    def piece() -> str:
        kind = chance.randrange(4)
        if kind == 0:
            return chr(chance.choice([chance.randrange(0xD800), chance.randrange(0xE000, 0x110000)]))
        return chance.choice(AWKWARD) if kind < 3 else chr(chance.randrange(0x0600, 0x0700))

    return ["".join(piece() for _ in range(chance.randrange(40))) for _ in range(count)]


def test_the_token_class_is_the_one_sqlite_uses() -> None:
    assert list(token_ranges()) == ask_sqlite()
    assert _as_text(list(token_ranges())) == CLASS_FILE.read_text(encoding="ascii")


@LIBRARIES
def test_folding_keeps_the_number_of_tokens_of_twenty_thousand_awkward_strings(library: Any) -> None:
    assert misaligned(library, awkward_texts(20_000, seed=5)) == 0


@LIBRARIES
@pytest.mark.parametrize(
    "text", ["ـ", "\u064e", "\u061c", "90%\u061c", "\u2066#وسم\u2069", "ـ.ـ", "a\u0301 \u0301", "\0ا\0"]
)
def test_a_token_that_folds_to_nothing_still_stands(library: Any, text: str) -> None:
    assert misaligned(library, [text]) == 0


@given(TEXTS)
def test_folding_keeps_the_number_of_tokens_of_texts_made_to_confuse_it(text: str) -> None:
    assert misaligned(sqlite3, [text]) == 0


@LIBRARIES
def test_folding_keeps_the_number_of_tokens_of_one_thing_over_and_over(library: Any) -> None:
    assert misaligned(library, (unit * times for unit in UNITS.values() for times in (1, 15, 16, 17, 2_000))) == 0


@LIBRARIES
@pytest.mark.slow
def test_no_real_article_is_misaligned(library: Any) -> None:
    if not SHARED_ARTICLES.exists():
        pytest.skip("the shared articles are not beside this checkout")
    with gzip.open(SHARED_ARTICLES, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in islice(lines, 0, None, REAL_STEP)]
    assert misaligned(library, (text for article in articles for text in (article["title"], article["text"]))) == 0


def test_the_short_way_folds_as_the_long_way_does() -> None:
    plain = [chr(code) for code in range(0x2100) if is_plain(f"ا{chr(code)}ا")] + ["ـ", "ـ", ".", " ", "\u064b"] * 20
    chance = random.Random(11)
    texts = ["".join(chance.choices(plain, k=chance.randrange(30))) for _ in range(20_000)]
    texts = [text for text in texts if is_plain(text)]
    assert len(texts) > 5_000
    for text in texts:
        long_way = (gap + " ".join([word or NOBODY_SEARCHES] * pieces) for gap, word, pieces in folded_words(text))
        assert fold_for_index(text) == "".join(long_way)


def test_every_folded_character_is_a_token_character_and_folds_to_itself() -> None:
    for code, plain in FOLD.items():
        assert token_run().fullmatch(chr(code))
        assert plain == "" or token_run().fullmatch(plain)
        assert plain.translate(FOLD) == plain


def test_the_rules_of_the_plain_shell_fold_as_queries_do() -> None:
    for text in ("القوّات الأمريكيـة", "القـ.ـوات", "سو\u200fريا", "ﻗﻮﺍﺕ ٢٠١٩", "و\u0654", "مسؤول هيئة", "ديرالزور"):
        replaced = text
        for src, dst in fold_rules():
            replaced = replaced.replace(src, dst)
        assert replaced == fold_query(text)


def test_changed_rules_need_a_new_version_of_the_norm() -> None:
    """When this fails, the rules have changed: give NORM_VERSION a new value and write the new hash here."""
    rules = hashlib.sha256(repr(list(fold_rules())).encode()).hexdigest()
    assert (NORM_VERSION, rules) == ("2", RULES_SHA256)


if __name__ == "__main__":
    CLASS_FILE.write_text(_as_text(ask_sqlite()), encoding="ascii")
