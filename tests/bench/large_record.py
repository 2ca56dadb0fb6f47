"""A large record of made articles of many outlets, 400 a day up to yesterday, with all that a record has beside them.

The words are made: stems of Arabic letters with the affixes of Arabic, as frequent as Zipf's law says of words, and in
every article some that stand nowhere else. Paragraphs return in other articles, in other company.
"""

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from archive.record.changes import set_up, take_out
from archive.record.fulltext import INDEX, INSERT
from archive.record.reindexing import merge
from archive.record.store import Store, open_record
from archive.sqlite import transaction
from archive.text.folding import fold_for_index
from archive.times import damascus_day, first_id_of, now
from tests.bench.beside_articles import fill_beside
from tests.bench.material import OUTLET

LETTERS = "ابتجحدرزسشصطعغفقكلمنهوي"
PREFIXES = ("", "ال", "", "و", "ال", "ب", "لل", "وال", "ل", "بال")
SUFFIXES = ("", "", "ة", "ات", "ين", "ي", "ية", "ها", "ون", "ى")
VOCABULARY = 120_000
PARAGRAPHS, WORDS = 60_000, 45
PER_ARTICLE, PER_TITLE = 4, 8
BATCH, PER_DAY = 20_000, 400
OUTLETS = tuple(replace(OUTLET, name=f"made{n}", title=f"نموذج {n}", hosts=(f"made{n}.example",)) for n in range(25))
SHARES_OF_OUTLETS = list(accumulate(1 / (rank + 2) for rank in range(len(OUTLETS))))
ARTICLE = (
    "INSERT INTO articles(id, outlet, key, url, title, body, author, credit, lang, published_day, published_from,"
    " first_seen_at, last_seen_at, status, versions, words_sha256) VALUES(?, ?, ?, ?, ?, ?, '', '', 'ar', ?, 'given',"
    " ?, ?, 'live', 1, '')"
)
Text = tuple[str, str]


def vocabulary(chance: random.Random) -> list[str]:
    """Words in the order of their frequency, each other one with affixes."""
    found: dict[str, None] = {}
    while len(found) < VOCABULARY:
        stem = (
            "".join(chance.choices(LETTERS, k=chance.choice((2, 3, 3, 4, 5))))
            if len(found) > 20
            else LETTERS[len(found)] + "ي"
        )
        found[chance.choice(PREFIXES) + stem + chance.choice(SUFFIXES)] = None
    return list(found)


def fill(path: Path, articles: int, words: list[str]) -> None:
    """Write the articles by the store's own statements, 400 a day up to yesterday, and what belongs to them."""
    store = open_record(path)
    for outlet in OUTLETS:
        store.put_outlet(outlet)
    store.db.execute("PRAGMA synchronous = OFF")
    take_out(store.db)  # a row for each of these rows, which a publish would have taken out again
    chance, first = random.Random(11), damascus_day(now()) - timedelta(days=-(-articles // PER_DAY))
    paragraphs = _paragraphs(chance, words)
    for start in range(0, articles, BATCH):
        texts = [_article(chance, paragraphs, n) for n in range(start, min(start + BATCH, articles))]
        with transaction(store.db):
            _write(store, chance, first, start, texts)
    fill_beside(store)
    set_up(store.db)
    merge(store.db)
    store.db.execute("PRAGMA journal_mode = DELETE").fetchall()
    store.close()


def _paragraphs(chance: random.Random, words: list[str]) -> list[Text]:
    """Paragraphs and what is indexed of them: folding word by word is folding the whole."""
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(words))))
    drawn = (chance.choices(words, cum_weights=weights, k=WORDS) for _ in range(PARAGRAPHS))
    return [(text, fold_for_index(text)) for text in (" ".join(chosen) + "." for chosen in drawn)]


def _article(chance: random.Random, paragraphs: list[Text], n: int) -> tuple[Text, Text]:
    """Title and body, each with its folded form."""
    parts = chance.choices(paragraphs, k=PER_ARTICLE + 1)
    title = tuple(" ".join(form.split(" ", PER_TITLE)[:PER_TITLE]) for form in parts.pop())
    rare = "".join(chance.choices(LETTERS, k=7)) + f" {n} "
    return (title[0], title[1]), (
        rare + "\n".join(text for text, _ in parts),
        rare + "\n".join(fold for _, fold in parts),
    )


def _write(store: Store, chance: random.Random, first: date, start: int, texts: list[tuple[Text, Text]]) -> None:
    numbers = range(start, start + len(texts))
    ids = [first_id_of(first) + n // PER_DAY * 100_000 + n % PER_DAY + 1 for n in numbers]
    days = [(first + timedelta(days=n // PER_DAY)).isoformat() for n in numbers]
    outlets = chance.choices(OUTLETS, cum_weights=SHARES_OF_OUTLETS, k=len(texts))
    rows = (
        (number, outlet.name, str(number), f"https://{outlet.hosts[0]}/{number}/", title[0], body[0], day, seen, seen)
        for number, day, outlet, (title, body) in zip(ids, days, outlets, texts, strict=True)
        for seen in [f"{day}T12:00:00Z"]
    )
    store.db.conn.executemany(ARTICLE, rows)
    indexed = ((number, title[1], body[1], None) for number, (title, body) in zip(ids, texts, strict=True))
    store.db.conn.executemany(INSERT.format(INDEX), indexed)
