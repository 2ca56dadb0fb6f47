"""What outlets changed and removed, newest first: the stream of edits, deletions and returns.

Cosmetic edits and our own better readings are no part of it: nothing an outlet said is different after them.
"""

from typing import Any

from sqlite_utils.utils import sqlite3

from archive.web import queries
from archive.web.choices import Unclear, clear, given, one_of, outlet_of, place_of
from archive.web.compat import Datasette, Request, Response, query
from archive.web.language import language
from archive.web.pages import page
from archive.web.queries import BEFORE, BRIEF, Row, row, rows

PER_PAGE = 30
# What an edit can have changed (versions.changed), then what can become of an article.
PARTS = ("headline", "numbers", "text", "typo")
KINDS = (*PARTS, "gone", "back")
DEEDS = ("edit", "revert", "gone", "back")

PLACE = "SELECT seen_at AS at, id AS place FROM versions WHERE id = ?"
# One walk down the index (kind, seen_at) for each kind, which stops at the page's end: sorting all of them would not.
ONE_KIND = """
SELECT id, seen_at FROM (
  SELECT d.id, d.seen_at FROM versions d INDEXED BY versions_kind_seen
  WHERE d.kind = '{kind}' AND (:at IS NULL OR (d.seen_at, d.id) < (:at, :place))
    AND (:part = '' OR instr(' ' || d.changed || ' ', ' ' || :part || ' '))
    AND (:outlet IS NULL OR EXISTS(
      SELECT 1 FROM articles INDEXED BY articles_facets WHERE id = d.article_id AND outlet = :outlet))
  ORDER BY d.seen_at DESC, d.id DESC LIMIT :limit)
"""
STREAM = f"""
SELECT {BRIEF}, v.id AS place, v.n, v.kind, v.seen_at, v.added, v.removed, v.changed, v.numbers,
       coalesce(v.title, a.title) AS new_title, b.n AS before, coalesce(b.title, a.title) AS old_title
FROM versions v JOIN articles a ON a.id = v.article_id JOIN outlets o ON o.name = a.outlet
LEFT JOIN versions b ON b.id = {BEFORE}
WHERE v.id IN (SELECT id FROM ({{kinds}}) ORDER BY seen_at DESC, id DESC LIMIT :limit)
ORDER BY v.seen_at DESC, v.id DESC
"""  # noqa: S608 - columns of ours


def stream(
    connection: sqlite3.Connection,
    *,
    limit: int,
    outlet: str | None = None,
    kind: str = "",
    before: int | None = None,
) -> list[Row]:
    """Changes newest first, older than the one numbered `before`; `kind` is one of KINDS, or empty for all.

    `new_title` and `old_title` are the headline after and before, `before` the version compared with (None where the
    article has none). Raises Unclear where `before` is no change of the record.
    """
    start = {"at": None, "place": None}
    if before is not None:
        found = row(connection, PLACE, (before,))
        if found is None:
            raise Unclear("no_place", value=before)
        start = found
    kinds = ("edit", "revert") if kind in PARTS else (kind,) if kind else DEEDS
    sql = STREAM.format(kinds=" UNION ALL ".join(ONE_KIND.format(kind=name) for name in kinds))
    return rows(connection, sql, start | {"outlet": outlet, "part": kind if kind in PARTS else "", "limit": limit})


@clear
async def changes(datasette: Datasette, request: Request) -> Response:
    """GET /changes: outlet, kind, before (the number of the last change of the page before)."""
    lang = language().lang
    titles = await query(datasette, lambda connection: queries.outlet_titles(connection, lang))
    values = given(request)
    outlet, kind, before = outlet_of(values, titles), one_of(values, "kind", KINDS, ""), place_of(values, "before")
    wanted: dict[str, Any] = {"outlet": outlet, "kind": kind}
    listed = await query(datasette, lambda connection: stream(connection, limit=PER_PAGE + 1, before=before, **wanted))
    return await page(
        datasette,
        request,
        "changes",
        wanted
        | {
            "titles": titles,
            "kinds": KINDS,
            "listed": listed[:PER_PAGE],
            # Its headline begins the next page (the catchword), and proves that there is one.
            "next": listed[PER_PAGE] if len(listed) > PER_PAGE else None,
            "before": before,
            "filters": {name: value for name, value in wanted.items() if value},
        },
    )
