"""All that the record has of one article: its row, its addresses, versions with their texts, captures, verdicts."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils.utils import sqlite3

from archive.sqlite import rows

# A row as it stands, with whatever columns the record has: who reads a bundle shall find all that was known.
Fields = dict[str, str | int | float | None]

ARTICLE = """
SELECT a.*, o.title AS outlet_title, o.title_en AS outlet_title_en, o.home AS outlet_home
FROM articles a JOIN outlets o ON o.name = a.outlet WHERE a.id = ?
"""
VERSIONS = """
SELECT v.*, t.title AS title, t.body AS body, t.origin AS origin
FROM versions v JOIN version_texts t ON t.id = v.id WHERE v.article_id = ? ORDER BY v.seen_at, v.n
"""
# A version may be read from a page that shows several articles, and is then of none.
CAPTURES = """
SELECT * FROM captures WHERE article_id = :id
  OR id IN (SELECT capture_id FROM versions WHERE article_id = :id AND capture_id NOTNULL) ORDER BY fetched_at, id
"""
ADDRESSES = "SELECT * FROM urls WHERE article_id = ? ORDER BY first_seen_at, url"
VERDICTS = """
SELECT v.n, d.at, d.was, d.kind, d.why FROM versions v JOIN verdicts d ON d.version_id = v.id
WHERE v.article_id = ? ORDER BY d.id
"""
# What was taken out of a version's text, and captures that were taken out, as with another article on the same page.
REDACTED = """
SELECT kind, ref FROM redactions WHERE (kind = 'version' AND ref IN (SELECT id FROM versions WHERE article_id = :id))
  OR (kind = 'capture' AND ref IN (SELECT capture_id FROM versions WHERE article_id = :id
    UNION SELECT id FROM captures WHERE article_id = :id))
"""
AT_PLACE = "SELECT * FROM captures WHERE warc_file = ? AND warc_offset = ? LIMIT 1"


@dataclass(frozen=True, slots=True)
class ArticleRows:
    """What is known of an article; `versions` and `captures` in the order of time, `redacted` those that something was
    taken out of, by kind and id."""

    article: Fields
    addresses: Sequence[Fields]
    versions: Sequence[Fields]
    captures: Sequence[Fields]
    verdicts: Sequence[Fields]
    redacted: frozenset[tuple[str, int]]

    @property
    def newest(self) -> str:
        """The last instant at which the record learned anything of it."""
        changed = (version["told_at"] for version in self.versions)
        came = (capture["received_at"] or capture["fetched_at"] for capture in self.captures)
        judged = (verdict["at"] for verdict in self.verdicts)
        return max(str(instant) for instant in (self.article["last_seen_at"], *changed, *came, *judged))


def article_rows(connection: sqlite3.Connection, article_id: int) -> ArticleRows | None:
    """None where the record has no such article. From one state of the record, if the caller holds one."""
    article = next(rows(connection, Fields, ARTICLE, (article_id,)), None)
    if article is None:
        return None
    return ArticleRows(
        article,
        list(rows(connection, Fields, ADDRESSES, (article_id,))),
        list(rows(connection, Fields, VERSIONS, (article_id,))),
        list(rows(connection, Fields, CAPTURES, {"id": article_id})),
        list(rows(connection, Fields, VERDICTS, (article_id,))),
        frozenset((str(kind), int(ref)) for kind, ref in connection.execute(REDACTED, {"id": article_id})),
    )


def capture_at(connection: sqlite3.Connection, warc_file: str, offset: int) -> Fields | None:
    """The capture whose record lies there."""
    return next(rows(connection, Fields, AT_PLACE, (warc_file, offset)), None)
