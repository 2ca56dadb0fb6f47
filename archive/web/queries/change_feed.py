"""What outlets changed and removed, in the order in which the archive told it: what its feed holds.

By the moment of the verdict, not by that of the change: what an import brings, or what only later pages of the outlet
proved to be an edit, is told when it is known.
"""

import json
import re
from datetime import UTC, datetime
from typing import NamedTuple, TypedDict

from archive.times import stamp, unstamp
from archive.web.queries.changes import CHANGES, EVERYTHING, Change
from archive.web.queries.rows import Connection, rows

# Among so many of the last changes of each kind a page of most outlets is.
LOOKED_AT = 2_000
PLACE = re.compile(r"(?:(\d{1,11})\.)?(\d{1,15})", re.ASCII)
BY_NUMBER = "SELECT told_at, id FROM versions WHERE id = CAST(? AS INTEGER)"
# One walk down the index (kind, told_at) for each kind, which stops where the page is full.
_LAST_OF_KIND = """
SELECT * FROM (SELECT id, told_at, article_id FROM versions INDEXED BY versions_kind_told
  WHERE kind = '{}' AND (told_at, id) < (:told_at, :id) ORDER BY told_at DESC, id DESC LIMIT :looked_at)
"""
_LAST = " UNION ALL ".join(map(_LAST_OF_KIND.format, EVERYTHING))
_OF_OUTLET = "EXISTS(SELECT 1 FROM articles INDEXED BY articles_facets WHERE id = article_id AND outlet = :outlet)"
_IN_ORDER = "ORDER BY told_at DESC, id DESC LIMIT :limit"
LAST = f"SELECT id, told_at FROM ({_LAST}) {_IN_ORDER}"  # noqa: S608 - from above
LAST_OF_OUTLET = f"SELECT id, told_at FROM ({_LAST}) WHERE {_OF_OUTLET} {_IN_ORDER}"  # noqa: S608 - from above
# Of an outlet that seldom changes anything: article by article, each looked up among the changes alone.
ALL_OF_OUTLET = f"""
SELECT v.id, v.told_at FROM (SELECT id AS one FROM articles INDEXED BY articles_outlet_id WHERE outlet = :outlet) o
CROSS JOIN versions v INDEXED BY versions_told ON v.article_id = o.one
WHERE v.kind IN ('edit', 'revert', 'alternates', 'gone', 'back') AND (v.told_at, v.id) < (:told_at, :id) {_IN_ORDER}
"""  # noqa: S608 - from above
THESE = f"{CHANGES} WHERE v.id IN (SELECT value FROM json_each(?)) ORDER BY v.told_at DESC, v.id DESC"  # noqa: S608


class Cursor(NamedTuple):
    """Where in the order a change stands: when it was told, then its number."""

    told_at: str
    id: int

    def __str__(self) -> str:
        """As an address names it: that keeps its place, though the change itself be told anew between two pages."""
        return f"{int(unstamp(self.told_at).timestamp())}.{self.id}"


class Position(TypedDict):
    """A row of BY_NUMBER."""

    told_at: str
    id: int


BEFORE_ALL = Cursor("~", 0)


def cursor_of(connection: Connection, text: str) -> Cursor | None:
    """What an address names, PLACE: a Told, or a change by its number alone; None for one that is not there."""
    named = PLACE.fullmatch(text)
    if named and named[1]:
        return Cursor(stamp(datetime.fromtimestamp(int(named[1]), UTC)), int(named[2]))
    return next((Cursor(**found) for found in rows(connection, Position, BY_NUMBER, (text,))), None)


def changes_after(
    connection: Connection, *, limit: int, outlet: str | None = None, after: Cursor = BEFORE_ALL
) -> list[Change]:
    """Changes, the last told first, those behind the place `after`."""
    values = {**after._asdict(), "outlet": outlet, "limit": limit, "looked_at": LOOKED_AT if outlet else limit}
    found = [number for number, _ in connection.execute(LAST_OF_OUTLET if outlet else LAST, values)]
    if outlet and len(found) < limit:
        found = [number for number, _ in connection.execute(ALL_OF_OUTLET, values)]
    return rows(connection, Change, THESE, (json.dumps(found),))
