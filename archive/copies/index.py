"""similar.db: which articles share sampled shingles, and which shingles too many share.

Disposable: `warraq reindex copies` makes it anew from the record. It follows the record by version numbers, so what a
crash left out is taken up by whoever writes next.
"""

import json
from collections.abc import Collection, Iterable
from contextlib import ExitStack
from pathlib import Path

from sqlite_utils import Database, Migrations

from archive.copies._boilerplate_shingles import BOILERPLATE_DAYS_OF_ONE, Postings
from archive.copies.shingles import ALGORITHM
from archive.migrating import migrate
from archive.sqlite import Busy, column, open_disposable, transaction

# A shingle in more articles than this is boilerplate for good, and is no longer looked up.
COMMON = 400
PATIENCE_MS = 3_000  # for another process that works in the file; what it does not take up, the next capture does

POSTINGS = "SELECT value, (SELECT json_group_array(article) FROM fp WHERE h = value) FROM json_each(?)"
COMMON_OF = "SELECT value FROM json_each(?) WHERE value IN common"
NUMBERS_OF = "SELECT article, outlet FROM json_each(?) AS wanted CROSS JOIN sketched ON article = wanted.value"
DESCRIBED = (
    "SELECT article, name, size FROM json_each(?) AS wanted CROSS JOIN sketched ON article = wanted.value"
    " CROSS JOIN outlets ON number = outlet"
)
EMPTY = (
    *("DELETE FROM queue", "DELETE FROM fp", "DELETE FROM sketched", "DELETE FROM outlets", "DELETE FROM common"),
    "DELETE FROM progress",
)
OF_ONE = (
    "DELETE FROM fp WHERE article = ?",
    "DELETE FROM sketched WHERE article = ?",
    "DELETE FROM queue WHERE article = ?",
)
HAD = "SELECT h FROM json_each(?) AS wanted CROSS JOIN fp ON h = wanted.value AND article = ?"
# A look-up touches a page here and there: read where they lie in the system's cache, not copied one by one.
MAPPED_BYTES = 2**30

migrations = Migrations("similar")
TABLES = (
    "CREATE TABLE fp(h INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY(h, article)) WITHOUT ROWID",
    "CREATE TABLE sketched(article INTEGER PRIMARY KEY, outlet INTEGER NOT NULL,"
    " size INTEGER NOT NULL, algorithm INTEGER NOT NULL)",
    "CREATE TABLE outlets(number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
    "CREATE TABLE common(h INTEGER PRIMARY KEY)",
    "CREATE TABLE progress(upto INTEGER NOT NULL, algorithm INTEGER NOT NULL)",
)


@migrations()
def the_index(db: Database) -> None:
    for statement in TABLES:
        db.execute(statement)
    db.execute("INSERT INTO progress VALUES(0, ?)", (ALGORITHM,))


@migrations()
def articles_to_compare_again(db: Database) -> None:
    db.execute("CREATE TABLE queue(article INTEGER PRIMARY KEY)")


class SimilarIndex:
    """similar.db, open for writing. One process at a time works in it: see `lock`."""

    def __init__(self, path: Path) -> None:
        self.db = open_disposable(path, _prepare, f"busy_timeout = {PATIENCE_MS}", f"mmap_size = {MAPPED_BYTES}")

    def close(self) -> None:
        self.db.close()

    def lock(self, opened: ExitStack) -> bool:
        """Begin a transaction that ends with `opened`; False where another process works in the file."""
        try:
            opened.enter_context(transaction(self.db))
        except Busy:
            return False
        return True

    def progress(self) -> int:
        """Up to which version number the index follows the record: none where its sketches are of another algorithm."""
        sql = "SELECT upto FROM progress WHERE algorithm = ?"
        return next(column(self.db.conn, int, sql, (ALGORITHM,)), 0)

    def advance(self, upto: int) -> None:
        self.db.execute("UPDATE progress SET upto = ?", (upto,))

    def queue(self, articles: Iterable[int]) -> None:
        """These are to be compared again, in a later step."""
        self.db.conn.executemany("INSERT OR IGNORE INTO queue VALUES(?)", [(article,) for article in articles])

    def queued(self, most: int) -> list[int]:
        """Articles that wait to be compared again, in the order of their numbers."""
        return list(column(self.db.conn, int, "SELECT article FROM queue ORDER BY article LIMIT ?", (most,)))

    def count_queued(self) -> int:
        return int(self.db.execute("SELECT count(*) FROM queue").fetchone()[0])

    def unqueue(self, article: int) -> None:
        self.db.execute("DELETE FROM queue WHERE article = ?", (article,))

    def forget(self, article: int) -> None:
        """Take an article out, for good. Belongs in a transaction."""
        for statement in OF_ONE:
            self.db.execute(statement, (article,))

    def clear(self) -> None:
        """Forget everything; the record is followed from its first version again."""
        with transaction(self.db):
            for statement in EMPTY:
                self.db.execute(statement)
            self.db.execute("INSERT INTO progress VALUES(0, ?)", (ALGORITHM,))

    def postings(self, hashes: Collection[int]) -> Postings:
        """Who has these; hashes of more than COMMON articles are only named."""
        as_json = json.dumps(list(hashes))
        common = frozenset(row[0] for row in self.db.conn.execute(COMMON_OF, (as_json,)))
        if common:
            as_json = json.dumps([h for h in hashes if h not in common])
        rows = ((h, json.loads(articles)) for h, articles in self.db.conn.execute(POSTINGS, (as_json,)))
        found = {h: articles for h, articles in rows if articles}
        often = {one for articles in found.values() if len(articles) >= BOILERPLATE_DAYS_OF_ONE for one in articles}
        return Postings(found, common, self._numbers_of(often))

    def is_sketched(self, article: int) -> bool:
        return self.db.execute("SELECT 1 FROM sketched WHERE article = ?", (article,)).fetchone() is not None

    def described(self, articles: Iterable[int]) -> dict[int, tuple[str, int]]:
        """The outlet of each article, and the shingles of its shortest text."""
        return {row[0]: (row[1], row[2]) for row in self.db.execute(DESCRIBED, (json.dumps(list(articles)),))}

    def put(self, article: int, outlet: str, size: int, hashes: frozenset[int], given_up: frozenset[int]) -> set[int]:
        """Give an article these sampled shingles, of `given_up` only those among them; returns what it had not.

        `size` counts all the shingles of its shortest text.
        """
        had: set[int] = set()
        if self.is_sketched(article):
            as_json = json.dumps(list(hashes | given_up))
            had = {row[0] for row in self.db.execute(HAD, (as_json, article))}
        gone, new = had - hashes, set(hashes - had)
        number = self._number(outlet)
        self.db.execute("INSERT OR REPLACE INTO sketched VALUES(?, ?, ?, ?)", (article, number, size, ALGORITHM))
        self.db.conn.executemany("INSERT INTO fp VALUES(?, ?)", ((h, article) for h in sorted(new)))
        self.db.conn.executemany("DELETE FROM fp WHERE h = ? AND article = ?", ((h, article) for h in sorted(gone)))
        return new

    def mark_common(self, postings: Postings) -> None:
        """Name the hashes that too many articles have by now, for good."""
        often = frozenset(h for h, articles in postings.articles.items() if len(articles) > COMMON)
        self.db.conn.executemany("INSERT OR IGNORE INTO common VALUES(?)", ((h,) for h in often))
        postings.common |= often

    def _number(self, outlet: str) -> int:
        found = self.db.execute("SELECT number FROM outlets WHERE name = ?", (outlet,)).fetchone()
        if found is None:
            self.db.execute("INSERT INTO outlets(name) VALUES(?)", (outlet,))
            return self._number(outlet)
        return int(found[0])

    def _numbers_of(self, articles: Collection[int]) -> dict[int, int]:
        if not articles:
            return {}
        return dict(self.db.execute(NUMBERS_OF, (json.dumps(list(articles)),)).fetchall())


def _prepare(database: Database) -> None:
    migrate(database, migrations)
