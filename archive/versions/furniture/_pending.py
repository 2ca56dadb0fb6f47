"""Changes that wait in lines.db for what later pages teach."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlite_utils import Database

from archive.model import PageLine

PUT = "INSERT OR REPLACE INTO pending VALUES(?, ?, ?, ?, ?, ?, ?)"
OF_OUTLET = "SELECT version, outlet, edition, key, kind, lines, at FROM pending WHERE outlet = ? ORDER BY version"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A change of an article: its version, the lines that changed, and when that was judged.

    `kind` is what it was taken for: unsettled, or an edit that may still turn out to be furniture.
    """

    version: int
    outlet: str
    edition: str
    key: str
    kind: Literal["edit", "unsettled"]
    lines: tuple[PageLine, ...]
    at: datetime


def put(db: Database, change: Pending) -> None:
    lines = json.dumps([line._asdict() for line in change.lines])
    row = (change.version, change.outlet, change.edition, change.key, change.kind, lines, change.at.isoformat())
    db.execute(PUT, row)


def of_outlet(db: Database, outlet: str) -> Iterator[Pending]:
    for version, name, edition, key, kind, lines, at in db.execute(OF_OUTLET, (outlet,)):
        yield Pending(
            version=version,
            outlet=name,
            edition=edition,
            key=key,
            kind=kind,
            lines=tuple(PageLine(**line) for line in json.loads(lines)),
            at=datetime.fromisoformat(at),
        )


def remove(db: Database, version: int) -> None:
    db.execute("DELETE FROM pending WHERE version = ?", (version,))
