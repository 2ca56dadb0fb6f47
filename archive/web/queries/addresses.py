"""Which article stands at an address."""

from typing import TypedDict

from archive.web.queries.rows import Connection, row

BY_ADDRESS = """
SELECT id FROM articles WHERE id IN (SELECT article_id FROM urls WHERE url IN (:typed, :slashed)) LIMIT 1
"""


class ArticleId(TypedDict):
    """BY_ADDRESS."""

    id: int


def article_at_address(connection: Connection, url: str) -> int | None:
    """The article known under an address, with or without a slash at its end."""
    slashed = url.removesuffix("/") if url.endswith("/") else f"{url}/"
    found = row(connection, ArticleId, BY_ADDRESS, {"typed": url, "slashed": slashed})
    return found["id"] if found else None
