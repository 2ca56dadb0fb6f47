"""How each outlet is, as the scheduler last wrote it: read by the pages."""

from pathlib import Path

from archive.crawl_state._read_only import read_state
from archive.crawl_state.rows import HealthRow
from archive.sqlite import rows


def read_health(service: Path) -> dict[str, HealthRow] | None:
    """The state of every outlet as the scheduler last wrote it; None where that is not known (no file or table)."""
    return read_state(
        service, lambda connection: {row["outlet"]: row for row in rows(connection, HealthRow, "SELECT * FROM health")}
    )
