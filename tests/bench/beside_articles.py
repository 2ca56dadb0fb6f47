"""What a record holds beside its articles, made for each of them in the shares that a real archive has, roughly.

Two captures and an address of each; of a hundred articles five edited, three judged to be no edit, one gone; ten in
stories of two to six; figures in fifteen, names of parties in forty, places in sixty, quotations in ten. Of what a page
shows the numbers of rows are right, not their sense.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import count, islice
from typing import NamedTuple, TypeVar

from archive.analysis.names import Variant, parties
from archive.places.gazetteer import Place, places
from archive.record.edits import CLAIMED, INDEXED, RULES
from archive.record.store import Store
from archive.sqlite import transaction
from archive.text.folding import fold_for_index
from archive.versions.edit_grades import GRADES

T = TypeVar("T")
AT_ONCE = 20_000
READ = "SELECT id, outlet, url, title, published_day FROM articles WHERE id > ? ORDER BY id LIMIT ?"
TEXT = "SELECT body FROM articles WHERE id = ?"
CAPTURE = (
    "INSERT INTO captures(id, url, outlet, article_id, fetched_at, status, content_type, body_sha256, warc_file,"
    " warc_offset, warc_length, error, via, held)"
    " VALUES(?, ?, ?, ?, ?, 200, 'text/html', ?, ?, ?, 9000, '', 'crawl', '')"
)
VERSION = (
    "INSERT INTO versions(id, article_id, n, seen_at, last_seen_at, kind, title, body, sha256, words_sha256, words,"
    " added, removed, capture_id, extractor, changed, numbers, told_at)"
    " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 190, ?, ?, ?, 'made', ?, ?, ?)"
)
URL = "INSERT INTO urls(url, outlet, key, article_id, role, first_seen_at) VALUES(?, ?, ?, ?, 'seen', ?)"
SPAN = "INSERT INTO edit_spans(id, version_id, field, old_at, new_at, removed, added) VALUES(?, ?, 'body', ?, ?, ?, ?)"
FIGURE = (
    "INSERT INTO figures(version_id, at, article_id, value, bound, kind, words, sentence)"
    " VALUES(?, ?, ?, ?, 'exact', ?, ?, ?)"
)
MENTION = "INSERT OR IGNORE INTO mentions(article_id, party, name, variant, n, quoted) VALUES(?, ?, ?, ?, ?, 0)"
PLACE = (
    "INSERT OR IGNORE INTO article_places(article_id, place, how, spelling, name, governorate, is_area, lat, lon,"
    " mentions, first_char) VALUES(?, ?, 'named', ?, ?, ?, ?, ?, ?, ?, ?)"
)
QUOTATION = "INSERT OR IGNORE INTO quotations(article_id, shingle) VALUES(?, ?)"
STORY = "INSERT INTO clusters(id, origin_id, basis, size, first_at, last_at) VALUES(?, ?, 'published', ?, ?, ?)"
MEMBER = "INSERT INTO cluster_members(article_id, cluster_id, containment) VALUES(?, ?, .9)"
COPY = (
    "INSERT INTO copies(a_id, b_id, kind, containment, jaccard, found_at, first_id, basis)"
    " VALUES(?, ?, 'near', .9, .8, ?, ?, 'published')"
)
GAP = "INSERT INTO gaps(outlet, since, until, cause, known_missing, found_at) VALUES(?, ?, ?, 'blocked', ?, ?)"
LISTED = "INSERT INTO listed_days VALUES(?, ?, '', 'sitemap', ?, 1, ?)"
KINDS = ("killed", "wounded", "detained", "displaced")
KINDS_OF_VERSIONS = ((0.05, "edit"), (0.02, "furniture"), (0.01, "unsettled"), (0.01, "gone"), (0.005, "missing"))


class Row(NamedTuple):
    """READ: an article."""

    id: int
    outlet: str
    url: str
    title: str
    day: str


class _Numbers:
    """The next number of each table that counts its rows."""

    def __init__(self) -> None:
        self.capture, self.version, self.span = count(1), count(1), count(1)


def fill_beside(store: Store) -> None:
    """Write what belongs to the articles that are there."""
    chance, numbers, last = random.Random(13), _Numbers(), 0
    names = [variant for party in parties().values() for variant in party.variants]
    known = list(places().values())
    while read := [Row(*row) for row in store.db.execute(READ, (last, AT_ONCE)).fetchall()]:
        last = read[-1].id
        with transaction(store.db):
            for row in read:
                _write_versions(store, chance, numbers, row)
            _write_analyses(store, chance, read, names, known)
            _write_stories(store, chance, read)
    with transaction(store.db):
        _write_days(store, chance)


def _write_versions(store: Store, chance: random.Random, numbers: _Numbers, row: Row) -> None:
    write, seen, later = store.db.conn.execute, f"{row.day}T12:00:00Z", f"{row.day}T18:00:00Z"
    captures = [next(numbers.capture), next(numbers.capture)]
    for capture, at in zip(captures, (seen, later), strict=True):
        file = f"{row.day[:4]}/{row.day[5:7]}/{row.day}-made.warc.gz"
        write(CAPTURE, (capture, row.url, row.outlet, row.id, at, f"{capture:064x}", file, capture * 9000))
    write(URL, (row.url, row.outlet, str(row.id), row.id, seen))
    kind = next((kind for upto, kind in KINDS_OF_VERSIONS if chance.random() < upto), "")
    version, has_figures = next(numbers.version), chance.random() < 0.15
    is_text = kind not in ("", "gone", "missing")
    body = write(TEXT, (row.id,)).fetchone()[0] if is_text else ""
    old = (row.title, f"{body} {_words(chance, row)}") if is_text else (None, None)
    write(VERSION, (version, row.id, 1, seen, seen, "first", *old, "", "", 0, 0, captures[0], "", "", seen))
    if has_figures:
        _write_figures(store, chance, version, row)
    if kind in ("gone", "missing"):
        write("UPDATE articles SET status = ? WHERE id = ?", (kind, row.id))
    if kind == "gone":
        ends = (None, None, "", "", 0, 0, captures[1], "", "", later)
        write(VERSION, (next(numbers.version), row.id, 2, later, later, kind, *ends))
    if is_text:
        version, changed = next(numbers.version), chance.choice((("text", ""), ("text", ""), ("numbers", "3→5")))
        told = (*(changed if kind == "edit" else ("", "")), later)
        write(VERSION, (version, row.id, 2, later, later, kind, None, None, "", "", 3, 3, captures[1], *told))
        write("UPDATE articles SET versions = 2 WHERE id = ?", (row.id,))
        _write_spans(store, chance, numbers, version, row)
        if has_figures:
            _write_figures(store, chance, version, row)


def _write_spans(store: Store, chance: random.Random, numbers: _Numbers, version: int, row: Row) -> None:
    store.db.conn.execute(CLAIMED, (version, row.id, chance.choice(GRADES), RULES))
    for at in (20, 40):
        removed, added, span = _words(chance, row), _words(chance, row), next(numbers.span)
        store.db.conn.execute(SPAN, (span, version, at, at, removed, added))
        store.db.conn.execute(INDEXED, (span, fold_for_index(removed), fold_for_index(added)))


def _words(chance: random.Random, row: Row) -> str:
    words = row.title.split()
    return " ".join(chance.sample(words, min(3, len(words))))


def _write_figures(store: Store, chance: random.Random, version: int, row: Row) -> None:
    rows = (
        (version, at, row.id, chance.randrange(1, 90), chance.choice(KINDS), "5 قتلى", row.title) for at in (30, 130)
    )
    store.db.conn.executemany(FIGURE, rows)


def _write_analyses(
    store: Store, chance: random.Random, read: list[Row], names: list[Variant], known: list[Place]
) -> None:
    write = store.db.conn.executemany
    named = [row for row in read if chance.random() < 0.4 for _ in range(2)]
    drawn = zip(named, _often(chance, names, len(named)), strict=True)
    write(MENTION, ((row.id, one.party, one.name, one.variant, 1) for row, one in drawn))
    placed = [row for row in read if chance.random() < 0.6 for _ in range(2)]
    drawn_places = zip(placed, _often(chance, known, len(placed)), strict=True)
    write(
        PLACE,
        (
            (row.id, one.id, one.names[0], one.names[0], one.governorate, int(one.is_unit), *one.point, 1, 50)
            for row, one in drawn_places
        ),
    )
    write(
        QUOTATION,
        ((row.id, chance.randrange(1 << 60)) for row in read if chance.random() < 0.1 for _ in range(10)),
    )


def _often(chance: random.Random, things: Sequence[T], number: int) -> list[T]:
    """Drawn by Zipf's law in the order of the list."""
    return chance.choices(things, [1 / (rank + 3) for rank in range(len(things))], k=number)


def _write_stories(store: Store, chance: random.Random, read: list[Row]) -> None:
    waiting = iter(read)
    for first in waiting:
        if chance.random() > 0.03:
            continue
        others = list(islice(waiting, chance.randrange(1, 6)))
        members, at = (first, *others), f"{first.day}T12:00:00Z"
        store.db.conn.execute(STORY, (first.id, first.id, len(members), at, at))
        store.db.conn.executemany(MEMBER, ((one.id, first.id) for one in members))
        store.db.conn.executemany(COPY, ((first.id, one.id, at, first.id) for one in others))


def _write_days(store: Store, chance: random.Random) -> None:
    found = store.db.execute("SELECT outlet, min(published_day), max(published_day) FROM articles GROUP BY 1")
    for outlet, first, last in found.fetchall():
        days = list(_between(date.fromisoformat(first), date.fromisoformat(last)))
        listed = ((outlet, f"{day}", chance.randrange(5, 60), f"{day}T20:00:00Z") for day in days)
        store.db.conn.executemany(LISTED, listed)
        missed = chance.sample(days, len(days) // 60)
        gaps = (
            (outlet, f"{day}T00:00:00Z", f"{day + timedelta(days=1)}T00:00:00Z", 7, f"{day}T12:00:00Z")
            for day in missed
        )
        store.db.conn.executemany(GAP, gaps)


def _between(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
