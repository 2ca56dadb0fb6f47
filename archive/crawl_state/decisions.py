"""What people decided on the operator's pages: who, when, why, and what came of it. Rows are never changed."""

from datetime import datetime
from pathlib import Path
from typing import Literal, TypedDict

from archive.crawl_state._read_only import read_state
from archive.crawl_state._state_file import StateFile
from archive.sqlite import rows
from archive.times import stamp

Action = Literal["release", "drop", "crawl", "enable", "disable", "every", "check", "add"]
NEWEST = "SELECT * FROM decisions WHERE ? IN ('', outlet) ORDER BY id DESC LIMIT ?"


class DecisionRow(TypedDict):
    """What a person decided on the operator's pages: who (`account`), what about, why, and what came of it.

    `action` is release, drop, crawl, enable, disable, every, check or add; `subject` the address of the page or of the
    site, or the interval.
    `result` is what a released page became, else empty; `refused` a sentence where it could not be done.
    """

    id: int
    at: str
    account: str
    action: Action
    outlet: str
    subject: str
    reason: str
    result: str
    refused: str


class Decisions(StateFile):
    """service.db, open for writing."""

    def note(
        self,
        account: str,
        action: Action,
        at: datetime,
        *,
        outlet: str,
        subject: str = "",
        reason: str = "",
        result: str = "",
        refused: str = "",
    ) -> None:
        """Write down a decision; see DecisionRow."""
        self.write(
            "INSERT INTO decisions(at, account, action, outlet, subject, reason, result, refused)"
            " VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
            *(stamp(at), account, action, outlet, subject, reason, result, refused),
        )


def read_decisions(service: Path, limit: int, outlet: str = "") -> list[DecisionRow]:
    """The newest decisions, of one outlet where it is named; none where no table holds any."""
    return read_state(service, lambda connection: list(rows(connection, DecisionRow, NEWEST, (outlet, limit)))) or []
