"""What a reading connection of the web server may do, and how the data room's search box reads a question."""

from sqlite_utils.utils import sqlite3

from archive.arabic import fold_query

BUSY_MS = 1_000
MOST_CHARACTERS = 300


def harden(connection: sqlite3.Connection) -> None:
    """No writes, no trust in SQL stored in the file, no long wait for a writer."""
    for pragma in ("query_only = ON", "trusted_schema = OFF", f"busy_timeout = {BUSY_MS}"):
        connection.execute(f"PRAGMA {pragma}")


def fold_stock_search(connection: sqlite3.Connection) -> None:
    """Let Datasette's `?_search=` find what our index holds: it is folded, so the question must be."""
    connection.create_function("escape_fts", 1, escape_folded)


def escape_folded(question: str) -> str:
    """Every word quoted, so that nothing typed is read as FTS5 syntax; a question without words finds nothing."""
    words = fold_query(str(question)[:MOST_CHARACTERS].replace('"', " ").replace("\0", " ")).split()
    return " ".join(f'"{word}"' for word in words) or '""'
