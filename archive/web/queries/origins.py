"""Who says that an article stood at its address: our own crawl, the sender of a capture, or nobody."""

from archive.sqlite import column
from archive.web.queries.rows import Connection

# Our own crawl where more than one saw it at that time. What was given has no status.
SEEN_BY = """
SELECT via FROM captures WHERE article_id = ? AND fetched_at = ? AND status IN (200, 304)
ORDER BY via LIMIT 1
"""


def seen_by(connection: Connection, article_id: int, origin: str, at: str) -> str:
    """By whom an article was seen at a time, `given` where nobody says to have seen it; `origin` is the article's."""
    if origin == "given":
        return "given"
    return next(column(connection, str, SEEN_BY, (article_id, at)), origin)
