"""Which articles of a record the desk speaks of: by outlet and key, else by number and text; and what was withdrawn."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypedDict

from sqlite_utils.utils import sqlite3

from archive.desk.schema import MarkedArticle
from archive.record.redactions import redaction_of
from archive.sqlite import rows

BY_KEY = "SELECT id FROM articles WHERE outlet = ? AND key = ?"
BY_NUMBER = "SELECT id FROM articles WHERE id = ? AND outlet = ?"
HAS_TEXT = "SELECT 1 FROM versions WHERE article_id = ? AND sha256 = ?"
PRESENT_TEXT = """
SELECT sha256, n FROM versions WHERE article_id = ? AND body IS NULL AND kind NOT IN ('gone', 'back')
ORDER BY n DESC LIMIT 1
"""
OF_VERSION = """
SELECT t.n AS n, t.title AS title, t.body AS body FROM version_texts t
WHERE t.article_id = ? AND t.sha256 = ? AND t.kind NOT IN ('gone', 'back') ORDER BY t.n LIMIT 1
"""
ADDRESSED = "SELECT outlet, key, id FROM articles WHERE id = (SELECT article_id FROM urls WHERE url = ?)"
IDENTITY = "SELECT outlet, key FROM articles WHERE id = ?"


class VersionWords(TypedDict):
    """A version's number and text."""

    n: int
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an article of the desk stands: its number in this record, 0 where the record does not have it;
    `withdrawn` where it was taken out of the archive."""

    article_id: int = 0
    withdrawn: bool = False


def standing_of(connection: sqlite3.Connection, article: MarkedArticle, version: str = "") -> Standing:
    """`version` is the sha256 of a text it had: who is known by number alone must have had that text."""
    if article["key"]:
        found = connection.execute(BY_KEY, (article["outlet"], article["key"])).fetchone()
        if found:
            return Standing(int(found[0]))
    number = article["article_id"]
    if redaction_of(connection, "article", number):
        return Standing(withdrawn=True)
    if connection.execute(BY_NUMBER, (number, article["outlet"])).fetchone():
        same = not version or connection.execute(HAS_TEXT, (number, version)).fetchone()
        return Standing(number) if same else Standing()
    return Standing()


def identity_of(connection: sqlite3.Connection, article_id: int) -> tuple[str, str] | None:
    """Outlet and key of an article; None where the record does not have it."""
    found = connection.execute(IDENTITY, (article_id,)).fetchone()
    return (str(found[0]), str(found[1])) if found else None


def at_address(connection: sqlite3.Connection, url: str) -> tuple[str, str, int] | None:
    """Outlet, key and number of the article at an address."""
    found = connection.execute(ADDRESSED, (url,)).fetchone()
    return (str(found[0]), str(found[1]), int(found[2])) if found else None


def identities_of(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Outlet and key by number, of those that the record has."""
    found = ((one, identity_of(connection, one)) for one in ids)
    return {one: identity for one, identity in found if identity}


def present_text(connection: sqlite3.Connection, article_id: int) -> tuple[str, int]:
    """sha256 and number of the version whose text an article has now; nothing and 0 where it has none."""
    found = connection.execute(PRESENT_TEXT, (article_id,)).fetchone()
    return (str(found[0]), int(found[1])) if found else ("", 0)


def words_of_version(connection: sqlite3.Connection, article_id: int, version: str) -> VersionWords | None:
    """The text of a version by its sha256, where it still is that text: of one that a name was taken out of, places in
    it say nothing any more."""
    found = next(rows(connection, VersionWords, OF_VERSION, (article_id, version)), None)
    whole = f"{found['title']}\n{found['body']}" if found else ""
    same = hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest() == version
    return found if same else None
