"""A search frozen at one state of the record: what it found, under an address to cite, with a hash anybody can make."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from archive.desk.schema import FrozenRow, MarkedArticle
from archive.desk.store import Desk
from archive.sqlite import transaction

TOKEN_BYTES = 8
MOST_FOUND = 10_000
# What gives the hash from the file of keys: the order of bytes, whatever the language of the machine.
COMMAND = "LC_ALL=C sort keys.txt | sha256sum"
_COLUMNS = "id, token, question, address, at, as_of, articles, found, sha256"
BY_TOKEN = f"SELECT {_COLUMNS} FROM frozen WHERE token = ?"  # noqa: S608 - columns from above
OF_ACCOUNT = f"SELECT {_COLUMNS} FROM frozen WHERE account = ? ORDER BY at DESC, id DESC"  # noqa: S608 - columns from above
ARTICLES = """
SELECT a.n, a.article_id, a.outlet, a.key FROM frozen_articles f JOIN articles a ON a.n = f.article
WHERE f.frozen_id = ? ORDER BY a.outlet, a.key, a.article_id
"""


@dataclass(frozen=True, slots=True)
class Search:
    """What is frozen: the question as typed, its query string, and the state of the record it was asked of."""

    question: str
    address: str
    as_of: str
    articles: int


def key_line(outlet: str, key: str) -> str:
    """A line of the file of keys."""
    return f"{outlet} {key}\n"


def keys_file(articles: Iterable[MarkedArticle]) -> bytes:
    """The keys in the order of their bytes, a line each; of what was withdrawn none is known any more."""
    return b"".join(sorted(key_line(one["outlet"], one["key"]).encode("utf-8") for one in articles if one["key"]))


def digest(content: bytes) -> str:
    """What COMMAND prints."""
    return hashlib.sha256(content).hexdigest()


def freeze(desk: Desk, search: Search, found: Mapping[int, tuple[str, str]], at: str) -> str:
    """Keep outlet and key of each article that was found, by number; returns the token of its address."""
    token = secrets.token_hex(TOKEN_BYTES)
    content = b"".join(sorted(key_line(*identity).encode("utf-8") for identity in found.values()))
    values = (token, desk.account, search.question, search.address, at, search.as_of, search.articles, len(found))
    with transaction(desk.db):
        desk.db.execute(
            "INSERT INTO frozen(token, account, question, address, at, as_of, articles, found, sha256)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*values, digest(content)),
        )
        frozen_id = desk.db.execute("SELECT last_insert_rowid()").fetchone()[0]
        numbers = [desk.number_of(*identity, article_id) for article_id, identity in found.items()]
        desk.db.conn.executemany(
            "INSERT INTO frozen_articles(frozen_id, article) VALUES (?, ?)", [(frozen_id, n) for n in numbers]
        )
    return token


def by_token(desk: Desk, token: str) -> tuple[FrozenRow, list[MarkedArticle]] | None:
    """A frozen search and its articles, whoever froze it: who knows its address may read it."""
    row = next(desk.rows(FrozenRow, BY_TOKEN, token), None)
    return (row, list(desk.rows(MarkedArticle, ARTICLES, row["id"]))) if row else None


def drop_frozen(desk: Desk, token: str) -> None:
    """Its address leads nowhere any more. Of another account's nothing happens."""
    with transaction(desk.db):
        desk.db.execute("DELETE FROM frozen WHERE token = ? AND account = ?", (token, desk.account))


def frozen_of(desk: Desk) -> list[FrozenRow]:
    """Those of the account, the newest first."""
    return list(desk.rows(FrozenRow, OF_ACCOUNT, desk.account))
