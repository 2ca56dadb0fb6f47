"""How each outlet is, as the scheduler last wrote it: asked by the pages, read-only."""

from contextlib import closing
from pathlib import Path
from typing import Any

from sqlite_utils.utils import sqlite3

Row = dict[str, Any]


def read_health(service: Path) -> dict[str, Row] | None:
    """The state of every outlet as the scheduler last wrote it; None where that is not known (no file or table)."""
    if not service.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{service.absolute().as_uri()}?mode=ro", uri=True, timeout=1)) as connection:
            connection.row_factory = sqlite3.Row
            return {row["outlet"]: dict(row) for row in connection.execute("SELECT * FROM health")}
    except sqlite3.Error:
        return None
