"""The only hand that writes warraq.db: plain SQL inside the capture's transaction, sqlite-utils for the rest."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from archive.errors import BadConfiguration, WarraqError
from archive.identity.keys import Identity
from archive.model import Capture, Outlet, Reading
from archive.record import fulltext
from archive.record.schema import APPLICATION_ID, migrations
from archive.sqlite import demand_fixed_sqlite, open_database, open_readonly, told, transaction
from archive.times import IDS_PER_DAY, damascus_day, first_id_of, stamp
from archive.versions.compare import Change, Fingerprint

Row = dict[str, Any]


def open_record(path: Path) -> "Store":
    """Open warraq.db for writing, making or migrating it. Raises BadConfiguration for a file that is not ours."""
    demand_fixed_sqlite()
    return Store(open_database(path, _prepare))


def read_record(path: Path) -> sqlite3.Connection:
    """Open warraq.db for reading. Raises BadConfiguration where there is none, or an upgrade has not reached it yet."""
    connection = open_readonly(path)
    try:
        if not migrations.pending(Database(connection)):
            return connection
    except sqlite3.DatabaseError as problem:
        connection.close()
        raise told(problem, path) from problem
    connection.close()
    raise BadConfiguration(f"{path} was written by an older Warraq. Bring it up to date with: warraq reindex")


def _prepare(database: Database) -> None:
    found = database.execute("PRAGMA application_id").fetchone()[0]
    if found not in (0, APPLICATION_ID) or (found == 0 and database.table_names()):
        where = database.execute("PRAGMA database_list").fetchone()[2]
        raise BadConfiguration(f"{where} is a database of another program. Name another folder with --data.")
    migrations.apply(database)
    fulltext.seed_tables(database)


class Store:
    """The record, open for writing."""

    def __init__(self, database: Database) -> None:
        self.db = database

    def close(self) -> None:
        self.db.close()

    def row(self, sql: str, *values: object) -> Row | None:
        return next(self.rows(sql, *values), None)

    def rows(self, sql: str, *values: object) -> Iterator[Row]:
        """Plainly asked: sqlite-utils' `query` puts a savepoint round every question, which costs more than most."""
        cursor = self.db.conn.execute(sql, values)
        names = [column[0] for column in cursor.description]
        return (dict(zip(names, row, strict=True)) for row in cursor)

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

    def article_by_id(self, article_id: int) -> Row:
        """An article that is known to be there."""
        return self._the_row("SELECT * FROM articles WHERE id = ?", article_id)

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

    def capture(self, capture_id: int) -> Row:
        """A capture row that is known to be there."""
        return self._the_row("SELECT * FROM captures WHERE id = ?", capture_id)

    def current_version(self, article_id: int) -> Row:
        """The version row that stands for the text the article has now."""
        return self._the_row(
            "SELECT * FROM versions WHERE article_id = ? AND body IS NULL AND kind NOT IN ('gone', 'back')"
            " ORDER BY n DESC LIMIT 1",
            article_id,
        )

    def _the_row(self, sql: str, value: int) -> Row:
        found = self.row(sql, value)
        if found is None:
            raise WarraqError(f"The record contradicts itself: nothing for {value}. Restore it from a backup.")
        return found

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
        last = first + IDS_PER_DAY - 1
        found = self.row("SELECT max(id) AS top FROM articles WHERE id BETWEEN ? AND ?", first, last)
        top = int(found["top"] or first) if found else first
        # A great import without dates can fill a day; the next day's numbers belong to its own news.
        return top + 1 if top < last else self._next_id(day - timedelta(days=1))

    def add_article(
        self, outlet: Outlet, identity: Identity, url: str, reading: Reading, mark: Fingerprint, seen_at: datetime
    ) -> int:
        """Insert a new article with its index row; returns its id, which never changes again."""
        published = reading.published
        day = published.day if published else damascus_day(seen_at)
        article_id = self._next_id(day)
        self.db.execute(
            "INSERT INTO articles(id, outlet, key, url, title, body, author, credit, lang, published_at, published_day,"
            " published_from, first_seen_at, last_seen_at, status, versions, words_sha256, search_extra,"
            " image_url, image_caption) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'live', 0, ?, ?, ?, ?)",
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
                fulltext.extra_for(reading.title, reading.text),
                reading.image,
                reading.image_caption,
            ),
        )
        fulltext.index_row(self.db, article_id, reading.title, reading.text)
        return article_id

    def add_version(
        self,
        article_id: int,
        change: Change,
        mark: Fingerprint,
        seen_at: datetime,
        capture_id: int | None,
        extractor: str,
    ) -> None:
        """Append a version row for the text the article has now and count it on the article."""
        self.db.execute(
            "INSERT INTO versions(article_id, n, seen_at, last_seen_at, kind, sha256, words_sha256, words, added,"
            " removed, changed, numbers, capture_id, extractor)"
            " SELECT ?, versions + 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM articles WHERE id = ?",
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
                change.changed,
                change.numbers,
                capture_id,
                extractor,
                article_id,
            ),
        )
        self.db.execute("UPDATE articles SET versions = versions + 1 WHERE id = ?", (article_id,))

    def extend_version(self, version_id: int, at: datetime) -> None:
        """The text of a version was there once more."""
        self.db.execute("UPDATE versions SET last_seen_at = max(last_seen_at, ?) WHERE id = ?", (stamp(at), version_id))

    def replace_text(self, old: Row, reading: Reading, mark: Fingerprint) -> None:
        """Put a new text in an article's place. The superseded one moves into the version rows that stood for it."""
        self.db.execute(
            "UPDATE versions SET title = ?, body = ? WHERE article_id = ? AND body IS NULL",
            (old["title"], old["body"], old["id"]),
        )
        fulltext.unindex_row(self.db, old["id"], old["title"], old["body"], old["search_extra"])
        self.db.execute(
            "UPDATE articles SET title = ?, body = ?, author = ?, credit = ?, words_sha256 = ?, search_extra = ?,"
            " image_url = ?, image_caption = ? WHERE id = ?",
            (
                reading.title,
                reading.text,
                "، ".join(reading.authors) or old["author"],
                reading.credit or old["credit"],
                mark.words_sha256,
                fulltext.extra_for(reading.title, reading.text),
                reading.image or old["image_url"],
                reading.image_caption if reading.image else old["image_caption"],
                old["id"],
            ),
        )
        fulltext.index_row(self.db, old["id"], reading.title, reading.text)
