"""Every check of an article: when it was asked for, what was answered, and what that proves of its page.

A check is one request and the redirects it was sent through. What the record does not prove is not said: an answer that
was recorded before captures noted why they were held is `unknown`, unless a version was read from those very bytes.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Literal, TypedDict

from sqlite_utils.utils import sqlite3

from archive.sqlite import column, rows
from archive.times import unstamp
from archive.versions.removals import REMOVALS, is_absent

# `page`: its page; `same`: not modified; `absent`: 404, 410, or an answer that shows in another way that it is not
# there (archive.versions.removals); `held`: another answer that was not taken for its page; `moved`: a redirect, and
# no more is known; `no_page`: an outage, a refusal, a challenge; `silent`: no answer;
# `unknown`: an answer of before we noted what it was; `unasked`: no check, we kept from asking; `given`: no check, a
# text that somebody handed us.
Seen = Literal["page", "same", "absent", "held", "moved", "no_page", "silent", "unknown", "unasked", "given"]

NO_CHECK = ("unasked", "given")
MOST_CHECKS = 1_000
# So long after a redirect the answer of the address it led to may come.
REDIRECTED = timedelta(minutes=10)
# Why we do not ask: robots.txt forbids it, or the name leads into a private network.
UNASKED = ("robots", "private_address")

# What lists of captures say of each (ListedCapture).
LISTED_COLUMNS = "id, url, article_id, fetched_at, status, body_sha256, warc_file, warc_length, error, via, held"
# What stands without the article's number: challenges, and outages recorded before they were given it; and redirects
# to another article, which stand with that one's.
CAPTURES = f"""
SELECT {LISTED_COLUMNS} FROM captures WHERE article_id = :id
UNION ALL
SELECT {LISTED_COLUMNS} FROM captures INDEXED BY captures_url
WHERE url IN (SELECT url FROM urls WHERE article_id = :id UNION
    SELECT c.url FROM versions v JOIN captures c ON c.id = v.capture_id
    WHERE v.article_id = :id AND v.kind NOT IN ('gone', 'back'))
  AND (+article_id IS NULL OR +article_id <> :id AND status BETWEEN 301 AND 308 AND status <> 304)
ORDER BY fetched_at DESC, id DESC LIMIT :limit
"""  # noqa: S608 - columns from above
READ = """
SELECT c.body_sha256 FROM versions v JOIN captures c ON c.id = v.capture_id
WHERE v.article_id = ? AND v.kind NOT IN ('gone', 'back', 'given') AND c.body_sha256 <> ''
"""
SIGHTINGS = """
SELECT seen_at FROM versions WHERE article_id = :id AND kind NOT IN ('gone', 'given')
UNION SELECT last_seen_at FROM versions WHERE article_id = :id AND kind NOT IN ('gone', 'back', 'given')
UNION SELECT last_seen_at FROM articles WHERE id = :id
"""
# The article that answered where the redirect of another led: its row was written next.
LED_TO = """
SELECT article_id FROM captures WHERE id > ? AND status NOT IN (301, 302, 303, 307, 308) ORDER BY id LIMIT 1
"""
GONE = "SELECT capture_id FROM versions WHERE article_id = ? AND kind = 'gone' AND capture_id IS NOT NULL"


class ListedCapture(TypedDict):
    """LISTED_COLUMNS of a capture."""

    id: int
    url: str
    article_id: int | None
    fetched_at: str
    status: int
    body_sha256: str
    warc_file: str
    warc_length: int
    error: str
    via: str
    held: str | None


class Check(TypedDict):
    """One check: `at`, the instant of its last answer, and that answer's `status`, 0 where none came.

    `reason` is why there was no answer or why it was held, empty for neither. `url` is the address asked,
    `redirected_to` the one that answered, None where that is the same or not known. `to_article` is the other article
    that a redirect led to. `way`: of an absence, the word for how it shows (archive.versions.removals), empty for 404,
    410 and all else. `proved`: with this check its absence was proven. `kept_bytes`: the length of its WARC
    record, 0 where nothing was kept.
    """

    capture_id: int
    at: str
    status: int
    seen: Seen
    reason: str
    way: str
    url: str
    redirected_to: str | None
    to_article: int | None
    proved: bool
    kept_bytes: int
    via: str


def checks_of(connection: sqlite3.Connection, article_id: int, limit: int = MOST_CHECKS) -> list[Check]:
    """The checks of an article, newest first, made of its newest `limit` captures."""
    captures = list(rows(connection, ListedCapture, CAPTURES, {"id": article_id, "limit": limit}))
    read = set(column(connection, str, READ, (article_id,)))
    sighted = set(column(connection, str, SIGHTINGS, {"id": article_id}))
    proofs = set(column(connection, int, GONE, (article_id,)))
    found = [
        _check(way, article_id, known=_is_read(way[-1], read, sighted), proofs=proofs)
        for way in _ways(_without_echoes(reversed(captures)))
    ]
    for check in found:
        if check["way"] == "article_redirect" and check["via"] == "crawl":
            check["to_article"] = next(column(connection, int, LED_TO, (check["capture_id"],)), None)
    return found[::-1]


def _is_read(capture: ListedCapture, read: set[str], sighted: set[str]) -> bool:
    """Is this answer known to be the article's page: by what was noted, else by its bytes, or by its time?"""
    if capture["held"] is not None:
        return capture["held"] == ""
    return capture["body_sha256"] in read or capture["fetched_at"] in sighted


def _without_echoes(captures: Iterable[ListedCapture]) -> list[ListedCapture]:
    """Oldest first, without the note "no answer" of a page that came and could not be read."""
    kept: list[ListedCapture] = []
    for capture in captures:
        before = kept[-1] if kept else None
        if (
            before
            and capture["error"]
            and not capture["status"]
            and before["status"] == 200
            and before["held"] == capture["error"]
        ):
            continue
        kept.append(capture)
    return kept


def _ways(captures: Iterable[ListedCapture]) -> Iterator[list[ListedCapture]]:
    """What was answered on the way of one request, for each request, oldest first."""
    way: list[ListedCapture] = []
    for capture in captures:
        if way and not _follows(way[-1], capture):
            yield way
            way = []
        way.append(capture)
        if not _redirects(capture):
            yield way
            way = []
    if way:
        yield way


def _redirects(capture: ListedCapture) -> bool:
    return 300 <= capture["status"] < 400 and capture["status"] != 304


def _follows(before: ListedCapture, capture: ListedCapture) -> bool:
    waited = unstamp(capture["fetched_at"]) - unstamp(before["fetched_at"])
    return waited <= REDIRECTED and before["via"] == capture["via"] and before["article_id"] == capture["article_id"]


def _check(way: Sequence[ListedCapture], article_id: int, *, known: bool, proofs: set[int]) -> Check:
    first, last = way[0], way[-1]
    other = last["article_id"] if last["article_id"] != article_id else None
    seen = _seen(last, article_id, known=known)
    return {
        "capture_id": last["id"],
        "at": last["fetched_at"],
        "status": last["status"],
        "seen": seen,
        "reason": last["error"] or last["held"] or "",
        "way": last["held"] or "" if seen == "absent" and last["held"] in REMOVALS else "",
        "url": first["url"],
        "redirected_to": last["url"] if last["url"] != first["url"] else None,
        "to_article": other,
        "proved": last["id"] in proofs,
        "kept_bytes": last["warc_length"] if last["warc_file"] else 0,
        "via": last["via"],
    }


def _seen(capture: ListedCapture, article_id: int, *, known: bool) -> Seen:
    status, ours = capture["status"], capture["article_id"] == article_id
    if capture["via"] == "given":
        return "given"
    if not status:
        return "unasked" if capture["error"] in UNASKED else "silent"
    if ours and is_absent(status, capture["held"], capture["via"]):
        return "absent"
    if _redirects(capture):
        return "moved"
    if status == 200:
        return "page" if known and ours else "held" if capture["held"] else "unknown"
    return "same" if ours and status == 304 else "no_page"
