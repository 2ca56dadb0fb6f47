"""A copy that is pulled, held against a fresh download: table by table, and word by word of its index."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from archive.data_folder import DataFolder
from archive.publish.fetching import Interrupted
from archive.publish.manifest import read_manifest
from archive.publish.table_states import states_of

INDEXED = 'SELECT term, doc, col, "offset" FROM words ORDER BY 1, 2, 3, 4'


class Shelf:
    """The published files of an archive on this machine, as a source to pull from; `breaks_after` so many bytes."""

    def __init__(self, data: DataFolder) -> None:
        self.name, self.data, self.asked = "https://archive.example", data, list[tuple[str, int]]()
        self.breaks_after: int | None = None

    def read(self, file: str, first: int, sha256: str = "") -> Iterator[bytes]:
        del sha256
        self.asked.append((file, first))
        content = (self.data.published / file).read_bytes()[first:]
        if self.breaks_after is not None and file != "manifest.json":
            yield content[: self.breaks_after]
            raise Interrupted("It broke off. Pull again.")
        yield content

    def names(self) -> list[str]:
        return [name for name, _ in self.asked]


def differences(data: DataFolder, copy: Path) -> list[str]:
    """The tables in which a copy is another than the newest download, an index for its words."""
    newest = read_manifest(data)[0]
    fresh = data.published / newest["file"]
    with closing(sqlite3.connect(fresh)) as one, closing(sqlite3.connect(copy)) as other:
        names = [name for (name,) in one.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
        plain = [
            name for name in names if not name.startswith(("articles_fts", "search_edits", "sqlite_", "search_typed"))
        ]
        found = [name for name in plain if rows(one, name) != rows(other, name)]
        assert states_of(one) == states_of(other) == newest["tables"]
        indexes = ("articles_fts", "search_edits")
        return found + [index for index in indexes if words(one, index) != words(other, index)]


def rows(connection: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    return sorted(connection.execute(f'SELECT * FROM "{table}"'), key=repr)  # noqa: S608 - a name of ours


def words(connection: sqlite3.Connection, index: str) -> list[tuple[object, ...]]:
    connection.execute(f"CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, {index}, instance)")
    found = connection.execute(INDEXED).fetchall()
    connection.execute("DROP TABLE temp.words")
    return found
