"""Search the record: counts, and hits with marks on the original spelling.

Newest first walks down the article ids, which begin with the day: it costs next to nothing however many hits there are.
"""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Unpack

from sqlite_utils.utils import sqlite3

from archive.exchange import Origin
from archive.search._prefix_highlight import in_words
from archive.search._spelling import suggestions
from archive.search.compiled import Compiled, Mode, any_of
from archive.search.filters import LARGEST, Filters
from archive.search.fts_query import compile_query, compile_question
from archive.search.highlight import LONGEST_MARKED, START, excerpt, mark_words, to_marked_html, to_marked_text
from archive.search.hits import Hits
from archive.search.query_parser import Note, understand
from archive.search.vocabulary import Vocabulary

__all__ = [
    "Compiled",
    "Filters",
    "Hit",
    "Mode",
    "Order",
    "Results",
    "compile_query",
    "search",
    "to_marked_html",
    "to_marked_text",
]

Order = Literal["newest", "oldest", "rank"]
EVERYTHING = Compiled("")  # what asks for no word and sets no condition
RANKED_HITS = 20_000  # bm25 costs 1.4 µs a hit: above this, only the newest are ranked
SNIPPET = 5  # the number of its column in the statements below
OPENING = 400  # characters, where no word was asked for

_RANKED = "SELECT f.rowid FROM {source} WHERE {where} AND f.rowid > :floor ORDER BY rank LIMIT :limit"
_COLUMNS = "a.published_day, a.published_at, a.status, a.versions, a.author, a.lang, a.origin, a.first_seen_at"
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
    first_seen_at: str


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to a question.

    `count` is of all hits, whatever page is shown; `compiled`: the question for `facets` and `found_forms`; `notes`:
    what in it was not understood; `suggestions`: other spellings of it, where nothing was found; `ids`: those of all
    hits, where counting them has told.
    """

    count: int
    mode: Mode
    hits: list[Hit]
    compiled: Compiled
    notes: tuple[Note, ...] = ()
    suggestions: tuple[str, ...] = ()
    ids: Sequence[int] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The numbers of a page of `hits`, in their order; `vocabulary` knows what was looked up for them."""

    ids: list[int]
    hits: Hits
    compiled: Compiled
    vocabulary: Vocabulary


def find(
    connection: sqlite3.Connection,
    text: str | None,
    *,
    mode: Mode = "names",
    limit: int = 20,
    skip: int = 0,
    order: Order = "newest",
    **filters: Unpack[Filters],
) -> Found:
    """What a question finds, or without one (None) everything that the filters leave.

    A page begins behind `skip` hits, or, newest first, below `before_id`, the last of the page before; oldest first,
    above `after_id`. By rank, the best of the spelling as typed come before the newest of the others.
    """
    vocabulary = Vocabulary(connection)
    question = understand(text or "")
    compiled = EVERYTHING if text is None else compile_question(question, mode, vocabulary)
    at_first = filters.get("before_id") is None and filters.get("after_id") is None
    whole: Filters = {**filters, "before_id": None, "after_id": None}
    hits = Hits(connection, compiled, whole)
    # Copies are looked for once, and what is found for a start is counted with its newest.
    less_copies: Filters = {"folded": False, "left_out": hits.copies} if filters.get("folded") else {}
    if order == "rank" and compiled.match:
        exact = Hits(connection, compile_question(question, "exact", vocabulary), {**whole, **less_copies})
        return Found(_best(exact, hits, skip + limit)[skip:], hits, compiled, vocabulary)
    page = hits if at_first else Hits(connection, compiled, {**filters, **less_copies})
    ids = page.oldest(limit, skip) if order == "oldest" else page.newest(limit, skip)
    return Found(ids, hits, compiled, vocabulary)


def search(
    connection: sqlite3.Connection,
    text: str | None,
    *,
    mode: Mode = "names",
    limit: int = 20,
    skip: int = 0,
    order: Order = "newest",
    **filters: Unpack[Filters],
) -> Results:
    """Ask the record a question, in the language of `search.query_parser`, which may narrow the filters further.

    No text is an error; a text that says nothing finds nothing, None everything. `count` is the same on every page.
    """
    found = find(connection, text, mode=mode, limit=limit, skip=skip, order=order, **filters)
    vocabulary = found.vocabulary
    first_page = not skip and filters.get("before_id") is None and filters.get("after_id") is None
    # A first page that is not full is all there is.
    is_all = first_page and len(found.ids) < limit
    count = len(found.ids) if is_all else found.hits.count(vocabulary, keep=True)
    whole: Filters = {**filters, "before_id": None, "after_id": None, "folded": False}

    def finds(other: str) -> bool:
        return bool(Hits(connection, compile_query(other, mode, vocabulary), whole).newest(1))

    instead = () if count or not text else tuple(suggestions(text, understand(text), vocabulary, finds))
    shown = show(connection, found.compiled, found.ids)
    notes = found.compiled.notes + found.hits.notes
    return Results(count, mode, shown, found.compiled, notes, instead, found.ids if is_all else found.hits.few)


def articles(connection: sqlite3.Connection, ids: list[int]) -> list[Hit]:
    """These articles, which are there, in this order; the snippet is how a text begins."""
    found = _as_hits(connection.execute(_ROWS, {"ids": json.dumps(ids)}), (), excerpt)
    return [found[article_id] for article_id in ids]


def _best(exact: Hits, wide: Hits, limit: int) -> list[int]:
    """The best of the spelling as typed, then the newest of the others: bm25 over all would put rare forms first."""
    floor = exact.newest(1, RANKED_HITS)
    found = list(exact.rows(int, _RANKED, limit=min(limit, LARGEST), floor=floor[0] if floor else -LARGEST))
    more = wide.newest(limit + len(found)) if len(found) < limit else []
    return list(dict.fromkeys(found + more))[:limit]


def show(connection: sqlite3.Connection, compiled: Compiled, ids: list[int]) -> list[Hit]:
    """The articles of these ids, which the question finds, in this order."""
    if not ids or not compiled.match:
        return articles(connection, ids)
    # SQLite's own snippet() goes over a text twice, marking it whole once: so it is marked whole and cut here.
    return marked(connection, compiled, ids, excerpt)


def _whole_text(body: str) -> str:
    return body


def marked(
    connection: sqlite3.Connection, compiled: Compiled, ids: list[int], shown: Callable[[str], str] = _whole_text
) -> list[Hit]:
    """The articles of these ids, which words of the question find, in this order; of the text what is `shown`."""
    words = dict.fromkeys(word for form in compiled.forms for word in form.split())
    found = _marked(connection, in_words(connection, compiled.match, ids), ids, words, shown)
    if len(found) < len(ids):
        # What a start finds in the words beside the text.
        found |= _marked(connection, compiled.match, [one for one in ids if one not in found], words, shown)
    unmarked = [hit.id for hit in found.values() if START not in hit.title_marked + hit.snippet_marked]
    if unmarked and words:
        # Found in the words beside the text, across a word in pieces: there the single words are marked.
        found |= _marked(connection, any_of((word,) for word in words), unmarked, words, shown)
    return [found[article_id] for article_id in ids]


def _marked(
    connection: sqlite3.Connection, match: str, ids: list[int], words: Collection[str], shown: Callable[[str], str]
) -> dict[int, Hit]:
    """The articles `ids`, all of which `match` finds; `words` are marked where a text is too long for SQLite."""
    # One walk from the first to the last: looked up one by one (hence the +), FTS5 would begin anew for each.
    bounds = {"first": min(ids, default=0), "last": max(ids, default=0)}
    return _as_hits(connection.execute(_HITS, {"match": match, "ids": json.dumps(ids), **bounds}), words, shown)


def _as_hits(rows: Iterable[sqlite3.Row], words: Collection[str], shown: Callable[[str], str]) -> dict[int, Hit]:
    found: dict[int, Hit] = {}
    for row in rows:
        fields = list(row)
        fields[SNIPPET] = shown(_whole(fields[SNIPPET], words))
        found[row[0]] = Hit(*fields)
    return found


def _whole(body: str, words: Collection[str]) -> str:
    return mark_words(body, words) if len(body) > LONGEST_MARKED and START not in body else body
