"""The stories that hits belong to, and which articles of them stand folded under a hit."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypedDict

from archive.web.queries.copies import ARTICLE, ComparedArticle, Lag, Sighted, lag, sighted
from archive.web.queries.rows import Connection, rows

MOST_SHOWN = 3
STORIES = """
SELECT m.article_id, c.id AS story, c.origin_id, c.basis, c.size
FROM cluster_members m JOIN clusters c ON c.id = m.cluster_id
WHERE m.article_id IN (SELECT value FROM json_each(?))
"""
# Numbers begin with the day, so these are the oldest beside the hit itself; and what the copies say of the pair.
MEMBERS = f"""
{ARTICLE}, c.containment
FROM (SELECT article_id FROM cluster_members WHERE cluster_id = :story AND article_id <> :hit
      ORDER BY article_id LIMIT :most) m
JOIN articles a ON a.id = m.article_id JOIN outlets o ON o.name = a.outlet
LEFT JOIN copies c ON c.a_id = min(a.id, :hit) AND c.b_id = max(a.id, :hit)
"""  # noqa: S608 - columns from another module
HIT = f"{ARTICLE}, NULL AS containment FROM articles a JOIN outlets o ON o.name = a.outlet WHERE a.id = ?"


class StoryRow(TypedDict):
    """STORIES: a story of `size` articles; `origin_id` is None where nobody is known to have been first."""

    article_id: int
    story: int
    origin_id: int | None
    basis: str
    size: int


class Member(ComparedArticle):
    """MEMBERS; `containment` is None where the two are of one story without being copies of each other."""

    containment: float | None


class SightedMember(Member, Sighted):
    """A member and when it came out."""


class FoldedArticle(SightedMember):
    """And how long after the hit it came."""

    lag: Lag


@dataclass(frozen=True, slots=True)
class StoryOfHit:
    """`others` articles beside the hit, the oldest of them in `articles` where they were asked for.

    `is_first`: the hit is known to have been first, on this `basis`.
    """

    id: int
    others: int
    is_first: bool
    basis: str
    articles: Sequence[FoldedArticle] = field(default_factory=tuple)

    @property
    def more(self) -> int:
        """Those that are not named."""
        return self.others - len(self.articles)


def stories_of(connection: Connection, ids: Sequence[int], *, with_members: bool) -> dict[int, StoryOfHit]:
    """By the article of a page of hits; those that belong to no story are absent."""
    found = rows(connection, StoryRow, STORIES, (json.dumps(list(ids)),))
    look = sighted(connection) if with_members and found else None
    stories = {}
    for story in found:
        articles: list[FoldedArticle] = []
        hit = story["article_id"]
        if look:
            own = look(rows(connection, Member, HIT, (hit,))[0])["sighting"]
            listed = rows(connection, Member, MEMBERS, {"story": story["story"], "hit": hit, "most": MOST_SHOWN})
            seen: list[SightedMember] = [{**one, **look(one)} for one in listed]
            articles = [{**one, "lag": lag(own, one["sighting"])} for one in seen]
        stories[hit] = StoryOfHit(
            story["story"], story["size"] - 1, story["origin_id"] == hit, story["basis"], tuple(articles)
        )
    return stories
