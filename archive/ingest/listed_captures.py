"""Captures that another archive lists, beside the record: which are articles of ours, held or not, and what to ask for.

What a list says of a capture (its time, status, type, digest) is that archive's claim, and is passed on as such.
"""

from collections.abc import Iterator, Mapping
from typing import Literal, TypedDict

from sqlite_utils.utils import sqlite3

from archive.identity.keys import by_host, key_of, owner_of
from archive.identity.urls import host_of, is_web_address
from archive.model import Outlet
from archive.times import stamp
from archive.warc.cdx import ListedCapture

# held: this very capture is in the record. known: its article is, the capture is not. missing: neither is.
# no_article: an outlet's address that is none. no_outlet: no outlet's.
State = Literal["held", "known", "missing", "no_article", "no_outlet"]
# As the Wayback Machine gives a capture back byte for byte.
RAW = "https://web.archive.org/web/{time:%Y%m%d%H%M%S}id_/{url}"
# Types under which lists keep pages; a revisit is of whatever was there before, and some lists do not say.
PAGES = ("", "text/html", "application/xhtml+xml", "text/plain", "warc/revisit", "unk")
ARTICLE = "SELECT id FROM articles WHERE outlet = ? AND key = ?"
HELD = "SELECT 1 FROM captures WHERE article_id = ? AND fetched_at = ? UNION ALL SELECT 1 FROM captures WHERE url = ?"
HELD += " AND fetched_at = ? LIMIT 1"


class JudgedCapture(TypedDict):
    """A listed capture and what the record has of it.

    `taken_at`, `status`, `mime` and `digest` as the list claims them, None or empty where it does not. The record is
    `length` bytes at `offset` of `warc_file` where the list names it; else `ask` is the address of its raw bytes.
    """

    url: str
    outlet: str | None
    key: str | None
    article_id: int | None
    state: State
    taken_at: str | None
    status: int | None
    mime: str
    digest: str
    warc_file: str
    offset: int | None
    length: int | None
    ask: str


class CaptureJudge:
    """Holds listed captures against a record. `outlets` are those whose articles are ours."""

    def __init__(self, connection: sqlite3.Connection | None, outlets: Mapping[str, Outlet]) -> None:
        self._connection, self._of_host = connection, by_host(outlets.values())

    def judged(self, listed: ListedCapture) -> JudgedCapture:
        of_host = self._of_host.get(host_of(listed.url) or "", []) if is_web_address(listed.url) else []
        outlet = owner_of(listed.url, of_host)
        key = key_of(listed.url, outlet) if outlet else None
        article_id = self._article(outlet.name, key) if outlet and key else None
        taken_at = stamp(listed.taken_at) if listed.taken_at else None
        return {
            "url": listed.url,
            "outlet": outlet.name if outlet else None,
            "key": key,
            "article_id": article_id,
            "state": self._state(listed.url, outlet, key, article_id, taken_at),
            "taken_at": taken_at,
            "status": listed.status,
            "mime": listed.mime,
            "digest": listed.digest,
            "warc_file": listed.warc_file,
            "offset": listed.offset,
            "length": listed.length,
            "ask": _raw_address(listed),
        }

    def _article(self, outlet: str, key: str) -> int | None:
        found = self._connection and self._connection.execute(ARTICLE, (outlet, key)).fetchone()
        return int(found[0]) if found else None

    def _state(
        self, url: str, outlet: Outlet | None, key: str | None, article_id: int | None, taken_at: str | None
    ) -> State:
        if outlet is None:
            return "no_outlet"
        if key is None:
            return "no_article"
        if self._connection and self._connection.execute(HELD, (article_id, taken_at, url, taken_at)).fetchone():
            return "held"
        return "known" if article_id is not None else "missing"


def is_wanted(capture: JudgedCapture) -> bool:
    """Is it worth asking for: a page, as far as the list says, of an article that the record does not have?"""
    return capture["state"] == "missing" and capture["status"] in (None, 200) and capture["mime"].lower() in PAGES


def wanted_lines(capture: JudgedCapture) -> Iterator[str]:
    """The line that asks for a capture: file, offset and length of its record, or the address of its raw bytes, or,
    where the list says neither, its own address."""
    if capture["warc_file"] and capture["offset"] is not None and capture["length"] is not None:
        yield f"{capture['warc_file']}\t{capture['offset']}\t{capture['length']}"
    else:
        yield capture["ask"] or capture["url"]


def _raw_address(listed: ListedCapture) -> str:
    if listed.taken_at is None or listed.warc_file or not is_web_address(listed.url):
        return ""
    return RAW.format(time=listed.taken_at, url=listed.url)
