"""What an outlet's robots.txt answered, and when that changed: of the captures, where the record kept it."""

from typing import TypedDict
from urllib.parse import urljoin

from archive.web.queries.rows import Connection, rows

LOOKED_AT = 400
SHOWN = 10
ASKED = "SELECT id, fetched_at, status, error, body_sha256 FROM captures WHERE url = ? ORDER BY fetched_at DESC LIMIT ?"


class RobotsAnswer(TypedDict):
    """ASKED: one look at the file. `status` is 0 where nothing answered, `error` says why then."""

    id: int
    fetched_at: str
    status: int
    error: str
    body_sha256: str


def robots_history(connection: Connection, home: str) -> list[RobotsAnswer]:
    """The answers that were another one than the one before, the newest first; of the last LOOKED_AT looks."""
    found = rows(connection, RobotsAnswer, ASKED, (urljoin(home, "/robots.txt"), LOOKED_AT))
    changes: list[RobotsAnswer] = []
    for answer in reversed(found):
        # 304: as it was.
        if answer["status"] != 304 and (not changes or is_other(answer, changes[-1])):
            changes.append(answer)
    return changes[::-1][:SHOWN]


def is_other(answer: RobotsAnswer, before: RobotsAnswer) -> bool:
    """Another status, another error, or other bytes?"""
    return (answer["status"], answer["error"], answer["body_sha256"]) != (
        before["status"],
        before["error"],
        before["body_sha256"],
    )
