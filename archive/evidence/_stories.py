"""Stories, derived from the copies, against their own members: as many as is said, with one of them as the origin."""

from collections.abc import Iterator

from sqlite_utils.utils import sqlite3

from archive.evidence.findings import Archive, Bad, Cursor, Step
from archive.sqlite import column

TOTAL = "SELECT count(*) FROM clusters"
_OF = "(SELECT article_id FROM cluster_members m WHERE m.cluster_id = c.id)"
WRONG = (
    (
        "SELECT id FROM clusters c WHERE size <> (SELECT count(*) FROM cluster_members m WHERE m.cluster_id = c.id)",
        "It has another number of articles than it says.",
    ),
    (
        f"SELECT id FROM clusters c WHERE origin_id NOTNULL AND origin_id NOT IN {_OF}",  # noqa: S608 - from above
        "Its origin is none of its articles.",
    ),
    (
        "SELECT DISTINCT cluster_id FROM cluster_members WHERE cluster_id NOT IN (SELECT id FROM clusters)",
        "Articles are of it, and it is not there.",
    ),
)
ANEW = "Make it anew with: warraq reindex copies"


class Stories:
    """All at once: some milliseconds a thousand."""

    def total(self, archive: Archive) -> int:
        return next(column(archive.record, int, TOTAL))

    def steps(self, archive: Archive, after: Cursor) -> Iterator[Step]:
        if after is None:
            yield Step(1, self.total(archive), list(_wrong(archive.record)))


def _wrong(record: sqlite3.Connection) -> Iterator[Bad]:
    for sql, why in WRONG:
        for number in column(record, int, sql):
            yield {"what": "story", "where": f"story of article {number}", "why": f"{why} {ANEW}"}
