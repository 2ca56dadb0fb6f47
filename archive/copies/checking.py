"""similar.db held against the record: has it of each article what it was sketched by, and of nothing else anything?

Disposable as it is, copies are found by it: an article whose sketch is not there is a copy of nobody from then on.
"""

from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import NamedTuple

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from archive.copies._candidates import Candidate, Candidates
from archive.copies.shingles import ALGORITHM
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration
from archive.evidence.findings import Archive, Bad, Cursor, Step
from archive.record.redactions import NEWEST_VERSION
from archive.record.store import Store
from archive.sqlite import column, has_table, open_readonly

PAGE = 100
NO_MARK = "It does not say how far it follows the record."
ANEW = "Make it anew with: warraq reindex copies"
TOTAL = "SELECT count(*) FROM articles WHERE id % ? = ?"
# What was seen, or judged anew, since the index came so far is sketched by whoever writes next.
ARTICLES = """
SELECT id, outlet, EXISTS(SELECT 1 FROM verdicts d JOIN versions v ON v.id = d.version_id WHERE v.article_id = a.id)
FROM articles a WHERE id > ? AND id % ? = ? AND ? >= (
  SELECT max(id) FROM versions v WHERE v.article_id = a.id AND kind NOT IN ('gone', 'back'))
ORDER BY id LIMIT ?
"""
THERE = "SELECT 1 FROM articles WHERE id = ?"
# A sum of each half of the hashes: two sets that differ in any hash differ in one of them.
SUMS = """
CREATE TEMP TABLE sketches AS SELECT article, count(*) AS n, sum(h & 4294967295) AS low, sum(h >> 32) AS high
FROM fp WHERE article % ? = ? GROUP BY article
"""
SKETCHED = """
SELECT s.article, name, size, coalesce(f.n, 0), coalesce(f.low, 0), coalesce(f.high, 0)
FROM sketched s LEFT JOIN outlets ON number = outlet LEFT JOIN temp.sketches f ON f.article = s.article
WHERE s.article % ? = ? AND s.algorithm = ? AND s.article NOT IN queue
"""
QUEUED = "SELECT article FROM queue"
NOBODYS = "SELECT article FROM temp.sketches UNION SELECT article FROM sketched WHERE article % ? = ? ORDER BY 1"


class _Sketch(NamedTuple):
    """What the index has of an article: the sums of its hashes beside the words of its row."""

    outlet: str | None
    size: int
    n: int
    low: int
    high: int


class Sketches:
    """Every article up to which the index follows the record; none where it is made anew just now."""

    def total(self, archive: Archive) -> int:
        if not archive.data.similar.exists():
            return 0
        return next(column(archive.record, int, TOTAL, (archive.share.of, archive.share.number)))

    def steps(self, archive: Archive, after: Cursor) -> Iterator[Step]:
        share, upto = (archive.share.of, archive.share.number), int(after or 0)
        index = _Index.read(archive.data, share)
        if index is None:
            return
        if index.upto is None:
            yield Step(0, 0, [{"what": "copy", "where": "similar.db", "why": f"{NO_MARK} {ANEW}"}])
            return
        # One that knows more than there is, is another record's: whoever writes next begins it anew.
        if index.upto > next(column(archive.record, int, NEWEST_VERSION)):
            return
        if after is None:
            there = (one for one in index.articles if archive.record.execute(THERE, (one,)).fetchone() is None)
            yield Step(0, 0, [_bad(one, "It is sketched, and it is not there.") for one in there])
        candidates = Candidates(Store(Database(archive.record)))
        while found := archive.record.execute(ARTICLES, (upto, *share, index.upto, PAGE)).fetchall():
            upto = found[-1][0]
            yield Step(upto, len(found), list(_differing(index, candidates, found)))


class _Index(NamedTuple):
    """The index as it was at one moment: up to which version it follows the record (None: it does not say), and what
    it has."""

    upto: int | None
    sketches: Mapping[int, _Sketch]
    queued: frozenset[int]
    articles: list[int]

    @classmethod
    def read(cls, data: DataFolder, share: tuple[int, int]) -> "_Index | None":
        """None where there is none, or that of another algorithm, which is made anew."""
        try:
            with closing(open_readonly(data.similar)) as connection:
                connection.execute("PRAGMA query_only = OFF")
                connection.execute("BEGIN")
                if not has_table(connection, "queue"):
                    return None
                found = connection.execute("SELECT upto, algorithm FROM progress").fetchone()
                if found is not None and found[1] != ALGORITHM:
                    return None
                connection.execute(SUMS, share)
                rows = connection.execute(SKETCHED, (*share, ALGORITHM))
                sketches = {row[0]: _Sketch(*row[1:]) for row in rows}
                queued = frozenset(column(connection, int, QUEUED))
                articles = list(column(connection, int, NOBODYS, share))
                return cls(found and int(found[0]), sketches, queued, articles)
        except (BadConfiguration, sqlite3.DatabaseError):
            return None  # a file that cannot be read is told as such


def _differing(index: _Index, candidates: Candidates, found: list[tuple[int, str, int]]) -> Iterator[Bad]:
    for article, outlet, is_judged in found:
        sketch = index.sketches.get(article)
        if article in index.queued:
            continue
        if sketch is None or sketch.outlet != outlet:
            yield _bad(article, "It is not sketched as one of its outlet.")
        # Of a version that was judged anew nobody knows whether its text counted when it was sketched.
        elif not is_judged and sketch != _made(candidates[article]):
            yield _bad(article, "Its text gives another sketch than stands there.")


def _made(one: Candidate) -> _Sketch:
    low, high = (sum(h & 0xFFFFFFFF for h in one.hashes), sum(h >> 32 for h in one.hashes))
    return _Sketch(one.outlet, one.size, len(one.hashes), low, high)


def _bad(article: int, why: str) -> Bad:
    return {"what": "copy", "where": f"article {article} in similar.db", "why": f"{why} {ANEW}"}
