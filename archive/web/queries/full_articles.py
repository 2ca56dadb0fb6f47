"""What leaves the archive row by row: articles with their capture, one with all that is known of it, the versions."""

import json
from typing import TypedDict

from archive.record.rows import KeptCaptureRow
from archive.versions.absence import Absence, absence_of
from archive.versions.checks import Check, checks_of
from archive.versions.history import Verdict, verdicts_of
from archive.web.queries.articles import MOST_CAPTURES, capture_of
from archive.web.queries.capture_rows import CAPTURE_COLUMNS
from archive.web.queries.messages import MessageDetails, message_details
from archive.web.queries.outlets import OutletRow, OutletTitles
from archive.web.queries.rows import Connection, row, rows
from archive.web.queries.version_history import PRESENT

COLUMNS = (
    *("id", "outlet", "key", "url", "title", "author", "credit", "lang"),
    *("published_at", "published_day", "published_from", "first_seen_at", "last_seen_at"),
    *("status", "versions", "words_sha256", "image_url", "image_caption", "origin", "body"),
)
# With the version that holds the text as it is now, and the capture that this was read from. What was only given was
# never changed by its outlet.
ARTICLES = f"""
SELECT {", ".join(f"a.{name}" for name in COLUMNS)}, c.fetched_at, c.received_at, c.body_sha256,
       n.n AS version, n.sha256 AS text_sha256,
       o.title AS outlet_title, o.title_en AS outlet_title_en,
       coalesce((SELECT max(told_at) FROM versions v WHERE v.article_id = a.id
         AND (v.n = 1 OR v.kind IN ('edit', 'revert', 'alternates', 'gone', 'back'))), a.first_seen_at) AS told_at
FROM json_each(?) j JOIN articles a ON a.id = j.value JOIN outlets o ON o.name = a.outlet
JOIN versions n ON n.id = {PRESENT.format("id")}
LEFT JOIN captures c ON c.id = n.capture_id
ORDER BY j.key
"""  # noqa: S608 - columns from above
VERSIONS = "SELECT * FROM version_texts WHERE article_id = ? ORDER BY n"
VERSION = "SELECT * FROM version_texts WHERE article_id = ? AND n = ?"
CAPTURES = (
    f"SELECT {CAPTURE_COLUMNS} FROM captures WHERE article_id = ?"  # noqa: S608 - columns from beside
    " ORDER BY fetched_at DESC, id DESC LIMIT ?"
)
URLS = "SELECT url, role, first_seen_at FROM urls WHERE article_id = ? ORDER BY first_seen_at, url"
COPIES = """
SELECT b_id AS article_id, kind, containment, jaccard, found_at FROM copies WHERE a_id = :id
UNION ALL SELECT a_id, kind, containment, jaccard, found_at FROM copies WHERE b_id = :id ORDER BY 1
"""
OUTLETS = "SELECT * FROM outlets ORDER BY name"
# Every version in the order of commits, for those who keep a copy.
CHANGES = """
SELECT v.*, a.outlet, a.key, a.url, a.lang, a.published_at, a.published_day
FROM version_texts v JOIN articles a ON a.id = v.article_id WHERE v.id > :since ORDER BY v.id LIMIT :limit
"""
BY_KEY = "SELECT id FROM articles WHERE outlet = ? AND key = ?"


class FullArticle(OutletTitles):
    """ARTICLES: the columns of docs/data.md, times and hash of its capture (None where it came without).

    `told_at`: when the archive took it in, or last told what the outlet did to it. `version` is the number of the one
    that holds this text, `text_sha256` the hash of title, newline and text.
    """

    id: int
    outlet: str
    key: str
    url: str
    title: str
    author: str
    credit: str
    lang: str
    published_at: str | None
    published_day: str
    published_from: str
    first_seen_at: str
    last_seen_at: str
    status: str
    versions: int
    words_sha256: str
    image_url: str
    image_caption: str
    origin: str
    body: str
    fetched_at: str | None
    received_at: str | None
    body_sha256: str | None
    version: int
    text_sha256: str
    told_at: str


class CitedArticle(FullArticle):
    """An article in one of its versions, and the address of that here: whole, without a language.

    `entry` is its name in a list: the number of the article, and that of the version where one was asked for.
    """

    permalink: str
    entry: str


class Version(TypedDict):
    """A row of the view version_texts."""

    id: int
    article_id: int
    n: int
    seen_at: str
    kind: str
    title: str
    body: str
    sha256: str
    words: int
    added: int
    removed: int
    capture_id: int | None
    changed: str
    numbers: str
    origin: str
    author: str
    published: str
    told_at: str


class VersionOfArticle(Version):
    """CHANGES: a version and the article it is of."""

    outlet: str
    key: str
    url: str
    lang: str
    published_at: str | None
    published_day: str


class CapturedVersion(Version):
    """One version and the capture it was read from."""

    capture: KeptCaptureRow | None


class SeenAddress(TypedDict):
    """URLS: an address that an article was met at, how and when first."""

    url: str
    role: str
    first_seen_at: str


class CopiedArticle(TypedDict):
    """COPIES: the other article of a pair, and how much of the text they share."""

    article_id: int
    kind: str
    containment: float
    jaccard: float
    found_at: str


class ArticleRecord(TypedDict):
    """All that is known of an article: itself, and its rows in the other tables."""

    article: FullArticle
    versions: list[Version]
    verdicts: list[Verdict]
    captures: list[KeptCaptureRow]
    urls: list[SeenAddress]
    copies: list[CopiedArticle]
    absence: Absence
    checks: list[Check]
    message: MessageDetails | None


def full_articles(connection: Connection, ids: list[int]) -> list[FullArticle]:
    """Articles in the order of `ids`; those the record does not hold are left out."""
    return rows(connection, FullArticle, ARTICLES, (json.dumps(ids),))


def article_record(connection: Connection, article_id: int) -> ArticleRecord | None:
    """None where the record does not hold the article. The newest MOST_CAPTURES captures."""
    listed = full_articles(connection, [article_id])
    if not listed:
        return None
    checks = checks_of(connection, article_id)
    return {
        "article": listed[0],
        "versions": rows(connection, Version, VERSIONS, (article_id,)),
        "verdicts": verdicts_of(connection, article_id),
        "captures": rows(connection, KeptCaptureRow, CAPTURES, (article_id, MOST_CAPTURES)),
        "urls": rows(connection, SeenAddress, URLS, (article_id,)),
        "copies": rows(connection, CopiedArticle, COPIES, {"id": article_id}),
        "absence": absence_of(connection, article_id, checks),
        "checks": checks,
        "message": message_details(connection, article_id),
    }


def captured_version(connection: Connection, article_id: int, n: int) -> CapturedVersion | None:
    found = row(connection, Version, VERSION, (article_id, n))
    return {**found, "capture": capture_of(connection, found["capture_id"])} if found else None


def article_in_version(connection: Connection, article_id: int, n: int) -> FullArticle | None:
    """An article as it was in one of its versions, seen and proven as that was; None where there is no such text."""
    version, listed = captured_version(connection, article_id, n), full_articles(connection, [article_id])
    if version is None or version["kind"] in ("gone", "back") or not listed:
        return None
    capture = version["capture"]
    return {
        **listed[0],
        "title": version["title"],
        "body": version["body"],
        "version": n,
        "text_sha256": version["sha256"],
        "origin": version["origin"],
        "received_at": capture["received_at"] if capture else None,
        "fetched_at": capture["fetched_at"] if capture else None,
        "body_sha256": capture["body_sha256"] if capture else None,
        "first_seen_at": version["seen_at"],
    }


def number_of_key(connection: Connection, outlet: str, key: str) -> int | None:
    found = connection.execute(BY_KEY, (outlet, key)).fetchone()
    return int(found[0]) if found else None


def all_outlets(connection: Connection) -> list[OutletRow]:
    return rows(connection, OutletRow, OUTLETS)


def versions_since(connection: Connection, since: int, limit: int) -> list[VersionOfArticle]:
    """Those recorded after the version of the number `since`."""
    return rows(connection, VersionOfArticle, CHANGES, {"since": since, "limit": limit})
