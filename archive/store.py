"""The only hand that writes warraq.db. Plain SQL inside the capture's transaction, sqlite-utils for schema and upserts.

Writers take turns: every transaction begins IMMEDIATE and waits up to 30 s for another to end. Readers open read-only.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from archive import search_index
from archive.errors import BadConfiguration, DiskFull, WarraqError
from archive.identity import Identity
from archive.instants import damascus_day, first_id_of, stamp
from archive.model import Capture, Outlet, Reading
from archive.schema import APPLICATION_ID, migrations
from archive.versions import Change, Fingerprint

Row = dict[str, Any]
# sqlite.org/wal.html#walresetbug: two connections writing or checkpointing at once could corrupt a WAL database.
FIXED_SQLITE = {(3, 44): 6, (3, 50): 7, (3, 51): 3}
WAL_LIMIT_BYTES = 64 * 1024 * 1024


def demand_fixed_sqlite(version: str = sqlite3.sqlite_version) -> None:
    """Raise BadConfiguration on an SQLite library that can corrupt a WAL database (3.7.0 to 3.51.2, back-ports apart)."""
    major, minor, patch = (int(part) for part in version.split(".")[:3])
    fixed_from = FIXED_SQLITE.get((major, minor))
    if (major, minor) > (3, 51) or (fixed_from is not None and patch >= fixed_from):
        return
    raise BadConfiguration(
        f"SQLite {version} can corrupt a database that two processes use at once; Warraq needs 3.51.3 or newer. "
        "Install the locked requirements (make install): they bring a fixed library."
    )


def connect(path: Path) -> Database:
    """A writing connection with the settings every database of ours has."""
    connection = sqlite3.connect(path, timeout=30, isolation_level=None)
    database = Database(connection)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"journal_size_limit={WAL_LIMIT_BYTES}"):
        database.execute(f"PRAGMA {pragma}").fetchall()
    return database


@contextmanager
def transaction(database: Database) -> Iterator[None]:
    """BEGIN IMMEDIATE … COMMIT; joins the transaction that is already open. A full disk is a DiskFull."""
    if database.conn.in_transaction:
        yield
        return
    try:
        database.execute("BEGIN IMMEDIATE")
        yield
        database.execute("COMMIT")
    except BaseException as problem:
        # SQLite has already rolled back by itself when the disk was full.
        if database.conn.in_transaction:
            database.execute("ROLLBACK")
        if isinstance(problem, sqlite3.OperationalError):
            raise _told(problem) from problem
        raise


def _told(problem: Exception) -> WarraqError:
    if "disk is full" in str(problem) or "disk I/O" in str(problem):
        return DiskFull("The disk is full: nothing was written. Free some room and start again; nothing kept is lost.")
    return WarraqError(f"The database could not be written ({problem}). If another program holds it open, end that first.")


def open_record(path: Path) -> "Store":
    """Open warraq.db for writing, making or migrating it. Raises BadConfiguration for a file that is not ours."""
    demand_fixed_sqlite()
    try:
        database = connect(path)
        found = database.execute("PRAGMA application_id").fetchone()[0]
        if found not in (0, APPLICATION_ID) or (found == 0 and database.table_names()):
            raise BadConfiguration(f"{path} is a database of another program. Name another folder with --data.")
        # Two processes may meet on a new folder: whoever comes second finds the tables made.
        with transaction(database):
            migrations.apply(database)
            search_index.seed_tables(database)
    except sqlite3.DatabaseError as problem:
        if isinstance(problem, sqlite3.OperationalError):
            raise _told(problem) from problem
        raise BadConfiguration(f"{path} is not a database ({problem}). Restore it from a backup.") from problem
    return Store(database)


def open_readonly(path: Path) -> sqlite3.Connection:
    """A reading connection that cannot write and does not trust the file's own SQL."""
    if not path.exists():
        raise BadConfiguration(f"There is no archive in {path.parent} yet. Start one with: warraq crawl, or warraq import.")
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=5)
    connection.execute("PRAGMA query_only = ON")
    connection.row_factory = sqlite3.Row
    return connection


class Store:
    """The record, open for writing."""

    def __init__(self, database: Database) -> None:
        self.db = database

    def close(self) -> None:
        self.db.close()

    def row(self, sql: str, *values: object) -> Row | None:
        found = next(iter(self.db.query(sql, values)), None)
        return dict(found) if found else None

    def put_outlet(self, outlet: Outlet) -> None:
        """Write what the record says of an outlet; unchanged outlets cost no write."""
        known = self.row("SELECT * FROM outlets WHERE name = ?", outlet.name)
        new = {
            "name": outlet.name,
            "title": outlet.title,
            "title_en": outlet.title_en,
            "home": outlet.home,
            "lang": outlet.lang,
            "hosts": json.dumps(outlet.hosts, ensure_ascii=False),
            "every": outlet.every,
            "expect_per_day": outlet.expect_per_day,
            "enabled": int(outlet.enabled),
            "note": outlet.disabled_because or outlet.unproven,
        }
        if known != new:
            with transaction(self.db):
                self.db.table("outlets").upsert(new, pk="name")

    def article(self, outlet: str, key: str) -> Row | None:
        return self.row("SELECT * FROM articles WHERE outlet = ? AND key = ?", outlet, key)

    def add_capture(self, capture: Capture, outlet: str, article_id: int | None = None) -> int:
        cursor = self.db.execute(
            "INSERT INTO captures(url, outlet, article_id, fetched_at, status, content_type, body_sha256, warc_file,"
            " warc_offset, warc_length, error, via) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                capture.url,
                outlet,
                article_id,
                stamp(capture.fetched_at),
                capture.status,
                capture.content_type,
                capture.body_sha256,
                capture.warc_file,
                capture.warc_offset,
                capture.warc_length,
                capture.error,
                capture.via,
            ),
        )
        return int(cursor.lastrowid or 0)

    def add_url(self, url: str, outlet: str, key: str, article_id: int, role: str, at: datetime) -> None:
        self.db.execute(
            "INSERT INTO urls(url, outlet, key, article_id, role, first_seen_at) VALUES(?, ?, ?, ?, ?, ?)"
            " ON CONFLICT(url) DO NOTHING",
            (url, outlet, key, article_id, role, stamp(at)),
        )

    def acknowledged_bytes(self, warc_file: str) -> int:
        """Up to which byte the record vouches for a WARC file."""
        found = self.row("SELECT max(warc_offset + warc_length) AS n FROM captures WHERE warc_file = ?", warc_file)
        return int(found["n"] or 0) if found else 0

    def _next_id(self, day: date) -> int:
        first = first_id_of(day)
        found = self.row("SELECT max(id) AS top FROM articles WHERE id >= ? AND id < ?", first, first_id_of(day) + 100_000)
        return int(found["top"]) + 1 if found and found["top"] is not None else first + 1

    def add_article(
        self, outlet: Outlet, identity: Identity, url: str, reading: Reading, mark: Fingerprint, seen_at: datetime
    ) -> int:
        """Insert a new article with its index row; returns its id, which never changes again."""
        published = reading.published
        day = published.day if published else damascus_day(seen_at)
        article_id = self._next_id(day)
        self.db.execute(
            "INSERT INTO articles(id, outlet, key, url, title, body, author, credit, lang, published_at, published_day,"
            " published_from, first_seen_at, last_seen_at, status, versions, words_sha256, search_extra)"
            " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'live', 0, ?, ?)",
            (
                article_id,
                outlet.name,
                identity.key,
                url,
                reading.title,
                reading.text,
                "، ".join(reading.authors),
                reading.credit,
                reading.lang or identity.lang or outlet.lang,
                stamp(published.instant) if published and published.instant else None,
                day.isoformat(),
                published.source if published else "first_seen",
                stamp(seen_at),
                stamp(seen_at),
                mark.words_sha256,
                search_index.extra_for(reading.title, reading.text),
            ),
        )
        search_index.index_row(self.db, article_id, reading.title, reading.text)
        return article_id

    def add_version(
        self, article_id: int, change: Change, mark: Fingerprint, seen_at: datetime, capture_id: int | None, extractor: str
    ) -> None:
        """Append a version row for the text the article has now and count it on the article."""
        self.db.execute(
            "INSERT INTO versions(article_id, n, seen_at, last_seen_at, kind, sha256, words_sha256, words, added, removed,"
            " capture_id, extractor) SELECT ?, versions + 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM articles WHERE id = ?",
            (
                article_id,
                stamp(seen_at),
                stamp(seen_at),
                change.kind,
                mark.sha256,
                mark.words_sha256,
                mark.words,
                change.added,
                change.removed,
                capture_id,
                extractor,
                article_id,
            ),
        )
        self.db.execute("UPDATE articles SET versions = versions + 1 WHERE id = ?", (article_id,))

    def replace_text(self, old: Row, reading: Reading, mark: Fingerprint) -> None:
        """Put a new text in an article's place. The superseded one moves into the version rows that stood for it."""
        self.db.execute(
            "UPDATE versions SET title = ?, body = ? WHERE article_id = ? AND body IS NULL",
            (old["title"], old["body"], old["id"]),
        )
        search_index.unindex_row(self.db, old["id"], old["title"], old["body"], old["search_extra"])
        self.db.execute(
            "UPDATE articles SET title = ?, body = ?, author = ?, credit = ?, words_sha256 = ?, search_extra = ? WHERE id = ?",
            (
                reading.title,
                reading.text,
                "، ".join(reading.authors) or old["author"],
                reading.credit or old["credit"],
                mark.words_sha256,
                search_index.extra_for(reading.title, reading.text),
                old["id"],
            ),
        )
        search_index.index_row(self.db, old["id"], reading.title, reading.text)
