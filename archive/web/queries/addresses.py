"""Which article stands at an address."""

from archive.sqlite import column
from archive.web.queries.rows import Connection

BY_ADDRESS = """
SELECT id FROM articles WHERE id IN (SELECT article_id FROM urls WHERE url IN (:typed, :slashed)) LIMIT 1
"""


def article_at_address(connection: Connection, url: str) -> int | None:
    """The article known under an address, with or without a slash at its end."""
    slashed = url.removesuffix("/") if url.endswith("/") else f"{url}/"
    return next(column(connection, int, BY_ADDRESS, {"typed": url, "slashed": slashed}), None)
