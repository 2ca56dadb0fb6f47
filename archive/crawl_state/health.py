"""How each outlet is, as the scheduler last wrote it: read by the pages."""

from contextlib import closing
from pathlib import Path

from sqlite_utils.utils import sqlite3

from archive.crawl_state.rows import HealthRow
from archive.sqlite import rows


def read_health(service: Path) -> dict[str, HealthRow] | None:
    """The state of every outlet as the scheduler last wrote it; None where that is not known (no file or table)."""
    if not service.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{service.absolute().as_uri()}?mode=ro", uri=True, timeout=1)) as connection:
            return {row["outlet"]: row for row in rows(connection, HealthRow, "SELECT * FROM health")}
    except sqlite3.Error:
        return None
