"""A story as its page shows it: the article the others are measured by, and the others, each with its texts."""

from functools import cache, partial
from typing import TypedDict

from archive.sqlite import column
from archive.web.queries.copies import (
    ARTICLE,
    EDGES,
    ComparedArticle,
    Lag,
    Sighted,
    SightedArticle,
    Story,
    compared_articles,
    how_of,
    lag,
    sighted,
)
from archive.web.queries.rows import Connection, rows

MOST_SHOWN = 100
# In the order of their numbers, which is that of their days; the first one in any case.
MEMBERS = f"""
{ARTICLE}, e.* FROM cluster_members m JOIN articles a ON a.id = m.article_id JOIN outlets o ON o.name = a.outlet
LEFT JOIN {EDGES} e ON e.other = a.id WHERE m.cluster_id = :story AND a.id <> :id ORDER BY a.id LIMIT {MOST_SHOWN}
"""
BODY = "SELECT body FROM version_texts WHERE article_id = ? AND n = ?"


class MemberRow(ComparedArticle):
    """MEMBERS: an article of a story, and how it is a copy of the first; None throughout where it is none."""

    other: int | None
    kind: str | None
    containment: float | None
    jaccard: float | None
    first_id: int | None
    basis: str | None
    own_version: int | None
    other_version: int | None
    is_a: int | None


class Texts(TypedDict):
    """An article's `text`, in the version that was found to be a copy, and `measured`, what it is measured by."""

    text: str
    measured: str


class FirstArticle(SightedArticle, Texts):
    """The article of a story that the others are measured by."""


class Member(MemberRow, Sighted, Texts):
    """Another article of a story: what it is to the first (`how`, as in a copy) and how long after it it came."""

    how: str
    lag: Lag


def members(connection: Connection, story: Story) -> tuple[FirstArticle, list[Member]]:
    """The article the others are measured by (the first one, or else the oldest), and the others in order of time."""
    reference = story["origin_id"] or story["id"]
    article = compared_articles(connection, [reference])[reference]
    # Nearly all are measured by the same version of it.
    own = cache(partial(text_of, connection, reference))
    text = own(article["newest"])
    first: FirstArticle = {**article, "text": text, "measured": text}
    look = sighted(connection)
    others: list[Member] = []
    for one in rows(connection, MemberRow, MEMBERS, {"story": story["id"], "id": reference}):
        seen = look(one)
        others.append(
            {
                **one,
                **seen,
                "text": text_of(connection, one["id"], one["other_version"] or one["newest"]),
                "measured": own(one["own_version"] or first["newest"]),
                "how": how_of(one["kind"], is_a=one["is_a"]),
                "lag": lag(first["sighting"], seen["sighting"]),
            }
        )
    return first, sorted(others, key=lambda one: (one["lag"].seconds, one["id"]))


def text_of(connection: Connection, article_id: int, n: int) -> str:
    return next(column(connection, str, BODY, (article_id, n)), "")
