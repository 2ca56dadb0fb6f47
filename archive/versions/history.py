"""The versions of one article, found by its id or by any address it was ever seen under."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from sqlite_utils.utils import sqlite3

from archive.errors import BadConfiguration
from archive.identity.keys import key_of, owner_of
from archive.identity.urls import clean_url, is_web_address
from archive.model import Outlet
from archive.text.diff import Paragraph, differences

VERSIONS = (
    "SELECT n, seen_at, kind, title, sha256, added, removed, changed, numbers"
    " FROM version_texts WHERE article_id = ? ORDER BY seen_at, n"
)
TEXTS = "SELECT kind, title, body FROM version_texts WHERE article_id = ? ORDER BY seen_at, n"


def article_id_of(connection: sqlite3.Connection, url_or_id: str, outlets: Iterable[Outlet] = ()) -> int:
    """`outlets` lets an address never seen be known by its key. Raises BadConfiguration for an unknown article."""
    if url_or_id.isdigit():
        found = connection.execute("SELECT id FROM articles WHERE id = ?", (int(url_or_id),)).fetchone()
    elif is_web_address(url_or_id):
        found = _by_address(connection, url_or_id, outlets)
    else:
        raise BadConfiguration(f"“{url_or_id}” is neither an article's number nor an http(s) address.")
    if found is None:
        raise BadConfiguration(f"The archive holds no article {url_or_id}. Look it up with: warraq search WORDS")
    return int(found[0])


def _by_address(connection: sqlite3.Connection, url: str, outlets: Iterable[Outlet]) -> sqlite3.Row | None:
    seen: sqlite3.Row | None = connection.execute(
        "SELECT article_id FROM urls WHERE url = ?", (clean_url(url),)
    ).fetchone()
    owner = owner_of(url, outlets)
    if seen or owner is None:
        return seen
    by_key: sqlite3.Row | None = connection.execute(
        "SELECT id FROM articles WHERE outlet = ? AND key = ?", (owner.name, key_of(url, owner))
    ).fetchone()
    return by_key


def history(connection: sqlite3.Connection, url_or_id: str, outlets: Iterable[Outlet] = ()) -> list[dict[str, Any]]:
    """A row for each version in the order seen: n, seen_at, kind, title, sha256, added, removed, changed, numbers.

    Raises BadConfiguration for an unknown article.
    """
    article_id = article_id_of(connection, url_or_id, outlets)
    return [dict(row) for row in connection.execute(VERSIONS, (article_id,))]


def history_in_words(
    connection: sqlite3.Connection, url_or_id: str, outlets: Iterable[Outlet] = ()
) -> list[tuple[dict[str, Any], list[Paragraph]]]:
    """The rows of `history`, each with what it changed in the text before it, the title being the first paragraph.

    Nothing was changed by what is first, gone or back. Raises BadConfiguration for an unknown article.
    """
    article_id = article_id_of(connection, url_or_id, outlets)
    texts = connection.execute(TEXTS, (article_id,)).fetchall()
    changes = [_change(before, now) for before, now in pairwise([None, *texts])]
    return list(zip(history(connection, str(article_id)), changes, strict=True))


def _change(before: sqlite3.Row | None, now: sqlite3.Row) -> list[Paragraph]:
    if before is None or now["kind"] in ("first", "gone", "back"):
        return []
    title = differences(f"{before['title']}\n", f"{now['title']}\n")
    return title + differences(before["body"], now["body"])
