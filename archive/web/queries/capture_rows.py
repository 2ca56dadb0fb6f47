"""The columns of a capture that every record and download has, however old; what came later stands apart."""

import json
from dataclasses import dataclass

from archive.record.rows import KeptCaptureRow, NotedCaptureRow
from archive.web.queries.rows import Connection, has_column, row

CAPTURE_COLUMNS = ", ".join(KeptCaptureRow.__annotations__)


NOTED = f"SELECT {', '.join(NotedCaptureRow.__annotations__)} FROM captures WHERE id = ? AND software <> ''"  # noqa: S608 - ours


@dataclass(frozen=True, slots=True)
class Noted:
    """How a capture came, and the addresses that led to it."""

    row: NotedCaptureRow
    hops: list[str]


def noted_of(connection: Connection, capture_id: int) -> Noted | None:
    """None where nothing of it was noted: of captures from before, and in a file of an older release."""
    if not has_column(connection, "captures", "software"):
        return None
    found = row(connection, NotedCaptureRow, NOTED, (capture_id,))
    return Noted(found, json.loads(found["hops"]) if found["hops"] else []) if found else None
