"""Articles as the pages ask for them: one with its trail, lists newest first, by address."""

import json
from datetime import date
from typing import Any

from archive.times import IDS_PER_DAY, first_id_of
from archive.web.queries.rows import Connection, Row, row, rows
from archive.web.queries.trail import holds_text, trail

BRIEF = (
    "a.id, a.outlet, o.title AS outlet_title, o.title_en AS outlet_title_en,"
    " a.title, a.lang, a.published_day, a.published_at, a.status, a.versions"
)
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


def article_with_trail(connection: Connection, article_id: int) -> Row | None:
    """One article with its versions, the newest first, the capture behind its text and its other addresses."""
    found = row(connection, ARTICLE, (article_id,))
    if found is None:
        return None
    found["trail"] = trail(connection, article_id)
    found["capture"] = first_capture(
        connection, (version["capture_id"] for version in found["trail"] if holds_text(version))
    )
    found["addresses"] = rows(connection, ADDRESSES, (article_id, found["url"]))
    return found


def first_capture(connection: Connection, ids: Any) -> Row | None:
    """The capture of the first id that has one: what the text on the page was read from."""
    first = next((found for found in ids if found is not None), None)
    return row(connection, CAPTURE, (first,)) if first is not None else None


def version_text(connection: Connection, article_id: int, n: int) -> Row | None:
    """One version's text and the capture behind it."""
    found = row(connection, TEXT, (article_id, n))
    if found is None:
        return None
    found["capture"] = first_capture(connection, (found["capture_id"],))
    return found


def article_at_address(connection: Connection, url: str) -> int | None:
    """The article known under an address, with or without a slash at its end."""
    slashed = url.removesuffix("/") if url.endswith("/") else f"{url}/"
    found = row(connection, BY_ADDRESS, {"typed": url, "slashed": slashed})
    return int(found["id"]) if found else None


def edits_of(connection: Connection, ids: list[int]) -> dict[int, int]:
    """How often the outlet changed each of these articles; those it never changed are absent."""
    return {found["article_id"]: found["n"] for found in rows(connection, EDITS, (json.dumps(ids),))}


def paragraphs(text: str) -> list[str]:
    return [line for line in (part.strip() for part in text.split("\n")) if line]
