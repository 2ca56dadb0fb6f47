"""service.db, the private half of the state: the schedule, what every run did, pages held back, health."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database, Migrations

from archive import visits
from archive.database import open_database, transaction
from archive.instants import stamp

migrations = Migrations("ledger")

TABLES = (
    "CREATE TABLE schedule(outlet TEXT PRIMARY KEY, next_due TEXT NOT NULL, last_start TEXT, last_end TEXT,"
    " last_ok TEXT)",
    "CREATE TABLE runs(id INTEGER PRIMARY KEY, outlet TEXT NOT NULL, started_at TEXT NOT NULL, seconds REAL NOT NULL,"
    " found INTEGER NOT NULL, fetched INTEGER NOT NULL, new INTEGER NOT NULL, edited INTEGER NOT NULL,"
    " unchanged INTEGER NOT NULL, missing INTEGER NOT NULL, gone INTEGER NOT NULL, held INTEGER NOT NULL,"
    " failed INTEGER NOT NULL, cause TEXT NOT NULL)",
    "CREATE INDEX runs_outlet ON runs(outlet, started_at)",
    "CREATE TABLE held(id INTEGER PRIMARY KEY, outlet TEXT NOT NULL, url TEXT NOT NULL, reason TEXT NOT NULL,"
    " title TEXT NOT NULL, capture_id INTEGER, held_at TEXT NOT NULL, UNIQUE(outlet, url))",
    "CREATE TABLE health(outlet TEXT PRIMARY KEY, state TEXT NOT NULL, cause TEXT NOT NULL, since TEXT NOT NULL,"
    " last_new TEXT, expected TEXT NOT NULL)",
)


@migrations()
def the_ledger(db: Database) -> None:
    for statement in TABLES:
        db.execute(statement)


@migrations()
def decisions_and_rungs(db: Database) -> None:
    # What a person decided about a held page ('', released, dropped); how a run's articles were read ({"selector": 3}).
    db.execute("ALTER TABLE held ADD COLUMN decision TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE runs ADD COLUMN rungs TEXT NOT NULL DEFAULT '{}'")


@migrations()
def shrunken_pages(db: Database) -> None:
    # How often in a row, and since when, a page was held for the same reason with the same words.
    db.execute("ALTER TABLE held ADD COLUMN words_sha256 TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE held ADD COLUMN first_held_at TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE held ADD COLUMN checks INTEGER NOT NULL DEFAULT 1")


COUNTS = ("found", "fetched", "new", "edited", "unchanged", "missing", "gone", "held", "failed")
SAME_AS_BEFORE = "(reason = excluded.reason AND words_sha256 = excluded.words_sha256)"


def _make(db: Database) -> None:
    migrations.apply(db)
    # Health asks what became of the visits, in a folder nobody crawled into too.
    visits.migrations.apply(db)


class Ledger:
    """service.db, open for writing; a context manager."""

    def __init__(self, path: Path) -> None:
        self.db = open_database(path, _make)

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.db.close()

    def rows(self, sql: str, *values: object) -> Iterator[dict[str, Any]]:
        yield from (dict(row) for row in self.db.query(sql, values))

    def write(self, sql: str, *values: object) -> None:
        with transaction(self.db):
            self.db.execute(sql, values)

    def due(self, now: datetime) -> list[str]:
        """Outlets whose time has come, the longest waiting first."""
        found = self.rows("SELECT outlet FROM schedule WHERE next_due <= ? ORDER BY next_due", stamp(now))
        return [row["outlet"] for row in found]

    def schedule(self, outlet: str, next_due: datetime) -> None:
        """Say when an outlet is due; what is known of its past runs stays."""
        self.write(
            "INSERT INTO schedule(outlet, next_due) VALUES(?, ?)"
            " ON CONFLICT(outlet) DO UPDATE SET next_due = excluded.next_due",
            outlet,
            stamp(next_due),
        )

    def next_due(self) -> dict[str, str]:
        return {row["outlet"]: row["next_due"] for row in self.rows("SELECT outlet, next_due FROM schedule")}

    def started(self, outlet: str, at: datetime) -> None:
        self.write("UPDATE schedule SET last_start = ? WHERE outlet = ?", stamp(at), outlet)

    def ended(
        self, result: dict[str, Any], started_at: datetime, ended_at: datetime, rungs: Mapping[str, int] | None = None
    ) -> None:
        """Record one run; `result` has the keys of `warraq crawl --json`, `rungs` counts how its texts were found."""
        columns = ("outlet", *COUNTS, "cause", "seconds")
        values = [result[name] for name in columns]
        marks = ", ".join("?" * (len(columns) + 2))
        with transaction(self.db):
            self.db.execute(
                f"INSERT INTO runs(started_at, rungs, {', '.join(columns)}) VALUES({marks})",
                [stamp(started_at), json.dumps(rungs or {}), *values],
            )
            self.db.execute(
                "UPDATE schedule SET last_end = ?, last_ok = CASE WHEN ? = '' THEN ? ELSE last_ok END WHERE outlet = ?",
                (stamp(ended_at), result["cause"], stamp(ended_at), result["outlet"]),
            )

    def hold(
        self, outlet: str, url: str, reason: str, title: str, capture_id: int | None, at: datetime, words: str = ""
    ) -> None:
        """Keep a page out of the record, with the reason; its bytes are safe in the WARC.

        `words` is the hash of its words, where it matters how often the same ones came.
        """
        self.write(
            "INSERT INTO held(outlet, url, reason, title, capture_id, held_at, words_sha256, first_held_at)"
            " VALUES(?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT(outlet, url) DO UPDATE SET reason = excluded.reason, title = excluded.title,"
            " capture_id = excluded.capture_id, held_at = excluded.held_at, words_sha256 = excluded.words_sha256,"
            f" checks = CASE WHEN {SAME_AS_BEFORE} THEN checks + 1 ELSE 1 END,"
            f" first_held_at = CASE WHEN {SAME_AS_BEFORE} THEN first_held_at ELSE excluded.held_at END,"
            # What was released is looked at again when it is held for something else; what was dropped is not.
            f" decision = CASE WHEN decision = 'dropped' OR {SAME_AS_BEFORE} THEN decision ELSE '' END",
            outlet,
            url,
            reason,
            title,
            capture_id,
            stamp(at),
            words,
            stamp(at),
        )

    def held_since(self, outlet: str, url: str, reason: str, words: str) -> tuple[str, int]:
        """Since when, and on how many checks in a row, a page was held for this reason with these words."""
        sql = (
            "SELECT first_held_at, checks FROM held"
            " WHERE outlet = ? AND url = ? AND reason = ? AND words_sha256 = ? AND decision = ''"
        )
        found = next(self.rows(sql, outlet, url, reason, words), None)
        return (found["first_held_at"], found["checks"]) if found else ("", 0)

    def release(self, outlet: str, url: str) -> None:
        """The page turned out to be an article after all."""
        if next(self.rows("SELECT 1 FROM held WHERE outlet = ? AND url = ? AND decision = ''", outlet, url), None):
            self.write("DELETE FROM held WHERE outlet = ? AND url = ?", outlet, url)

    def is_released(self, outlet: str, url: str, reason: str, words: str = "") -> bool:
        """Did a person say that this page, though held for this reason (with these words), is an article?"""
        sql = (
            "SELECT 1 FROM held WHERE outlet = ? AND url = ? AND reason = ? AND words_sha256 IN ('', ?)"
            " AND decision = 'released'"
        )
        return next(self.rows(sql, outlet, url, reason, words), None) is not None

    def held(self) -> list[dict[str, Any]]:
        """Pages held back about which nobody has decided, newest first."""
        return list(
            self.rows(
                "SELECT id, outlet, reason, title, url, held_at, capture_id FROM held WHERE decision = ''"
                " ORDER BY held_at DESC, id DESC"
            )
        )

    def decide(self, held_id: int, decision: str, reason: str) -> None:
        """Remember what a person decided about a page held for this reason: released or dropped."""
        self.write("UPDATE held SET decision = ?, reason = ? WHERE id = ?", decision, reason, held_id)

    def put_health(self, rows: list[dict[str, Any]]) -> None:
        with transaction(self.db):
            self.db.table("health").upsert_all(rows, pk="outlet")

    def health(self) -> dict[str, dict[str, Any]]:
        return {row["outlet"]: row for row in self.rows("SELECT * FROM health")}
