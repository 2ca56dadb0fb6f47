"""The table of captures: every answer a site gave, and where its bytes lie."""

import json

from archive.exchange import Capture
from archive.record._connection import OpenRecord
from archive.record.rows import CaptureRow
from archive.times import stamp

# A feed has thousands of captures; what is the same as before is the same as one of the last.
SAME_BODY = (
    "SELECT warc_file, warc_offset FROM"
    " (SELECT * FROM captures WHERE url = ? ORDER BY fetched_at DESC, id DESC LIMIT 20)"
    " WHERE body_sha256 = ? AND warc_file <> '' AND via = 'crawl' LIMIT 1"
)
COLUMNS = (
    *("url", "outlet", "article_id", "fetched_at", "status", "content_type", "body_sha256", "warc_file", "warc_offset"),
    *("warc_length", "error", "via", "held", "received_at", "requested_url", "hops", "clock", "server", "tls_sha256"),
    *("headers_sha256", "decoded_sha256", "record_sha256", "member_sha256", "warc_before", "software", "robots"),
)
ADD = f"INSERT INTO captures({', '.join(COLUMNS)}) VALUES(:{', :'.join(COLUMNS)})"


class Captures(OpenRecord):
    """Captures, append-only."""

    def add_capture(self, capture: Capture, outlet: str, article_id: int | None = None) -> int:
        cursor = self.db.execute(ADD, _values(capture, outlet, article_id))
        capture_id = int(cursor.lastrowid or 0)
        self.unlogged.add(("capture", capture_id))
        return capture_id

    def capture(self, capture_id: int) -> CaptureRow:
        """A capture row that is known to be there."""
        return self.known_row(CaptureRow, "SELECT * FROM captures WHERE id = ?", capture_id)

    def same_body(self, url: str, body_sha256: str) -> tuple[str, int] | None:
        """Where one of an address's newest captures of our own with this very body lies; None where none has it."""
        found = self.db.execute(SAME_BODY, (url, body_sha256)).fetchone()
        return (str(found[0]), int(found[1])) if found else None

    def acknowledged_bytes(self, warc_file: str) -> int:
        """Up to which byte the record vouches for a WARC file."""
        sql = "SELECT coalesce(max(warc_offset + warc_length), 0) FROM captures WHERE warc_file = ?"
        return next(self.column(int, sql, warc_file))


def _values(capture: Capture, outlet: str, article_id: int | None) -> dict[str, str | int | None]:
    details, hashes = capture.asked, capture.hashes
    return {
        "url": capture.url,
        "outlet": outlet,
        "article_id": article_id,
        "fetched_at": stamp(capture.fetched_at),
        "status": capture.status,
        "content_type": capture.content_type,
        "body_sha256": capture.body_sha256,
        "warc_file": capture.warc_file,
        "warc_offset": capture.warc_offset,
        "warc_length": capture.warc_length,
        "error": capture.error,
        "via": capture.via,
        "held": capture.held,
        "received_at": stamp(capture.received_at) if capture.received_at else "",
        "requested_url": details.requested_url,
        "hops": json.dumps(details.hops, ensure_ascii=False) if details.hops else "",
        "clock": details.clock,
        "server": details.server,
        "tls_sha256": details.tls_sha256,
        "headers_sha256": hashes.headers,
        "decoded_sha256": hashes.decoded,
        "record_sha256": hashes.record,
        "member_sha256": hashes.member,
        "warc_before": capture.warc_before,
        "software": capture.software,
        "robots": details.robots,
    }
