"""What this archive saw of others' signed logs: of each the largest tree, which it cosigned."""

from datetime import datetime
from typing import TypedDict

from archive.crawl_state._state_file import StateFile
from archive.sqlite import transaction
from archive.times import stamp

ALL = "SELECT * FROM witnessed ORDER BY origin"


class WitnessedRow(TypedDict):
    """The largest tree seen of a log by its name; `verifier` is the key it was first seen with, `root` hexadecimal."""

    origin: str
    url: str
    verifier: str
    size: int
    root: str
    at: str


class Witnessed(StateFile):
    """The part of service.db that `warraq witness` writes."""

    def all(self) -> list[WitnessedRow]:
        return list(self.rows(WitnessedRow, ALL))

    def of(self, origin: str) -> WitnessedRow | None:
        return next(self.rows(WitnessedRow, "SELECT * FROM witnessed WHERE origin = ?", origin), None)

    def at(self, url: str) -> WitnessedRow | None:
        """The log last seen at an address."""
        sql = "SELECT * FROM witnessed WHERE url = ? ORDER BY at DESC LIMIT 1"
        return next(self.rows(WitnessedRow, sql, url), None)

    def saw(self, row: WitnessedRow, before: WitnessedRow | None, at: datetime) -> bool:
        """Remember a tree that grew from the one `before`; False where another process saw a further one meanwhile."""
        with transaction(self.db):
            if self.of(row["origin"]) != before:
                return False
            self.db.table("witnessed").upsert(dict(row) | {"at": stamp(at)}, pk="origin")
        return True
