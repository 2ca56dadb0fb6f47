"""What the pages ask of the record and of the health table. Every statement here runs on a read-only connection."""

import json
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlite_utils.utils import sqlite3

from archive.instants import IDS_PER_DAY, first_id_of, stamp

Row = dict[str, Any]
Connection = sqlite3.Connection
SPARK_DAYS = 30

TODAY = """
SELECT count(DISTINCT CASE WHEN v.kind = 'first' THEN v.article_id END) AS came,
       count(DISTINCT CASE WHEN v.kind = 'first' THEN a.outlet END) AS outlets,
       count(DISTINCT CASE WHEN v.kind IN ('edit', 'revert') THEN v.article_id END) AS changed,
       count(DISTINCT CASE WHEN v.kind = 'gone' AND a.status = 'gone' THEN v.article_id END) AS gone
FROM versions v JOIN articles a ON a.id = v.article_id
WHERE v.kind IN ('first', 'edit', 'revert', 'gone') AND v.seen_at >= ?
"""
BRIEF = (
    "a.id, a.outlet, o.title AS outlet_title, a.title, a.lang, a.published_day, a.published_at, a.status, a.versions"
)
CHANGED = f"""
SELECT {BRIEF}, v.n, v.added, v.removed, v.seen_at, coalesce(v.title, a.title) AS new_title,
       (SELECT coalesce(p.title, a.title) FROM versions p WHERE p.article_id = v.article_id AND p.n < v.n
        ORDER BY p.n DESC LIMIT 1) AS old_title
FROM versions v JOIN articles a ON a.id = v.article_id JOIN outlets o ON o.name = a.outlet
WHERE v.id IN (SELECT id FROM versions WHERE kind IN ('edit', 'revert') ORDER BY seen_at DESC LIMIT ?)
ORDER BY v.seen_at DESC, v.id DESC
"""  # noqa: S608 - columns from above
VANISHED = f"""
SELECT {BRIEF}, a.last_seen_at, v.seen_at
FROM versions v JOIN articles a ON a.id = v.article_id JOIN outlets o ON o.name = a.outlet
WHERE v.kind = 'gone' AND a.status = 'gone'
  AND NOT EXISTS (SELECT 1 FROM versions w WHERE w.article_id = v.article_id AND w.kind = 'gone' AND w.n > v.n)
ORDER BY v.seen_at DESC, v.id DESC LIMIT ?
"""  # noqa: S608 - columns from above
# The range of ids is the range of days; an outlet's articles are walked newest first on the index (outlet, id).
BROWSE = f"""
SELECT {BRIEF}, a.author, substr(a.body, 1, 320) AS opening FROM articles a JOIN outlets o ON o.name = a.outlet
WHERE a.id >= :low AND a.id < :high AND (:outlet IS NULL OR a.outlet = :outlet) ORDER BY a.id DESC LIMIT :limit
"""  # noqa: S608 - columns from above
BROWSE_OUTLET = BROWSE.replace("(:outlet IS NULL OR a.outlet = :outlet)", "a.outlet = :outlet")
ARTICLE = "SELECT a.*, o.title AS outlet_title FROM articles a JOIN outlets o ON o.name = a.outlet WHERE a.id = ?"
TRAIL = """
SELECT v.n, v.kind, v.seen_at, v.added, v.removed, v.words, v.extractor, v.capture_id
FROM versions v WHERE v.article_id = ? ORDER BY v.n DESC
"""
CAPTURE = "SELECT * FROM captures WHERE id = ?"
COPIES = """
SELECT c.kind, c.containment, a.id, a.title, a.lang, a.outlet, o.title AS outlet_title, a.published_day, a.published_at,
       a.first_seen_at
FROM (SELECT b_id AS other, kind, containment FROM copies WHERE a_id = :id
      UNION ALL SELECT a_id, kind, containment FROM copies WHERE b_id = :id) c
JOIN articles a ON a.id = c.other JOIN outlets o ON o.name = a.outlet
ORDER BY coalesce(a.published_at, a.published_day), a.id LIMIT 20
"""
ADDRESSES = "SELECT url, role FROM urls WHERE article_id = ? AND url <> ? ORDER BY first_seen_at LIMIT 10"
BY_ADDRESS = """
SELECT id FROM articles WHERE id IN (SELECT article_id FROM urls WHERE url IN (:typed, :slashed)) LIMIT 1
"""
TEXT = "SELECT n, title, body, kind, seen_at, capture_id FROM version_texts WHERE article_id = ? AND n = ?"
EDITS = """
SELECT article_id, count(*) AS n FROM versions
WHERE article_id IN (SELECT value FROM json_each(?)) AND +kind IN ('edit', 'revert') GROUP BY 1
"""
OUTLETS = """
SELECT o.*, (SELECT count(*) FROM articles a WHERE a.outlet = o.name) AS articles,
       (SELECT a.published_day FROM articles a WHERE a.outlet = o.name ORDER BY a.id DESC LIMIT 1) AS last_day
FROM outlets o ORDER BY o.enabled DESC, articles DESC, o.name
"""
DAYS = f"""
SELECT a.outlet, a.id / {IDS_PER_DAY} AS day, count(*) AS n
FROM outlets o CROSS JOIN articles a ON a.outlet = o.name AND a.id >= ? GROUP BY 1, 2
"""  # noqa: S608 - a number of ours


def rows(connection: Connection, sql: str, values: Any = ()) -> list[Row]:
    return [dict(row) for row in connection.execute(sql, values)]


def row(connection: Connection, sql: str, values: Any = ()) -> Row | None:
    return next(iter(rows(connection, sql, values)), None)


def home(connection: Connection, midnight: datetime) -> Row:
    """Today's figures and the newest of each kind. `midnight` is the start of the Damascus day."""
    return {
        "today": row(connection, TODAY, (stamp(midnight),)),
        "newest": browse(connection, limit=7),
        "changed": rows(connection, CHANGED, (4,)),
        "vanished": rows(connection, VANISHED, (3,)),
    }


def browse(
    connection: Connection,
    *,
    limit: int,
    outlet: str | None = None,
    date_from: date | None = None,
    date_to: date | None = None,
    before: int | None = None,
) -> list[Row]:
    """Articles newest first, without a question."""
    high = first_id_of(date_to + timedelta(days=1)) if date_to else 2**62
    bounds = {
        "low": first_id_of(date_from) if date_from else 0,
        "high": min(high, before) if before is not None else high,
        "outlet": outlet,
        "limit": limit,
    }
    return rows(connection, BROWSE_OUTLET if outlet else BROWSE, bounds)


def article(connection: Connection, article_id: int) -> Row | None:
    """One article with its versions, the capture behind its text, its copies and its other addresses."""
    found = row(connection, ARTICLE, (article_id,))
    if found is None:
        return None
    found["trail"] = rows(connection, TRAIL, (article_id,))
    found["capture"] = capture(connection, (version["capture_id"] for version in found["trail"] if holds_text(version)))
    found["copies"] = rows(connection, COPIES, {"id": article_id})
    found["addresses"] = rows(connection, ADDRESSES, (article_id, found["url"]))
    return found


def holds_text(version: Row) -> bool:
    """Is this version a reading of a page? That an article went missing is a row of the trail too, but no text."""
    return version["kind"] not in ("gone", "back")


def capture(connection: Connection, ids: Any) -> Row | None:
    """The capture of the first id that has one: what the text on the page was read from."""
    first = next((found for found in ids if found is not None), None)
    return row(connection, CAPTURE, (first,)) if first is not None else None


def version(connection: Connection, article_id: int, n: int) -> Row | None:
    """One version's text, the text before it (None for the first) and the capture behind it."""
    found = row(connection, TEXT, (article_id, n))
    if found is None:
        return None
    found["before"] = row(connection, TEXT, (article_id, n - 1))
    found["capture"] = capture(connection, (found["capture_id"],))
    return found


def by_address(connection: Connection, url: str) -> int | None:
    """The article known under an address, with or without a slash at its end."""
    slashed = url.removesuffix("/") if url.endswith("/") else f"{url}/"
    found = row(connection, BY_ADDRESS, {"typed": url, "slashed": slashed})
    return int(found["id"]) if found else None


def outlets(connection: Connection, today: date) -> list[Row]:
    """Every outlet with its number of articles and how many came on each of the last thirty days, oldest first."""
    first = today - timedelta(days=SPARK_DAYS - 1)
    start = first_id_of(first) // IDS_PER_DAY
    days: dict[str, list[int]] = {}
    for found in rows(connection, DAYS, (first_id_of(first),)):
        counts = days.setdefault(found["outlet"], [0] * SPARK_DAYS)
        if found["day"] - start < SPARK_DAYS:
            counts[found["day"] - start] = found["n"]
    return [with_days(known, days.get(known["name"], [0] * SPARK_DAYS)) for known in rows(connection, OUTLETS)]


def with_days(outlet: Row, days: list[int]) -> Row:
    """Add the counts, and up to which of these days an empty one says nothing: we had no article of the outlet yet."""
    known_before = outlet["articles"] > sum(days)
    first = next((place for place, n in enumerate(days) if n), SPARK_DAYS)
    return outlet | {"days": days, "silent_until": 0 if known_before else first}


def edits(connection: Connection, ids: list[int]) -> dict[int, int]:
    """How often the outlet changed each of these articles; those it never changed are absent."""
    return {found["article_id"]: found["n"] for found in rows(connection, EDITS, (json.dumps(ids),))}


def outlet_titles(connection: Connection) -> dict[str, str]:
    found = rows(connection, "SELECT name, title FROM outlets ORDER BY title")
    return {outlet["name"]: outlet["title"] for outlet in found}


def health(service: Path) -> dict[str, Row] | None:
    """The state of every outlet as the scheduler last wrote it; None where that is not known (no file or table)."""
    if not service.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{service.absolute().as_uri()}?mode=ro", uri=True, timeout=1)) as connection:
            connection.row_factory = sqlite3.Row
            return {found["outlet"]: found for found in rows(connection, "SELECT * FROM health")}
    except sqlite3.Error:
        return None
