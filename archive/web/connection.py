"""What a reading connection of the web server may do."""

from sqlite_utils.utils import sqlite3

BUSY_MS = 1_000


def harden(connection: sqlite3.Connection) -> None:
    """No writes, no trust in SQL stored in the file, no long wait for a writer."""
    for pragma in ("query_only = ON", "trusted_schema = OFF", f"busy_timeout = {BUSY_MS}"):
        connection.execute(f"PRAGMA {pragma}")
