"""desk.db, open: the desk of one account; nothing is written before the first mark."""

from pathlib import Path

from sqlite_utils import Database

from archive.desk.schema import APPLICATION_ID, MarkedArticle, migrations
from archive.errors import BadConfiguration
from archive.migrating import migrate
from archive.sqlite import OpenFile, open_database

# Who reads a downloaded file on this machine has no account.
ONE_READER = ""
_BY_KEY = "SELECT n, article_id, outlet, key FROM articles WHERE outlet = ? AND key = ?"
_BY_NUMBER = "SELECT n, article_id, outlet, key FROM articles WHERE article_id = ? AND outlet = ? AND key = ''"


class Desk(OpenFile):
    """The desk of an account; a context manager. `n` of an article is its number on the desk alone.

    A desk that is only looked at (`make` is false) and is not there yet is an empty one, and no file is made. The file
    is made for its owner's eyes only. Raises BadConfiguration for a file that is no desk or cannot be written.
    """

    def __init__(self, path: Path, account: str, *, make: bool = True) -> None:
        self.account = account
        if make or path.exists():
            if path.parent.is_dir():
                _make_private(path)
            self.db = open_database(path, _prepare)
        else:
            self.db = Database(memory=True)
            migrate(self.db, migrations)

    def __enter__(self) -> "Desk":
        return self

    def __exit__(self, *_: object) -> None:
        self.db.close()

    def known(self, outlet: str, key: str) -> int:
        """The number of an article on the desk, 0 where it has none."""
        found = next(self.rows(MarkedArticle, _BY_KEY, outlet, key), None)
        return found["n"] if found else 0

    def number_of(self, outlet: str, key: str, article_id: int) -> int:
        """The number of an article on the desk, given anew where it has none. Inside a transaction."""
        by_key = self.rows(MarkedArticle, _BY_KEY, outlet, key) if key else None
        found = by_key or self.rows(MarkedArticle, _BY_NUMBER, article_id, outlet)
        known = next(found, None)
        if known is not None:
            return known["n"]
        values = (article_id, outlet, key)
        self.db.execute("INSERT INTO articles(article_id, outlet, key) VALUES (?, ?, ?)", values)
        return int(self.db.execute("SELECT last_insert_rowid()").fetchone()[0])


def _make_private(path: Path) -> None:
    try:
        path.touch(mode=0o600)
    except OSError as problem:
        raise BadConfiguration(
            f"The desk {path} cannot be written ({problem.strerror}). Copy the archive's file to a folder of yours."
        ) from problem


def _prepare(database: Database) -> None:
    found = database.execute("PRAGMA application_id").fetchone()[0]
    if found not in (0, APPLICATION_ID) or (found == 0 and database.table_names()):
        raise BadConfiguration("A desk.db lies here that is another program's. Move it away, or the archive elsewhere.")
    migrate(database, migrations)
