"""What the pages ask of the record and of the health table. Every statement here runs on a read-only connection."""

import json
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlite_utils.utils import sqlite3

from archive.times import IDS_PER_DAY, first_id_of, stamp

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
    "a.id, a.outlet, o.title AS outlet_title, o.title_en AS outlet_title_en,"
    " a.title, a.lang, a.published_day, a.published_at, a.status, a.versions"
)
# The text that a version `v` replaced, by the time it was there: an older capture that is imported gets a later number.
BEFORE = """(SELECT p.id FROM versions p WHERE p.article_id = v.article_id AND p.kind NOT IN ('gone', 'back')
 AND (p.seen_at, p.n) < (v.seen_at, v.n) ORDER BY p.seen_at DESC, p.n DESC LIMIT 1)"""
CHANGED = f"""
SELECT {BRIEF}, v.n, v.added, v.removed, v.changed, v.numbers, v.seen_at,
       coalesce(v.title, a.title) AS new_title,
       b.n AS before, coalesce(b.title, a.title) AS old_title
FROM versions v JOIN articles a ON a.id = v.article_id JOIN outlets o ON o.name = a.outlet
LEFT JOIN versions b ON b.id = {BEFORE}
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
ARTICLE = """
SELECT a.*, o.title AS outlet_title, o.title_en AS outlet_title_en
FROM articles a JOIN outlets o ON o.name = a.outlet WHERE a.id = ?
"""
TRAIL = """
SELECT v.n, v.kind, v.seen_at, v.added, v.removed, v.words, v.extractor, v.capture_id, v.changed, v.numbers
FROM versions v WHERE v.article_id = ? ORDER BY v.seen_at DESC, v.n DESC
"""
CAPTURE = "SELECT * FROM captures WHERE id = ?"
ADDRESSES = "SELECT url, role FROM urls WHERE article_id = ? AND url <> ? ORDER BY first_seen_at LIMIT 10"
BY_ADDRESS = """
SELECT id FROM articles WHERE id IN (SELECT article_id FROM urls WHERE url IN (:typed, :slashed)) LIMIT 1
"""
TEXT = """
SELECT n, title, body, kind, seen_at, capture_id, changed, numbers FROM version_texts WHERE article_id = ? AND n = ?
"""
EDITS = """
SELECT article_id, count(*) AS n FROM versions
WHERE article_id IN (SELECT value FROM json_each(?)) AND +kind IN ('edit', 'revert') GROUP BY 1
"""
OUTLETS = """
SELECT o.*, o.title AS outlet_title, o.title_en AS outlet_title_en,
       (SELECT count(*) FROM articles a WHERE a.outlet = o.name) AS articles,
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
    high = first_id_of(date_to) + IDS_PER_DAY if date_to else 2**62
    bounds = {
        "low": first_id_of(date_from) if date_from else 0,
        "high": min(high, before) if before is not None else high,
        "outlet": outlet,
        "limit": limit,
    }
    return rows(connection, BROWSE_OUTLET if outlet else BROWSE, bounds)


def article(connection: Connection, article_id: int) -> Row | None:
    """One article with its versions, the newest first, the capture behind its text and its other addresses."""
    found = row(connection, ARTICLE, (article_id,))
    if found is None:
        return None
    found["trail"] = with_before(rows(connection, TRAIL, (article_id,)))
    found["capture"] = capture(connection, (version["capture_id"] for version in found["trail"] if holds_text(version)))
    found["addresses"] = rows(connection, ADDRESSES, (article_id, found["url"]))
    return found


def with_before(trail: list[Row]) -> list[Row]:
    """Add to each version the number of the text it replaced; 0 to the first text, and to what is no text."""
    before = 0
    for version in reversed(trail):
        version["before"] = before if holds_text(version) else 0
        before = version["n"] if holds_text(version) else before
    return trail


def holds_text(version: Row) -> bool:
    """Is this version a reading of a page? That an article went missing is a row of the trail too, but no text."""
    return version["kind"] not in ("gone", "back")


def capture(connection: Connection, ids: Any) -> Row | None:
    """The capture of the first id that has one: what the text on the page was read from."""
    first = next((found for found in ids if found is not None), None)
    return row(connection, CAPTURE, (first,)) if first is not None else None


def version(connection: Connection, article_id: int, n: int) -> Row | None:
    """One version's text and the capture behind it."""
    found = row(connection, TEXT, (article_id, n))
    if found is None:
        return None
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


def outlet_names(connection: Connection) -> dict[str, Row]:
    """What each outlet is called, in its own language and in English."""
    found = rows(connection, "SELECT name, title AS outlet_title, title_en AS outlet_title_en FROM outlets")
    return {outlet["name"]: outlet for outlet in found}


def outlet_titles(connection: Connection, lang: str = "ar") -> dict[str, str]:
    """What each outlet is called on a page of a language."""
    column = "outlet_title_en" if lang == "en" else "outlet_title"
    titles = {name: outlet[column] for name, outlet in outlet_names(connection).items()}
    return dict(sorted(titles.items(), key=lambda item: item[1]))


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
