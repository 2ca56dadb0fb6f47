"""Incidents: what is wrong with an outlet, or with us, from when to when; one open at a time of each outlet.

An outlet's incident keeps its row while its cause changes for a stronger one. Ours (the outlet is empty) are one of
each cause. What opens and closes them is judged in scheduler.health.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from archive.crawl_state._read_only import read_state
from archive.crawl_state._state_file import StateFile
from archive.crawl_state.monitoring_rows import IncidentRow
from archive.sqlite import rows, transaction
from archive.times import stamp

OURS = ""
# What comes back so soon after it was over is the same incident, and is not told again.
SAME_AGAIN = timedelta(hours=2)
OPEN = "SELECT * FROM incidents WHERE closed_at IS NULL"

Detail = Mapping[str, object]


class Incidents(StateFile):
    """service.db, open for writing."""

    def open_ones(self) -> list[IncidentRow]:
        """All that are open, the oldest first."""
        return list(self.rows(IncidentRow, f"{OPEN} ORDER BY opened_at, id"))

    def open_of(self, outlet: str, cause: str = "") -> IncidentRow | None:
        """The open incident of an outlet; of ours, that of the cause."""
        sql = f"{OPEN} AND outlet = ? AND (outlet <> '' OR cause = ?)"
        return next(self.rows(IncidentRow, sql, outlet, cause), None)

    def begin(self, outlet: str, cause: str, since: datetime, at: datetime, detail: Detail) -> None:
        """Open an incident, or again the one of this cause that was over so shortly before."""
        text = json.dumps(detail, ensure_ascii=False)
        again = (
            "SELECT id FROM incidents WHERE outlet = ? AND cause = ? AND closed_at >= ? AND closed_at <= ?"
            " ORDER BY closed_at DESC LIMIT 1"
        )
        with transaction(self.db):
            known = next(self.column(int, again, outlet, cause, stamp(at - SAME_AGAIN), stamp(at)), None)
            if known is not None:
                self.db.execute(
                    "UPDATE incidents SET closed_at = NULL, seen_at = ?, detail = ? WHERE id = ?",
                    [stamp(at), text, known],
                )
                return
            self.db.execute(
                "INSERT INTO incidents(outlet, cause, opened_at, seen_at, detail) VALUES(?, ?, ?, ?, ?)",
                [outlet, cause, stamp(min(since, at)), stamp(at), text],
            )

    def seen(self, incident: int, cause: str, at: datetime, detail: Detail) -> None:
        """It is still so, or its cause is another one by now."""
        self.write(
            "UPDATE incidents SET cause = ?, seen_at = ?, detail = ? WHERE id = ?",
            cause,
            stamp(at),
            json.dumps(detail, ensure_ascii=False),
            incident,
        )

    def end(self, incident: int, at: datetime) -> None:
        self.write("UPDATE incidents SET closed_at = ? WHERE id = ?", stamp(at), incident)

    def withdraw(self, incident: int, at: datetime) -> None:
        """It was ours, and this outlet was blamed for it: forgotten where nobody was told, else ended."""
        with transaction(self.db):
            self.db.execute("DELETE FROM incidents WHERE id = ? AND told_at = ''", [incident])
            self.db.execute("UPDATE incidents SET closed_at = ? WHERE id = ?", [stamp(at), incident])

    def to_tell(self) -> list[IncidentRow]:
        """What the operator does not know yet: incidents that opened, then those that closed. The oldest first.

        One that was over before anybody could be told of it is told once, as over.
        """
        sql = (
            "SELECT * FROM incidents WHERE told_at = '' OR (closed_at IS NOT NULL AND closing_told_at = '')"
            " ORDER BY closed_at IS NOT NULL, coalesce(closed_at, opened_at), id"
        )
        return list(self.rows(IncidentRow, sql))

    def mark_sent(self, incidents: Iterable[IncidentRow], at: datetime) -> None:
        """The operator was told of these as they were read."""
        with transaction(self.db):
            self.db.conn.executemany(
                "UPDATE incidents SET told_at = iif(told_at = '', :at, told_at),"
                " closing_told_at = iif(:closed, :at, closing_told_at) WHERE id = :id",
                [{"at": stamp(at), "closed": row["closed_at"] is not None, "id": row["id"]} for row in incidents],
            )


def open_incidents(service: Path) -> list[IncidentRow] | None:
    """All that are open, the oldest first; None where nothing is known of them (no file or table)."""
    return read_state(service, lambda connection: list(rows(connection, IncidentRow, f"{OPEN} ORDER BY opened_at, id")))


def closed_since(service: Path, since: datetime) -> list[IncidentRow] | None:
    """Those that were over since then and are not open again, the last to end first; None as for `open_incidents`."""
    sql = "SELECT * FROM incidents WHERE closed_at >= ? ORDER BY closed_at DESC, id DESC"
    return read_state(service, lambda connection: list(rows(connection, IncidentRow, sql, (stamp(since),))))


def incidents_of(service: Path, outlet: str, limit: int = 50) -> list[IncidentRow] | None:
    """The incidents of an outlet (ours where it is empty), the newest first; None where nothing is known of them."""
    sql = "SELECT * FROM incidents WHERE outlet = ? ORDER BY opened_at DESC, id DESC LIMIT ?"
    return read_state(service, lambda connection: list(rows(connection, IncidentRow, sql, (outlet, limit))))
