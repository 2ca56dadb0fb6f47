"""lines.db: its tables, opened for writing, made anew where it is damaged.

Disposable: what it knows is learned again from the next pages. It holds hashes of lines and the keys of articles, and
the lines of changes that wait for a verdict; it is private.
"""

from pathlib import Path

from sqlite_utils import Database, Migrations

from archive.migrating import migrate
from archive.sqlite import open_disposable
from archive.versions.furniture._templates import ALGORITHM

# How long one page waits for another process that learns; then it is not learned from.
PATIENCE_MS = 500

migrations = Migrations("lines")
TABLES = (
    "CREATE TABLE places(number INTEGER PRIMARY KEY, outlet TEXT NOT NULL, edition TEXT NOT NULL,"
    " UNIQUE(outlet, edition))",
    "CREATE TABLE pages(number INTEGER PRIMARY KEY, place INTEGER NOT NULL, key TEXT NOT NULL, at INTEGER NOT NULL,"
    " learned INTEGER NOT NULL, words INTEGER NOT NULL, UNIQUE(place, key))",
    "CREATE INDEX pages_at ON pages(place, at)",
    # `template` hashes the place with the template: each is of one outlet and edition alone.
    "CREATE TABLE lines(template INTEGER NOT NULL, day INTEGER NOT NULL, page INTEGER NOT NULL,"
    " PRIMARY KEY(template, day, page)) WITHOUT ROWID",
    # Titles and first lines of articles.
    "CREATE TABLE titles(template INTEGER NOT NULL, page INTEGER NOT NULL, PRIMARY KEY(template, page)) WITHOUT ROWID",
    "CREATE TABLE pending(version INTEGER PRIMARY KEY, outlet TEXT NOT NULL, edition TEXT NOT NULL, key TEXT NOT NULL,"
    " kind TEXT NOT NULL, lines TEXT NOT NULL, at TEXT NOT NULL)",
    "CREATE INDEX pending_outlet ON pending(outlet)",
    "CREATE TABLE rules(algorithm INTEGER NOT NULL)",
)
LEARNED = ("lines", "titles")
# On which pages the lines of some hashes stand, of a span of days.
STANDS_IN = (
    "SELECT template, page FROM json_each(?) AS wanted"
    " CROSS JOIN lines ON template = wanted.value AND day BETWEEN ? AND ?"
)


@migrations()
def the_lines(db: Database) -> None:
    for statement in TABLES:
        db.execute(statement)
    db.execute("INSERT INTO rules VALUES(?)", (ALGORITHM,))


def open_lines(path: Path) -> Database:
    """The file, open for writing. One that is no database, is cut short, of another program or of a newer Warraq is
    made anew; what other rules learned is forgotten. Raises BadConfiguration where nothing can be written."""
    return open_disposable(path, _prepare, f"busy_timeout = {PATIENCE_MS}")


def _prepare(database: Database) -> None:
    migrate(database, migrations)
    if database.execute("SELECT algorithm FROM rules").fetchone() != (ALGORITHM,):
        for table in LEARNED:
            database.execute(f"DELETE FROM {table}")  # noqa: S608 -- our own names
        database.execute("DELETE FROM rules")
        database.execute("INSERT INTO rules VALUES(?)", (ALGORITHM,))
