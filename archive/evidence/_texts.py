"""An article against itself: are its texts those whose hashes were written, its times those of its captures?

What the log says of it is another check (`_entries`). Derived words (kind, changed, numbers, told_at) are not checked.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TypedDict

from sqlite_utils.utils import sqlite3

from archive.evidence.findings import Archive, Bad, Cursor, Step
from archive.identity.urls import clean_url
from archive.sqlite import column, rows
from archive.times import damascus_day, day_of_id, unstamp
from archive.versions.removals import is_absent

PAGE = 500
IDS = "SELECT id FROM articles WHERE id > ? AND id % ? = ? ORDER BY id LIMIT ?"
TOTAL = "SELECT count(*) FROM articles WHERE id % ? = ?"
ARTICLE = "SELECT * FROM articles WHERE id = ?"
VERSIONS = """
SELECT v.*, c.article_id AS capture_article, c.fetched_at AS captured_at, c.via,
  (SELECT kind FROM verdicts d WHERE d.version_id = v.id ORDER BY d.id DESC LIMIT 1) AS judged
FROM versions v LEFT JOIN captures c ON c.id = v.capture_id WHERE v.article_id = ? ORDER BY v.n
"""
CAPTURES = "SELECT fetched_at, status, held, via FROM captures WHERE article_id = ?"
URLS = "SELECT url, outlet, key, role FROM urls WHERE article_id = ?"
CAPTURED = "SELECT url FROM captures WHERE article_id = ?"
# Its messages have addresses of their own, and are kept with a page of several.
IS_CHANNEL = "SELECT 1 FROM channels WHERE outlet = ?"
NO_TEXT = ("gone", "back")
STATES = ("live", "missing", "gone")


class _Article(TypedDict):
    """The columns of an article that are checked here."""

    id: int
    outlet: str
    key: str
    url: str
    title: str
    body: str
    published_at: str | None
    published_day: str
    published_from: str
    first_seen_at: str
    last_seen_at: str
    status: str
    versions: int
    words_sha256: str
    origin: str


class _Version(TypedDict):
    """The columns of a version that are checked here, what is said of its capture, and its last verdict."""

    id: int
    n: int
    seen_at: str
    last_seen_at: str
    kind: str
    title: str | None
    body: str | None
    sha256: str
    words_sha256: str
    words: int
    capture_id: int | None
    capture_article: int | None
    captured_at: str | None
    via: str | None
    judged: str | None


class _Capture(TypedDict):
    """What a capture says of when its article was there."""

    fetched_at: str
    status: int
    held: str | None
    via: str


class Texts:
    """Every article with its versions, oldest first."""

    def total(self, archive: Archive) -> int:
        return next(column(archive.record, int, TOTAL, (archive.share.of, archive.share.number)))

    def steps(self, archive: Archive, after: Cursor) -> Iterator[Step]:
        upto = int(after or 0)
        share = archive.share
        while found := list(column(archive.record, int, IDS, (upto, share.of, share.number, PAGE))):
            upto = found[-1]
            yield Step(upto, len(found), [bad for number in found for bad in check_article(archive.record, number)])


def check_article(record: sqlite3.Connection, number: int) -> Iterator[Bad]:
    """What is wrong with one article that is there."""
    where = f"article {number}"
    article = next(rows(record, _Article, ARTICLE, (number,)))
    versions = list(rows(record, _Version, VERSIONS, (number,)))
    captures = list(rows(record, _Capture, CAPTURES, (number,)))
    for why in (*_day(article), *_present(article, versions), *_times(article, versions, captures)):
        yield {"what": "article", "where": where, "why": why}
    for why in (*_status(article, versions, captures), *_addresses(record, article), *_origin(article, versions)):
        yield {"what": "article", "where": where, "why": why}
    times = {capture["fetched_at"] for capture in captures}
    words = {(one["words_sha256"], one["words"]) for one in versions if one["kind"] not in NO_TEXT}
    for version in versions:
        for why in (*_version(article, version, times), *_words(version, words)):
            yield {"what": "version", "where": f"version {version['n']} of {where}", "why": why}


def _day(article: _Article) -> Iterator[str]:
    """The number of an article begins with its day; without one, with that of first sight."""
    day, dated = day_of_id(article["id"]).isoformat(), article["published_from"] != "first_seen"
    if dated != bool(article["published_day"]):
        yield "It says that its day of publication is not known, and names one, or the other way round."
    elif dated and article["published_day"] != day:
        yield f"It is of {article['published_day']}, and its number is of {day}."
    if (instant := article["published_at"]) and (found := _instant(instant)) is None:
        yield f"“{instant}” is no time of publication."
    elif instant and found and damascus_day(found).isoformat() != article["published_day"]:
        yield f"Its time of publication, {instant}, is not on its day, {article['published_day']}."


def _present(article: _Article, versions: Sequence[_Version]) -> Iterator[str]:
    """Its text is that of one version, and its versions are all there."""
    numbers = [version["n"] for version in versions]
    if numbers != list(range(1, article["versions"] + 1)):
        yield f"It is to have {article['versions']} versions, and has the numbers {_listed(numbers)}."
    present = [version for version in versions if version["body"] is None and version["kind"] not in NO_TEXT]
    if not present:
        yield "No version stands for the text that it has now."
    elif present[-1]["words_sha256"] != article["words_sha256"]:
        yield f"The hash of its words is not that of its version {present[-1]['n']}."


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers[:20])) or "none"


def _origin(article: _Article, versions: Sequence[_Version]) -> Iterator[str]:
    """Where its text is from follows from what that was read from."""
    present = [version for version in versions if version["body"] is None and version["kind"] not in NO_TEXT]
    from_there = present[-1]["via"] or ("given" if present[-1]["kind"] == "given" else "crawl") if present else ""
    if from_there not in ("", article["origin"]):
        yield f"Its text is said to be from {article['origin']}, and what it was read from says {from_there}."


def _times(article: _Article, versions: Sequence[_Version], captures: Sequence[_Capture]) -> Iterator[str]:
    """It was first and last seen when a capture of it was made, or when a given text of it is said to be from."""
    known = {capture["fetched_at"] for capture in captures}
    known |= {time for version in versions for time in (version["seen_at"], version["last_seen_at"])}
    for name in ("first", "last"):
        at = article["first_seen_at" if name == "first" else "last_seen_at"]
        if at not in known:
            yield f"It is to have been seen {name} at {at}, and nothing of it is from then."
    if article["first_seen_at"] > article["last_seen_at"]:
        yield f"It is to have been seen last ({article['last_seen_at']}) before it was seen first."


def _status(article: _Article, versions: Sequence[_Version], captures: Sequence[_Capture]) -> Iterator[str]:
    """Gone is a version of its own; missing is what a check of it says."""
    turns = sorted((version for version in versions if version["kind"] in NO_TEXT), key=lambda one: one["n"])
    gone = bool(turns) and turns[-1]["kind"] == "gone"
    if article["status"] not in STATES:
        yield f"“{article['status']}” is no state of an article."
    if gone != (article["status"] == "gone"):
        yield f"It is said to be {article['status']}, and its last proof says {'gone' if gone else 'not gone'}."
    # What was looked for before it was last seen says nothing of now; an article that was only given was never seen.
    since = "" if article["origin"] == "given" else article["last_seen_at"]
    absences = [at for at, absent in _looks(captures) if absent and at >= since]
    if article["status"] == "missing" and not absences and "~" not in article["key"]:
        yield "It is said to be missing, and no check found it missing."
    if article["status"] == "live" and max(absences, default="") > article["last_seen_at"]:
        yield f"It is said to be live, and was not there at {max(absences)}."


def _looks(captures: Sequence[_Capture]) -> Iterator[tuple[str, bool]]:
    """When it was looked for, and whether it was not there."""
    return ((one["fetched_at"], is_absent(one["status"], one["held"], one["via"])) for one in captures)


def _addresses(record: sqlite3.Connection, article: _Article) -> Iterator[str]:
    captured = {clean_url(url) for url in column(record, str, CAPTURED, (article["id"],))}
    is_channel = record.execute(IS_CHANNEL, (article["outlet"],)).fetchone() is not None
    known = record.execute(URLS, (article["id"],)).fetchall()
    # An address that is used again is another article's by then.
    if not is_channel and "~" not in article["key"] and clean_url(article["url"]) not in {one[0] for one in known}:
        yield f"Its own address, {article['url']}, is not among its addresses."
    for url, outlet, key, role in known:
        if (outlet, key) != (article["outlet"], article["key"]):
            yield f"Its address {url} is counted to {outlet} {key}, and it is {article['outlet']} {article['key']}."
        if role == "seen" and not is_channel and url not in captured:
            yield f"Its address {url} is to have been seen, and no capture is of it."


def _version(article: _Article, version: _Version, times: set[str]) -> Iterator[str]:
    if version["kind"] not in NO_TEXT:
        title = article["title"] if version["title"] is None else version["title"]
        body = article["body"] if version["body"] is None else version["body"]
        if hashlib.sha256(f"{title}\n{body}".encode(errors="replace")).hexdigest() != version["sha256"]:
            yield "Its text is not the one whose hash was written when it was read."
        if (version["title"] is None) != (version["body"] is None):
            yield "It has a title without a text, or a text without a title."
    if version["judged"] not in (None, version["kind"]):
        yield f"It is told as {version['kind']}, and its last verdict says {version['judged']}."
    if version["capture_id"] is not None and version["capture_article"] != article["id"]:
        yield f"It was read from capture {version['capture_id']}, which is not of its article."
    yield from _version_times(version, times)


def _words(version: _Version, words: set[tuple[str, int]]) -> Iterator[str]:
    """What is no text is told with the hashes and the number of words of the one that was there."""
    is_known = any(hashed == version["words_sha256"] for hashed, _ in words)
    if version["kind"] in NO_TEXT and is_known and (version["words_sha256"], version["words"]) not in words:
        yield f"It is to be of {version['words']} words, and the text of that hash has others."


def _version_times(version: _Version, times: set[str]) -> Iterator[str]:
    seen, last, captured = version["seen_at"], version["last_seen_at"], version["captured_at"]
    for at in {seen, last} - times:
        yield f"It is to have been seen at {at}, and no capture of its article is from then."
    if seen > last:
        yield f"It is to have been seen last ({last}) before it was seen first ({seen})."
    elif captured and not seen <= captured <= last:
        yield f"It was read from a capture of {captured}, and is to have been seen from {seen} to {last}."


def _instant(text: str) -> datetime | None:
    with suppress(ValueError):
        return unstamp(text)
    return None
