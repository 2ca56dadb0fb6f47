"""What outlets changed and removed, and which text stood before it: one question for every page and feed.

Cosmetic edits and our own better readings are no part of it: nothing an outlet said is different after them. Nor is
what changed beside the text (furniture), what nobody can tell from that yet (unsettled), and each further turn of texts
that alternate: the first of these turns tells of all.
"""

from typing import TypedDict

from archive.web.queries.articles import BRIEF, BriefArticle
from archive.web.queries.rows import Connection, row, rows
from archive.web.queries.version_history import BEFORE, EDITS, SEEN_BY

# What an edit can have changed (versions.changed), then what can become of an article.
PARTS = ("headline", "signs", "numbers", "text", "typo", "byline", "credit", "date")
KINDS = (*PARTS, "alternates", "gone", "back")
EVERYTHING = (*EDITS, "gone", "back")

POSITION = "SELECT seen_at, id FROM versions WHERE id = ?"
# One walk down the index (kind, seen_at) for each kind, which stops at the page's end: sorting all of them would not.
ONE_KIND = """
SELECT id, seen_at FROM (
  SELECT d.id, d.seen_at FROM versions d INDEXED BY versions_kind_seen
  WHERE d.kind = '{kind}' AND (:seen_at IS NULL OR (d.seen_at, d.id) < (:seen_at, :id))
    AND (:part = '' OR instr(' ' || d.changed || ' ', ' ' || :part || ' '))
    AND (:outlet IS NULL OR EXISTS(
      SELECT 1 FROM articles INDEXED BY articles_facets WHERE id = d.article_id AND outlet = :outlet))
  ORDER BY d.seen_at DESC, d.id DESC LIMIT :limit)
"""
CHANGES = f"""
SELECT {BRIEF}, a.url, v.id AS change_id, v.n, v.kind, v.seen_at, v.told_at, v.added, v.removed, v.changed, v.numbers,
       {SEEN_BY} AS via, coalesce(v.title, a.title) AS new_title, b.n AS before, coalesce(b.title, a.title) AS old_title
FROM versions v JOIN articles a ON a.id = v.article_id JOIN outlets o ON o.name = a.outlet
LEFT JOIN versions b ON b.id = {BEFORE} LEFT JOIN captures c ON c.id = v.capture_id
"""  # noqa: S608 - columns of ours
CHANGES_NEWEST_FIRST = f"""{CHANGES}
WHERE v.id IN (SELECT id FROM ({{kinds}}) ORDER BY seen_at DESC, id DESC LIMIT :limit)
ORDER BY v.seen_at DESC, v.id DESC
"""  # noqa: S608 - columns of ours
VANISHED = f"""
SELECT {BRIEF}, a.last_seen_at, v.seen_at
FROM versions v JOIN articles a ON a.id = v.article_id JOIN outlets o ON o.name = a.outlet
WHERE v.kind = 'gone' AND a.status = 'gone'
  AND NOT EXISTS (SELECT 1 FROM versions w WHERE w.article_id = v.article_id AND w.kind = 'gone' AND w.n > v.n)
ORDER BY v.seen_at DESC, v.id DESC LIMIT ?
"""  # noqa: S608 - columns from above


class Position(TypedDict):
    """Where in the stream a change stands: its time, then its number. None for both is before the newest."""

    seen_at: str | None
    id: int | None


class Change(BriefArticle):
    """One thing an outlet did to an article: CHANGES_NEWEST_FIRST.

    `new_title` and `old_title` are the headline after and before, `before` the version compared with (None where the
    article has none), `change_id` the number of the change, `n` that of the version, `via` whose time `seen_at` is.
    `told_at`: when the archive took it in, or came to know what it is.
    """

    url: str
    via: str
    change_id: int
    n: int
    kind: str
    seen_at: str
    told_at: str
    added: int
    removed: int
    changed: str
    numbers: str
    new_title: str
    before: int | None
    old_title: str


class VanishedArticle(BriefArticle):
    """VANISHED: when it was last seen, and when we found it gone."""

    last_seen_at: str
    seen_at: str


NEWEST: Position = {"seen_at": None, "id": None}


def position_of(connection: Connection, change_id: int) -> Position | None:
    """Where in the stream the change of this number stands; None where there is none."""
    return row(connection, Position, POSITION, (change_id,))


def stream(
    connection: Connection,
    *,
    limit: int,
    outlet: str | None = None,
    kinds: tuple[str, ...] = EVERYTHING,
    part: str = "",
    after: Position | None = None,
) -> list[Change]:
    """Changes newest first, those older than the position `after`; `part` narrows edits to what they changed."""
    sql = CHANGES_NEWEST_FIRST.format(kinds=" UNION ALL ".join(ONE_KIND.format(kind=kind) for kind in kinds))
    return rows(connection, Change, sql, {**(after or NEWEST), "outlet": outlet, "part": part, "limit": limit})
