"""What was not captured, as the record says it: read by the pages, the exports, and whoever has a download."""

from sqlite_utils.utils import sqlite3

from archive.record.rows import GapRow
from archive.sqlite import has_table, rows

GAPS = """
SELECT * FROM gaps WHERE (until IS NULL OR until >= :since) AND (:outlet IS NULL OR outlet IN ('', :outlet))
ORDER BY since DESC, id DESC
"""


def gaps(connection: sqlite3.Connection, since: str = "", outlet: str | None = None) -> list[GapRow] | None:
    """The gaps that lasted into the instant `since` or began after it, the newest first; all without one.

    Of one outlet with those of the whole archive, or of all. None where the file, of an older release, has no such
    table: then nothing is known of gaps.
    """
    if not has_table(connection, "gaps"):
        return None
    return list(rows(connection, GapRow, GAPS, {"since": since, "outlet": outlet}))
