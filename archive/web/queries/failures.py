"""Pages of an outlet that came as no article in the last day: held back, refused, not there, not answered at all."""

from datetime import datetime, timedelta
from typing import Literal, TypedDict

from archive.text.spreadsheets import BYTE_ORDER_MARK, csv_line
from archive.times import stamp
from archive.web.queries.rows import Connection, rows

LATELY = timedelta(days=1)
# Crawls beside each other note what they asked an hour apart at most; imports bring captures of any time.
APART = timedelta(hours=1)
# Down the primary key: one step for each capture of the time, and none for what is older.
FIRST = "SELECT id FROM captures WHERE via = 'crawl' AND fetched_at < ? ORDER BY id DESC LIMIT 1"
FAILURES = """
SELECT c.id, c.fetched_at, c.url, c.status, c.error, coalesce(c.held, '') AS held, coalesce(a.title, '') AS title
FROM captures c LEFT JOIN articles a ON a.id = c.article_id
WHERE c.id > :floor AND c.outlet = :outlet AND c.via = 'crawl' AND c.fetched_at >= :since
  AND (c.status = 0 OR c.status >= 400 OR c.held <> '')
  AND NOT (c.status IN (404, 410) AND c.url LIKE '%/robots.txt')
ORDER BY c.fetched_at DESC, c.id DESC
"""
COLUMNS = ("at", "address", "what", "cause", "status", "capture")
What = Literal["held", "absent", "failed"]


class Failure(TypedDict):
    """FAILURES: an answer; `status` is 0 where none came, and `error` says why then. `title` is that of the article
    that is known at the address, `held` the reason, each empty where there is none."""

    id: int
    fetched_at: str
    url: str
    status: int
    error: str
    held: str
    title: str


def failures(connection: Connection, outlet: str, now: datetime) -> list[Failure]:
    """Of the last day, the newest first."""
    since = now - LATELY
    before = connection.execute(FIRST, (stamp(since - APART),)).fetchone()
    values = {"floor": before[0] if before else 0, "outlet": outlet, "since": stamp(since)}
    return rows(connection, Failure, FAILURES, values)


def what_of(one: Failure) -> What:
    """An answer that was no page is no page held back, whatever was noted of it."""
    if one["status"] in (404, 410) and not one["held"]:
        return "absent"
    return "held" if one["held"] and one["status"] < 400 else "failed"


def cause_of(one: Failure) -> str:
    """The word of a crawl, or the reason that a page is held for."""
    return one["held"] or one["error"] or f"http_{one['status']}"


def failures_csv(found: list[Failure]) -> str:
    """All of them, for spreadsheets."""
    lines = ((one["fetched_at"], one["url"], what_of(one), cause_of(one), one["status"], one["id"]) for one in found)
    return BYTE_ORDER_MARK + csv_line(COLUMNS) + "".join(map(csv_line, lines))
