"""The copies of the record as readers ask for them: pairs, the story of an article, who was first and how we know."""

from collections.abc import Iterable, Iterator
from typing import TypedDict

from sqlite_utils.utils import sqlite3

from archive.exchange import Origin
from archive.model import Outlet
from archive.record.store import Store
from archive.sqlite import rows
from archive.versions.history import article_id_of

PAIRS = (
    "SELECT a.url AS a_url, b.url AS b_url, c.containment, c.jaccard, c.kind, f.url AS first, c.basis,"
    " c.a_id, c.b_id, a.outlet AS a_outlet, b.outlet AS b_outlet, a.title AS a_title, b.title AS b_title,"
    " c.a_version, c.b_version, c.found_at, a.origin AS a_origin, b.origin AS b_origin"
    " FROM copies c JOIN articles a ON a.id = c.a_id JOIN articles b ON b.id = c.b_id"
    " LEFT JOIN articles f ON f.id = c.first_id"
)
ALL = f"{PAIRS} ORDER BY c.a_id DESC, c.b_id"
OF_ONE = f"{PAIRS} WHERE c.a_id = :id OR c.b_id = :id ORDER BY c.containment DESC, c.a_id, c.b_id"


class Copy(TypedDict):
    """A copy with what its two articles are, as `warraq copies --json` prints it."""

    a_url: str
    b_url: str
    containment: float
    jaccard: float
    kind: str
    first: str | None
    basis: str
    a_id: int
    b_id: int
    a_outlet: str
    b_outlet: str
    a_title: str
    b_title: str
    a_version: int
    b_version: int
    found_at: str
    a_origin: Origin
    b_origin: Origin


def copies(connection: sqlite3.Connection, url_or_id: str = "", outlets: Iterable[Outlet] = ()) -> Iterator[Copy]:
    """Every copy, newest articles first, or those of one article, the greatest share first.

    `containment` is shared ÷ shingles of the shorter text, `jaccard`
    shared ÷ shingles of both, `first` the address of the one that was first (None where nothing tells), `basis` how
    that is known. Raises BadConfiguration for an unknown article.
    """
    if url_or_id:
        return rows(connection, Copy, OF_ONE, {"id": article_id_of(connection, url_or_id, outlets)})
    return rows(connection, Copy, ALL)


def count_copies(store: Store) -> dict[str, int]:
    """How many copies and stories the record has."""
    return {
        "copies": store.db.table("copies").count,
        "stories": store.db.table("clusters").count,
    }
