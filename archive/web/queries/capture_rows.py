"""The columns of a capture that every record and download has, however old; what came later stands apart."""

import json
from dataclasses import dataclass
from typing import TypedDict

from archive.web.queries.rows import Connection, has_column, row


class Capture(TypedDict):
    """A row of the table of captures."""

    id: int
    url: str
    outlet: str
    article_id: int | None
    fetched_at: str
    status: int
    content_type: str
    body_sha256: str
    warc_file: str
    warc_offset: int
    warc_length: int
    error: str
    via: str
    held: str | None
    received_at: str


CAPTURE_COLUMNS = ", ".join(Capture.__annotations__)


class NotedRow(TypedDict):
    """NOTED: how an answer was asked for, and the hashes of what was kept; `hops` is a JSON list, or empty."""

    hops: str
    clock: str
    server: str
    tls_sha256: str
    headers_sha256: str
    decoded_sha256: str
    record_sha256: str
    member_sha256: str
    warc_before: int
    software: str
    robots: str


NOTED = f"SELECT {', '.join(NotedRow.__annotations__)} FROM captures WHERE id = ? AND software <> ''"  # noqa: S608 - ours


@dataclass(frozen=True, slots=True)
class Noted:
    """How a capture came, and the addresses that led to it."""

    row: NotedRow
    hops: list[str]


def noted_of(connection: Connection, capture_id: int) -> Noted | None:
    """None where nothing of it was noted: of captures from before, and in a file of an older release."""
    if not has_column(connection, "captures", "software"):
        return None
    found = row(connection, NotedRow, NOTED, (capture_id,))
    return Noted(found, json.loads(found["hops"]) if found["hops"] else []) if found else None
