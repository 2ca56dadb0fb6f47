"""Days that pass between two crawls: all that has happened so far is put back."""

import sqlite3
from contextlib import closing
from pathlib import Path

INSTANTS = {
    "warraq.db": {"captures": ("fetched_at",), "articles": ("first_seen_at", "last_seen_at")},
    "service.db": {
        "visits": ("first_taken_at", "looked_at", "next_due"),
        "polls": ("checked_at", "full_at"),
        "held": ("first_held_at",),
    },
}


def let_pass(data: Path, hours: float) -> None:
    """Make it so many hours later for the archive in this folder, which nobody has open."""
    for name, tables in INSTANTS.items():
        with closing(sqlite3.connect(data / name)) as connection, connection:
            for table, columns in tables.items():
                for column in columns:
                    connection.execute(
                        f"UPDATE {table} SET {column} = strftime('%Y-%m-%dT%H:%M:%SZ', {column}, ?)",  # noqa: S608
                        [f"-{hours} hours"],
                    )
