"""What is usual for an outlet, learned from its own past: read by the pages and by the judge of its health."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlite_utils.utils import sqlite3

from archive.crawl_state._read_only import read_state
from archive.crawl_state._state_file import StateFile
from archive.crawl_state.monitoring_rows import ExpectationRow, PastRow
from archive.sqlite import rows, transaction
from archive.times import DAMASCUS, stamp

WHOLE_DAY = "day"
DAYS_UNTIL_EXPECTED = 14


@dataclass(frozen=True, slots=True)
class Expected:
    """New articles on a day like this one, from `low` to `high`; `days`: from how many days of the outlet's past."""

    low: float
    high: float
    days: int


class Expectations(StateFile):
    """service.db, open for writing."""

    def past(self, outlet: str) -> PastRow | None:
        """What was learned last; None where nothing was."""
        return next(self.rows(PastRow, "SELECT * FROM pasts WHERE outlet = ?", outlet), None)

    def usual(self, outlet: str) -> list[ExpectationRow]:
        return list(self.rows(ExpectationRow, "SELECT * FROM expectations WHERE outlet = ?", outlet))

    def learned(
        self, outlet: str, at: datetime, days: int, usual: Iterable[ExpectationRow], figures: Mapping[str, object]
    ) -> None:
        """Remember what was learned from so many days, in place of what was."""
        with transaction(self.db):
            self.db.execute("DELETE FROM expectations WHERE outlet = ?", [outlet])
            self.db.conn.executemany(
                "INSERT INTO expectations VALUES(:outlet, :weekday, :hours, :low, :middle, :high, :days)", list(usual)
            )
            self.db.execute(
                "INSERT OR REPLACE INTO pasts VALUES(?, ?, ?, ?)", [outlet, stamp(at), days, json.dumps(figures)]
            )


def figures_of(service: Path, outlet: str) -> dict[str, object] | None:
    """What else is usual for the outlet; None where it is younger than fourteen days or nothing is known."""
    sql = "SELECT figures FROM pasts WHERE outlet = ? AND days >= ?"
    found = read_state(service, lambda connection: connection.execute(sql, (outlet, DAYS_UNTIL_EXPECTED)).fetchone())
    return dict(json.loads(found[0])) if found else None


def expected(service: Path, outlet: str, at: datetime) -> Expected | None:
    """What the outlet usually brings on such a weekday, in Damascus.

    None where it is younger than fourteen days or nothing is known: then only its file says what is healthy.
    """
    sql = "SELECT * FROM expectations WHERE outlet = ? AND weekday = ? AND hours = ?"
    values = (outlet, at.astimezone(DAMASCUS).weekday(), WHOLE_DAY)

    def ask(connection: sqlite3.Connection) -> list[tuple[ExpectationRow, int]]:
        known = connection.execute("SELECT days FROM pasts WHERE outlet = ?", (outlet,)).fetchone()
        return [(row, int(known[0]) if known else 0) for row in rows(connection, ExpectationRow, sql, values)]

    found = read_state(service, ask)
    if not found or found[0][1] < DAYS_UNTIL_EXPECTED:
        return None
    row, days = found[0]
    return Expected(row["low"], row["high"], days)
