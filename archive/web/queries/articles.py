"""Articles as the pages ask for them: one with its trail, lists newest first."""

import json
from collections.abc import Sequence
from datetime import date
from typing import TypedDict

from archive.record.outlet_days import by_days
from archive.record.rows import KeptCaptureRow
from archive.search.filters import UNDATED
from archive.times import IDS_PER_DAY, first_id_of
from archive.web.queries.capture_rows import CAPTURE_COLUMNS
from archive.web.queries.origins import seen_by
from archive.web.queries.outlets import OutletTitles
from archive.web.queries.rows import Connection, Count, row, rows
from archive.web.queries.version_entries import ListedTrail, listed_trail
from archive.web.queries.version_history import TrailVersion, present, trail

BRIEF = (
    "a.id, a.outlet, o.title AS outlet_title, o.title_en AS outlet_title_en,"
    " a.title, a.lang, a.published_day, a.published_at, a.first_seen_at, a.status, a.versions, a.origin"
)
BROWSE = f"""
SELECT {BRIEF}, a.author, substr(a.body, 1, 320) AS opening FROM articles a JOIN outlets o ON o.name = a.outlet
WHERE a.id IN (SELECT value FROM json_each(?)) ORDER BY a.id DESC
"""  # noqa: S608 - columns from above
# The range of ids is the range of days. Found on the indexes alone: rows of articles are as long as their texts. One
# outlet's are walked newest first on the index (outlet, id).
NEWEST = "SELECT id FROM articles {} WHERE {} id >= :low AND id < :high ORDER BY id DESC LIMIT :limit OFFSET :skip"
NEWEST_OF_ALL = NEWEST.format("INDEXED BY articles_facets", "")
NEWEST_OF_ONE = NEWEST.format("", "outlet = :outlets ->> 0 AND")
NEWEST_OF_SOME = NEWEST.format("INDEXED BY articles_facets", "outlet IN (SELECT value FROM json_each(:outlets)) AND")
# Whole days, and of the last one what is below a number.
COUNT = f"""
SELECT coalesce((SELECT sum(d.articles - iif(:dated, d.undated, 0)) FROM outlets o CROSS JOIN outlet_days d
    ON d.outlet = o.name AND d.day >= :low / {IDS_PER_DAY} AND d.day < :high / {IDS_PER_DAY}
  WHERE :outlets = '[]' OR o.name IN (SELECT value FROM json_each(:outlets))), 0)
  + (SELECT count(*) FROM articles a INDEXED BY articles_facets
     WHERE a.id >= max(:low, :high / {IDS_PER_DAY} * {IDS_PER_DAY}) AND a.id < :high
       AND (:outlets = '[]' OR a.outlet IN (SELECT value FROM json_each(:outlets)))
       AND NOT (:dated AND {UNDATED.format("a.id")})) AS n
"""  # noqa: S608 - from above
ARTICLE = """
SELECT a.*, o.title AS outlet_title, o.title_en AS outlet_title_en
FROM articles a JOIN outlets o ON o.name = a.outlet WHERE a.id = ?
"""
CAPTURE = f"SELECT {CAPTURE_COLUMNS} FROM captures WHERE id = ?"  # noqa: S608 - columns from beside
# A page looked at for years is seen some hundred times; a feed is asked every quarter of an hour.
MOST_CAPTURES = 1_000
ADDRESSES = "SELECT url, role FROM urls WHERE article_id = ? AND url <> ? ORDER BY first_seen_at LIMIT 10"
TEXT = """
SELECT t.n, t.title, t.body, t.kind, t.seen_at, v.last_seen_at, t.sha256, t.capture_id, t.changed, t.numbers,
       t.origin, t.author, t.published, t.told_at
FROM version_texts t JOIN versions v ON v.id = t.id WHERE t.article_id = ? AND t.n = ?
"""
EDITS = """
SELECT article_id, count(*) AS n FROM versions
WHERE article_id IN (SELECT value FROM json_each(?)) AND +kind IN ('edit', 'revert', 'alternates') GROUP BY 1
"""


class BriefArticle(OutletTitles):
    """BRIEF: an article as lists name it."""

    id: int
    outlet: str
    title: str
    lang: str
    published_day: str
    published_at: str | None
    first_seen_at: str
    status: str
    versions: int
    origin: str


class ListedArticle(BriefArticle):
    """BROWSE; `opening` is how its text begins."""

    author: str
    opening: str


class Article(BriefArticle):
    """ARTICLE: the whole row of the table."""

    key: str
    url: str
    body: str
    author: str
    credit: str
    published_from: str
    last_seen_at: str
    words_sha256: str
    search_extra: str | None
    image_url: str
    image_caption: str


class Address(TypedDict):
    """ADDRESSES: where an article was met besides its own address, and how."""

    url: str
    role: str


class ArticleWithTrail(Article):
    """An article, its versions newest first, the capture behind its present text, its other addresses.

    `first_seen_by`, `last_seen_by`: whose captures the times of its first and last sight are from.
    """

    trail: list[TrailVersion]
    listed: ListedTrail
    capture: KeptCaptureRow | None
    addresses: list[Address]
    first_seen_by: str
    last_seen_by: str


class VersionText(TypedDict):
    """TEXT: one version, when it was first and last read, with what an edit changed (docs/data.md)."""

    n: int
    title: str
    body: str
    kind: str
    seen_at: str
    last_seen_at: str
    sha256: str
    capture_id: int | None
    changed: str
    numbers: str
    origin: str
    author: str
    published: str
    told_at: str


class CapturedText(VersionText):
    """One version's text and its capture."""

    capture: KeptCaptureRow | None


class ArticleCount(Count):
    """EDITS: how many of them an article has."""

    article_id: int


def browse(
    connection: Connection,
    *,
    limit: int,
    skip: int = 0,
    outlets: Sequence[str] = (),
    date_from: date | None = None,
    date_to: date | None = None,
    before: int | None = None,
    oldest_first: bool = False,
) -> list[ListedArticle]:
    """Articles without a question. Those that state no day are published on no day that is asked for."""
    low, high = ids_between(date_from, date_to)
    bounds = {
        "low": low,
        "high": min(high, before) if before is not None else high,
        "outlets": json.dumps(list(outlets)),
        "limit": limit,
        "skip": skip,
    }
    sql = (NEWEST_OF_ALL, NEWEST_OF_ONE)[len(outlets)] if len(outlets) < 2 else NEWEST_OF_SOME
    if date_from or date_to:
        sql = sql.replace("ORDER BY", f"AND NOT {UNDATED.format('articles.id')} ORDER BY")
    if oldest_first:
        sql = sql.replace("DESC", "ASC")
    listed = json.dumps([row[0] for row in connection.execute(sql, bounds)])
    found = rows(connection, ListedArticle, BROWSE, (listed,))
    return found[::-1] if oldest_first else found


def count_articles(
    connection: Connection,
    *,
    outlets: Sequence[str] = (),
    date_from: date | None = None,
    date_to: date | None = None,
    before: int | None = None,
) -> int:
    """How many articles `browse` would list."""
    low, high = ids_between(date_from, date_to)
    high = min(high, before) if before is not None else high
    dated = bool(date_from or date_to)
    bounds = {"low": low, "high": high, "outlets": json.dumps(list(outlets)), "dated": dated}
    return rows(connection, Count, by_days(connection, COUNT), bounds)[0]["n"]


def ids_between(first: date | None, last: date | None) -> tuple[int, int]:
    """The lowest id of the first day, and the lowest above those of the last."""
    return first_id_of(first) if first else 0, first_id_of(last) + IDS_PER_DAY if last else 2**62


def article_with_trail(connection: Connection, article_id: int) -> ArticleWithTrail | None:
    found = row(connection, Article, ARTICLE, (article_id,))
    if found is None:
        return None
    versions = trail(connection, article_id)
    now = present(versions)
    return {
        **found,
        "trail": versions,
        "listed": listed_trail(connection, article_id, versions),
        "capture": capture_of(connection, now["capture_id"] if now else None),
        "addresses": rows(connection, Address, ADDRESSES, (article_id, found["url"])),
        "first_seen_by": seen_by(connection, article_id, found["origin"], found["first_seen_at"]),
        "last_seen_by": seen_by(connection, article_id, found["origin"], found["last_seen_at"]),
    }


def capture_of(connection: Connection, capture_id: int | None) -> KeptCaptureRow | None:
    """The capture that a version was read from; None where it came without one."""
    return row(connection, KeptCaptureRow, CAPTURE, (capture_id,)) if capture_id is not None else None


def version_text(connection: Connection, article_id: int, n: int) -> CapturedText | None:
    found = row(connection, VersionText, TEXT, (article_id, n))
    return {**found, "capture": capture_of(connection, found["capture_id"])} if found else None


def edits_of(connection: Connection, ids: list[int]) -> dict[int, int]:
    """How often the outlet changed each of these articles; those it never changed are absent."""
    return {found["article_id"]: found["n"] for found in rows(connection, ArticleCount, EDITS, (json.dumps(ids),))}


def paragraphs(text: str) -> list[str]:
    return list(filter(None, map(str.strip, text.split("\n"))))
