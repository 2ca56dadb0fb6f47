"""The columns of a capture that every record and download has, however old; what came later stands apart."""

from typing import TypedDict


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
