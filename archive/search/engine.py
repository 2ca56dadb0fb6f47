"""Search the record: counts, hits with marks on the original spelling, how the hits spread.

Newest first walks down the article ids, which begin with the day: it costs next to nothing however many hits there are.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, Unpack

from sqlite_utils.utils import sqlite3

from archive.model import Origin
from archive.search._spelling import suggestions
from archive.search.filters import LARGEST, Filters, Hits
from archive.search.fts_query import Compiled, Mode, any_of, compile_query, compile_question, phrase
from archive.search.highlight import LONGEST_MARKED, START, excerpt, mark_words, to_marked_html, to_marked_text
from archive.search.query_parser import Note, understand
from archive.search.vocabulary import Vocabulary
from archive.times import IDS_PER_DAY

__all__ = [
    "Compiled",
    "Facets",
    "Filters",
    "Hit",
    "Mode",
    "Order",
    "Results",
    "compile_query",
    "facets",
    "per_day",
    "search",
    "to_marked_html",
    "to_marked_text",
]

Order = Literal["newest", "rank"]
RANKED_HITS = 20_000  # bm25 costs 1.4 µs a hit: above this, only the newest are ranked
FACET_HITS = 2_000  # 2 µs a hit
FORMS_SHOWN = 30
OPENING = 400  # characters, where no word was asked for

_RANKED = "SELECT f.rowid FROM {source} WHERE {where} AND f.rowid > :floor ORDER BY rank LIMIT :limit"
_FACETS = """
SELECT a.outlet, strftime('%Y-%m', h.id / :ids_per_day * 86400, 'unixepoch'), a.lang, a.status, count(*)
FROM (SELECT f.rowid AS id FROM {source} WHERE {where} ORDER BY f.rowid DESC LIMIT :cap) h
CROSS JOIN articles a INDEXED BY articles_facets ON a.id = h.id GROUP BY 1, 2, 3, 4"""
_DAYS = "SELECT '', f.rowid / :ids_per_day, count(*) FROM {source} WHERE {where} GROUP BY 2"
_OUTLET_DAYS = """
SELECT a.outlet, f.rowid / :ids_per_day, count(*) FROM {source}
CROSS JOIN articles a INDEXED BY articles_facets ON a.id = f.rowid WHERE {where} GROUP BY 1, 2"""
_COLUMNS = "a.published_day, a.published_at, a.status, a.versions, a.author, a.lang, a.origin"
_HITS = f"""
SELECT a.id, a.outlet, a.url, a.title, highlight(articles_fts, 1, char(2), char(3)),
  CASE WHEN length(a.body) <= {LONGEST_MARKED} THEN highlight(articles_fts, 0, char(2), char(3)) ELSE a.body END,
  {_COLUMNS}
FROM articles_fts CROSS JOIN articles a ON a.id = articles_fts.rowid
WHERE articles_fts MATCH :match AND articles_fts.rowid BETWEEN :first AND :last
  AND +articles_fts.rowid IN (SELECT value FROM json_each(:ids))
"""  # noqa: S608 - columns from above
_ROWS = f"""
SELECT a.id, a.outlet, a.url, a.title, a.title, substr(a.body, 1, {OPENING}), {_COLUMNS}
FROM articles a WHERE a.id IN (SELECT value FROM json_each(:ids))
"""  # noqa: S608 - columns from above


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
    origin: Origin


class DayCount(NamedTuple):
    """Hits of one day, counted from 1970; `outlet` is empty where all outlets are counted together."""

    outlet: str
    day: int
    hits: int


class _FacetRow(NamedTuple):
    outlet: str
    month: str
    lang: str
    status: str
    articles: int


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to a question.

    `count` is of all hits, whatever page is shown; `forms`: spellings looked for, where several, and their articles;
    `compiled`: the question for `facets`; `notes`: what in it was not understood; `suggestions`: other spellings of it,
    where nothing was found.
    """

    count: int
    mode: Mode
    forms: list[tuple[str, int]]
    hits: list[Hit]
    compiled: Compiled
    notes: tuple[Note, ...] = ()
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facets:
    """Hits by outlet, month (YYYY-MM), language and status; of the newest hits only where `capped`."""

    by_outlet: list[tuple[str, int]]
    by_month: list[tuple[str, int]]
    by_lang: list[tuple[str, int]]
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
    """Ask the record a question, in the language of `search.query_parser`, which may narrow the filters further.

    No text is an error; a text that says nothing finds nothing. `before_id` is the last id of the page before; ranked
    results have one page. `count` depends on neither.
    """
    vocabulary = Vocabulary(connection)
    question = understand(text)
    compiled = compile_question(question, mode, vocabulary)
    everything: Filters = {**filters, "before_id": None}
    hits = Hits(connection, compiled, everything)
    if order == "rank" and compiled.match:
        exact = Hits(connection, compile_question(question, "exact", vocabulary), everything)
        ids = _best(exact, hits, limit)
    else:
        ids = Hits(connection, compiled, filters).newest(limit)
    count = hits.count(vocabulary)
    spellings = compiled.forms[:FORMS_SHOWN] if len(compiled.forms) > 1 else []
    forms = [(form, _articles_with(form, vocabulary)) for form in spellings]

    def finds(other: str) -> bool:
        return bool(Hits(connection, compile_query(other, mode, vocabulary), everything).newest(1))

    instead = () if count else tuple(suggestions(text, question, vocabulary, finds))
    shown = _shown(connection, compiled, ids)
    return Results(count, mode, forms, shown, compiled, compiled.notes + hits.notes, instead)


def facets(
    connection: sqlite3.Connection, compiled: Compiled, cap: int = FACET_HITS, **filters: Unpack[Filters]
) -> Facets:
    """How the newest hits, up to `cap` of them, spread: the same hits, in the same order, as the list shows."""
    counters: tuple[Counter[str], ...] = (Counter(), Counter(), Counter(), Counter())
    values = {"cap": min(cap, LARGEST), "ids_per_day": IDS_PER_DAY}
    for *keys, count in Hits(connection, compiled, filters).rows(_FacetRow, _FACETS, **values):
        for counter, key in zip(counters, keys, strict=True):
            counter[key] += count
    by_outlet, by_month, by_lang, by_status = counters
    return Facets(
        by_outlet.most_common(),
        sorted(by_month.items(), reverse=True),
        by_lang.most_common(),
        by_status.most_common(),
        by_status.total() >= cap,
    )


def per_day(
    connection: sqlite3.Connection, compiled: Compiled, outlets: bool, **filters: Unpack[Filters]
) -> list[DayCount]:
    """Hits of each day, of each outlet where `outlets`; days without a hit are absent."""
    sql = _OUTLET_DAYS if outlets else _DAYS
    return list(Hits(connection, compiled, filters).rows(DayCount, sql, ids_per_day=IDS_PER_DAY))


def _best(exact: Hits, wide: Hits, limit: int) -> list[int]:
    """The best of the spelling as typed, then the newest of the others: bm25 over all would put rare forms first."""
    floor = exact.newest(1, RANKED_HITS)
    found = list(exact.rows(int, _RANKED, limit=min(limit, LARGEST), floor=floor[0] if floor else -LARGEST))
    more = wide.newest(limit + len(found)) if len(found) < limit else []
    return list(dict.fromkeys(found + more))[:limit]


def _shown(connection: sqlite3.Connection, compiled: Compiled, ids: list[int]) -> list[Hit]:
    """The hits in the order of `ids`."""
    if not compiled.match:
        found = _as_hits(connection.execute(_ROWS, {"ids": json.dumps(ids)}))
        return [found[article_id] for article_id in ids]
    words = dict.fromkeys(word for form in compiled.forms for word in form.split())
    found = _marked(connection, compiled.match, ids, words)
    unmarked = [hit.id for hit in found.values() if START not in hit.title_marked + hit.snippet_marked]
    if unmarked and words:
        # Found in the words beside the text, across a word in pieces: there the single words are marked.
        found |= _marked(connection, any_of((word,) for word in words), unmarked, words)
    return [found[article_id] for article_id in ids]


def _marked(connection: sqlite3.Connection, match: str, ids: list[int], words: Collection[str]) -> dict[int, Hit]:
    """The articles `ids`, all of which `match` finds; `words` are marked where a text is too long for SQLite."""
    # One walk from the first to the last: looked up one by one (hence the +), FTS5 would begin anew for each.
    bounds = {"first": min(ids, default=0), "last": max(ids, default=0)}
    return _as_hits(connection.execute(_HITS, {"match": match, "ids": json.dumps(ids), **bounds}), words)


def _as_hits(rows: Iterable[sqlite3.Row], words: Collection[str] = ()) -> dict[int, Hit]:
    """SQLite's own snippet() goes over a text twice, marking it whole once: so it is marked whole and cut here."""
    hits = (Hit(*row) for row in rows)
    return {hit.id: replace(hit, snippet_marked=_excerpt(hit.snippet_marked, words)) for hit in hits}


def _excerpt(body: str, words: Collection[str]) -> str:
    return excerpt(mark_words(body, words) if len(body) > LONGEST_MARKED and START not in body else body)


def _articles_with(form: str, vocabulary: Vocabulary) -> int:
    return vocabulary.count(phrase(tuple(form.split()))) if " " in form else vocabulary.articles_with(form)
