"""Search the record: counts, hits with marks on the original spelling, how the hits spread.

Newest first walks down the article ids, which begin with the day: it costs next to nothing however many hits there are.
"""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypedDict, Unpack

from sqlite_utils.utils import sqlite3

from archive.instants import IDS_PER_DAY, first_id_of
from archive.marks import START, to_marked_html, to_marked_text
from archive.question import Compiled, Mode, compile_query
from archive.vocabulary import Vocabulary

__all__ = [
    "Compiled",
    "Facets",
    "Filters",
    "Hit",
    "Mode",
    "Results",
    "compile_query",
    "facets",
    "search",
    "to_marked_html",
    "to_marked_text",
]

Order = Literal["newest", "rank"]
RANKED_HITS = 20_000  # bm25 costs 1.4 µs a hit: above this, only the newest are ranked
FACET_HITS = 5_000
FORMS_SHOWN = 30
LARGEST = 2**62  # well within what SQLite takes for a number

_CONDITIONS = {
    # The index holds outlet and id side by side: no article's text is read to count an outlet's hits.
    "outlet": "EXISTS(SELECT 1 FROM articles INDEXED BY articles_outlet_id WHERE outlet = :outlet AND id = f.rowid)",
    "lang": "EXISTS(SELECT 1 FROM articles WHERE id = f.rowid AND lang = :lang)",
    "date_from": "f.rowid >= :date_from",
    "date_to": "f.rowid < :date_to",
    "before_id": "f.rowid < :before_id",
}
_COUNT = "SELECT count(*) FROM articles_fts f WHERE {where}"
_NEWEST = "SELECT rowid FROM articles_fts f WHERE {where} ORDER BY rowid DESC LIMIT :limit OFFSET :skip"
_RANKED = "SELECT rowid FROM articles_fts f WHERE {where} AND rowid > :floor ORDER BY rank LIMIT :limit"
_FACETS = """
SELECT a.outlet, strftime('%Y-%m', h.id / :ids_per_day * 86400, 'unixepoch'), a.status, count(*)
FROM (SELECT rowid AS id FROM articles_fts f WHERE {where} ORDER BY rowid DESC LIMIT :cap) h
CROSS JOIN articles a USING(id) GROUP BY 1, 2, 3"""
_HITS = """
SELECT a.id, a.outlet, a.url, a.title, highlight(articles_fts, 1, char(2), char(3)),
  snippet(articles_fts, 0, char(2), char(3), '…', 32),
  a.published_day, a.published_at, a.status, a.versions, a.author, a.lang
FROM articles_fts CROSS JOIN articles a ON a.id = articles_fts.rowid
WHERE articles_fts MATCH :match AND articles_fts.rowid IN (SELECT value FROM json_each(:ids))"""


class Filters(TypedDict, total=False):
    """Which part of the record: an outlet's name, days (both included), a language, ids below `before_id`."""

    outlet: str | None
    date_from: date | None
    date_to: date | None
    lang: str | None
    before_id: int | None


@dataclass(frozen=True, slots=True)
class Hit:
    """One article. `title_marked`, `snippet_marked`: the original text, found words between U+0002 and U+0003."""

    id: int
    outlet: str
    url: str
    title: str
    title_marked: str
    snippet_marked: str
    published_day: str
    published_at: str | None
    status: str
    versions: int
    author: str
    lang: str


@dataclass(frozen=True, slots=True)
class Results:
    """`count` is of all hits, whatever page is shown; `forms`: spellings looked for and their numbers of articles."""

    count: int
    mode: Mode
    forms: list[tuple[str, int]]
    hits: list[Hit]


@dataclass(frozen=True, slots=True)
class Facets:
    """Hits by outlet, month (YYYY-MM) and status; of the newest 5,000 hits only where `capped`."""

    by_outlet: list[tuple[str, int]]
    by_month: list[tuple[str, int]]
    by_status: list[tuple[str, int]]
    capped: bool


def search(
    connection: sqlite3.Connection,
    text: str,
    *,
    mode: Mode = "names",
    limit: int = 20,
    order: Order = "newest",
    **filters: Unpack[Filters],
) -> Results:
    """Ask the record a question. No text is an error; a text without words finds nothing.

    `before_id` is the last id of the page before; ranked results have one page. `count` depends on neither.
    """
    vocabulary = Vocabulary(connection)
    compiled = compile_query(text, mode, vocabulary)
    everything: Filters = {**filters, "before_id": None}
    if order == "rank":
        ids = _best(connection, compile_query(text, "exact", vocabulary), compiled, everything, limit)
    else:
        ids = _newest(connection, compiled, filters, limit)
    forms = [(form, _articles_with(form, vocabulary)) for form in compiled.forms[:FORMS_SHOWN]]
    return Results(_count(connection, compiled, everything), mode, forms, _hits(connection, compiled, ids))


def facets(connection: sqlite3.Connection, compiled: Compiled, **filters: Unpack[Filters]) -> Facets:
    """How the newest 5,000 hits spread: the same hits, in the same order, as the list shows."""
    where, values = _where(compiled, filters)
    rows = connection.execute(_FACETS.format(where=where), values | {"cap": FACET_HITS, "ids_per_day": IDS_PER_DAY})
    counters: tuple[Counter[str], ...] = (Counter(), Counter(), Counter())
    for *keys, count in rows:
        for counter, key in zip(counters, keys, strict=True):
            counter[key] += count
    by_outlet, by_month, by_status = counters
    capped = by_status.total() >= FACET_HITS
    return Facets(by_outlet.most_common(), sorted(by_month.items(), reverse=True), by_status.most_common(), capped)


def _where(compiled: Compiled, filters: Filters) -> tuple[str, dict[str, Any]]:
    """The conditions on articles_fts f, and their values. A day is a range of ids."""
    given: dict[str, Any] = {name: value for name, value in filters.items() if value is not None}
    if "date_from" in given:
        given["date_from"] = first_id_of(given["date_from"])
    if "date_to" in given:
        given["date_to"] = first_id_of(given["date_to"]) + IDS_PER_DAY
    if "before_id" in given:
        given["before_id"] = max(-LARGEST, min(given["before_id"], LARGEST))
    conditions = ["f.articles_fts MATCH :match", *(_CONDITIONS[name] for name in given)]
    return " AND ".join(conditions), given | {"match": compiled.match}


def _count(connection: sqlite3.Connection, compiled: Compiled, filters: Filters) -> int:
    where, values = _where(compiled, filters)
    return int(connection.execute(_COUNT.format(where=where), values).fetchone()[0])


def _newest(
    connection: sqlite3.Connection, compiled: Compiled, filters: Filters, limit: int, skip: int = 0
) -> list[int]:
    where, values = _where(compiled, filters)
    rows = connection.execute(_NEWEST.format(where=where), values | {"limit": min(limit, LARGEST), "skip": skip})
    return [row[0] for row in rows]


def _best(connection: sqlite3.Connection, exact: Compiled, wide: Compiled, filters: Filters, limit: int) -> list[int]:
    """The best of the spelling asked for, then the newest of the others: bm25 over all would put rare forms first."""
    floor = _newest(connection, exact, filters, 1, RANKED_HITS)
    where, values = _where(exact, filters)
    values |= {"limit": min(limit, LARGEST), "floor": floor[0] if floor else -LARGEST}
    best = [row[0] for row in connection.execute(_RANKED.format(where=where), values)]
    more = _newest(connection, wide, filters, limit + len(best)) if len(best) < limit else []
    return list(dict.fromkeys(best + more))[:limit]


def _hits(connection: sqlite3.Connection, compiled: Compiled, ids: list[int]) -> list[Hit]:
    """The hits in the order of `ids`."""
    found = _marked(connection, compiled.match, ids)
    unmarked = [hit.id for hit in found.values() if START not in hit.title_marked + hit.snippet_marked]
    if unmarked and compiled.forms:
        # Found in the words beside the text, across a word in pieces: there the single words are marked.
        words = dict.fromkeys(word for form in compiled.forms for word in form.split())
        found |= _marked(connection, " OR ".join(f'"{word}"' for word in words), unmarked)
    return [found[article_id] for article_id in ids]


def _marked(connection: sqlite3.Connection, match: str, ids: list[int]) -> dict[int, Hit]:
    rows = connection.execute(_HITS, {"match": match, "ids": json.dumps(ids)})
    return {row[0]: Hit(*row) for row in rows}


def _articles_with(form: str, vocabulary: Vocabulary) -> int:
    return vocabulary.count(f'"{form}"') if " " in form else vocabulary.articles_with(form)
