"""A frozen search beside what the same search finds now: what is new, what it finds no more, what was withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from archive.desk.frozen import MOST_FOUND
from archive.desk.resolving import standing_of
from archive.desk.schema import MarkedArticle
from archive.search import engine
from archive.web.app.search_request import SearchRequest
from archive.web.queries.articles import BriefArticle
from archive.web.queries.desk import article_of
from archive.web.queries.rows import Connection, rows

GONE_SINCE = "SELECT count(*) AS gone FROM versions WHERE article_id = ? AND kind = 'gone' AND told_at > ?"
# Of each kind of change so many are named; all are counted.
SHOWN = 200


class GoneRow(TypedDict):
    """GONE_SINCE."""

    gone: int


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since a search was frozen. `now`: how many it finds; `new`, `left` and `gone`: numbers of articles
    that it finds now and did not then, that it found and finds no more, and that vanished from their sites and are
    found still. `withdrawn` are counted, `not_here` are those this record does not have."""

    now: int
    new: Sequence[int]
    left: Sequence[int]
    gone: Sequence[int]
    withdrawn: int
    not_here: int

    @property
    def is_same(self) -> bool:
        return not (self.new or self.left or self.gone or self.withdrawn or self.not_here)


def found_by(connection: Connection, params: SearchRequest) -> list[int]:
    """The numbers of all that a search finds, one more than MOST_FOUND at most."""
    found = engine.find(connection, params.q or None, mode=params.mode, limit=MOST_FOUND + 1, **params.filters)
    return found.ids


def since(connection: Connection, articles: Sequence[MarkedArticle], params: SearchRequest, at: str) -> Since:
    """`at`: when it was frozen."""
    standings = [standing_of(connection, one) for one in articles]
    then = {one.article_id for one in standings if one.article_id}
    now = found_by(connection, params)
    kept = then & set(now)
    gone = [one for one in sorted(kept) if rows(connection, GoneRow, GONE_SINCE, (one, at))[0]["gone"]]
    withdrawn = sum(one.withdrawn for one in standings)
    return Since(
        len(now),
        [one for one in now if one not in then],
        sorted(then - set(now)),
        gone,
        withdrawn,
        sum(not one.article_id for one in standings) - withdrawn,
    )


def named(connection: Connection, ids: Sequence[int]) -> list[BriefArticle]:
    """The first SHOWN of them, as lists name them."""
    found = (article_of(connection, one) for one in ids[:SHOWN])
    return [one for one in found if one]
