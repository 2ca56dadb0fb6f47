"""Tables of facts that triggers keep, tried by whatever may be done to the record."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

# Of an article and of a kind.
VERSION = (
    "INSERT INTO versions(article_id, n, seen_at, last_seen_at, kind, sha256, words_sha256, words, added, removed,"
    " extractor) VALUES(?, (SELECT count(*) + 1 FROM versions), '', '', ?, '', '', 1, 0, 0, 'x')"
)
Deed = tuple[str, tuple[int | str, ...]]


def few_columns(tables: Iterable[str]) -> Database:
    """A record in memory that has these tables alone."""
    db = Database(sqlite3.connect(":memory:"))
    for statement in tables:
        db.execute(statement)
    return db


def done(
    db: Database,
    statements: Mapping[str, str],
    deeds: Iterable[Deed],
    before: int,
    set_up: Callable[[Database], object],
) -> Iterator[None]:
    """Do all deeds, each the name of a statement and its values; `set_up` comes after `before` of them. Yields after
    each that was done since."""
    for n, (deed, values) in enumerate(deeds):
        if n == before:
            set_up(db)
        try:
            db.execute(statements[deed], values)
        except sqlite3.IntegrityError:  # the number is another's
            continue
        if n >= before:
            yield
