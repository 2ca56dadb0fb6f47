"""The words of an index as a table, which SQLite makes of the index itself."""

from typing import Literal

from sqlite_utils.utils import sqlite3

# One row a word, with its number of articles; or one for each time it stands in a text: there the first row of a word
# costs the same however many articles hold it.
Kind = Literal["row", "instance"]
_IS_MADE = "SELECT 1 FROM temp.sqlite_master WHERE name = ?"


def table_of_terms(connection: sqlite3.Connection, index: str, kind: Kind) -> str:
    """The table's name; made for this connection alone, though query_only, which readers set, forbids even that."""
    name = f"{kind}_of_{index}"
    if not connection.execute(_IS_MADE, (name,)).fetchone():
        guarded = connection.execute("PRAGMA query_only").fetchone()[0]
        connection.execute("PRAGMA query_only = OFF")
        connection.execute(f"CREATE VIRTUAL TABLE temp.{name} USING fts5vocab(main, {index}, {kind})")
        connection.execute(f"PRAGMA query_only = {guarded}")
    return f"temp.{name}"
