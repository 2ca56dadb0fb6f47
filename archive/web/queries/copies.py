"""Copies as the pages show them: how one text relates to another, how long after it came, who was first and why."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypedDict, cast

from archive.copies.credited_outlets import Credits, agencies
from archive.copies.precedence import FIRST_SEEN_BY, PublicationEvidence, PublicationRow, evidence_of
from archive.web.queries.outlets import OutletTitles
from archive.web.queries.rows import Connection, row, rows
from archive.web.queries.version_history import PRESENT

MOST_IN_MARGIN = 12
ARTICLE = f"""
SELECT a.id, a.outlet, a.key, a.url, a.title AS headline, a.lang, a.credit, a.status,
       a.published_at, a.published_day, a.published_from, a.first_seen_at, {FIRST_SEEN_BY}, a.last_seen_at,
       o.title AS outlet_title, o.title_en AS outlet_title_en,
       {PRESENT.format("n")} AS newest
"""
ONE = f"{ARTICLE} FROM articles a JOIN outlets o ON o.name = a.outlet WHERE a.id = ?"
# The copies of an article as it sees them: its own version and the other's that were measured.
EDGES = """
(SELECT b_id AS other, kind, containment, jaccard, first_id, basis, a_version AS own_version,
        b_version AS other_version, 1 AS is_a FROM copies WHERE a_id = :id
 UNION ALL
 SELECT a_id, kind, containment, jaccard, first_id, basis, b_version, a_version, 0 FROM copies WHERE b_id = :id)
"""
COPIES = f"{ARTICLE}, e.* FROM {EDGES} e JOIN articles a ON a.id = e.other JOIN outlets o ON o.name = a.outlet"
STORY = """
SELECT c.id, c.origin_id, c.basis, c.size FROM cluster_members m JOIN clusters c ON c.id = m.cluster_id
WHERE m.article_id = ?
"""
CREDITABLE = "SELECT name, title, title_en, hosts FROM outlets"
TURNED = {"contains": "contained", "contained": "contains"}


@dataclass(frozen=True, slots=True)
class Sighting:
    """When an article came out: between these two instants, equal where it states an hour that we go by.

    `known`: checked, we saw it soon after the hour it states; claimed, we did not; day, it states no hour; seen, it
    states nothing that we could go by, so this is when it was first seen; `unseen`, not even by us. `seen_after` counts
    seconds.
    """

    earliest: datetime
    latest: datetime
    known: Literal["checked", "claimed", "day", "seen"]
    seen_after: float
    unseen: bool = False


@dataclass(frozen=True, slots=True)
class Lag:
    """How many seconds one article came after another, negative where before it; `at_most` where an hour is unknown.

    Not `is_known` where nobody saw one of them and it states no day: the seconds then only put them in order.
    """

    seconds: float
    at_most: bool
    is_known: bool = True


class ComparedArticle(OutletTitles):
    """ARTICLE; `newest` is the number of the version that holds the present text."""

    id: int
    outlet: str
    key: str
    url: str
    headline: str
    lang: str
    credit: str
    status: str
    published_at: str | None
    published_day: str
    published_from: str
    first_seen_at: str
    first_seen_by: str
    last_seen_at: str
    newest: int


class Edge(TypedDict):
    """EDGES: what two articles have of each other's text, seen from one of them; `first_id` is None where unknown."""

    other: int
    kind: str
    containment: float
    jaccard: float
    first_id: int | None
    basis: str
    own_version: int
    other_version: int
    is_a: int


class CopyRow(ComparedArticle, Edge):
    """COPIES: an article and how it is a copy of another."""


class Sighted(TypedDict):
    """When an article came out; `credited` is the known outlet that its credit names, empty for none."""

    credited: str
    sighting: Sighting


class SightedArticle(ComparedArticle, Sighted):
    """An article to be compared, with when it came out and whom it credits."""


class Copy(SightedArticle, Edge):
    """A copy as it is shown beside an article: `how`, what it is to it, and how long after it it came."""

    how: str
    lag: Lag


class Story(TypedDict):
    """STORY: a row of `clusters`; `origin_id` is None where nobody is known to have been first."""

    id: int
    origin_id: int | None
    basis: str
    size: int


class Beside(TypedDict):
    """What stands in an article's margin: its `copies`, the earliest first, how many `more`, and their `story`."""

    copies: list[Copy]
    more: int
    story: Story | None


class CreditableOutlet(TypedDict):
    """CREDITABLE."""

    name: str
    title: str
    title_en: str
    hosts: str


def sighting(of: PublicationEvidence) -> Sighting:
    """The moment by which archive.copies._stories puts articles in order, with what is not known of it."""
    if of.earliest is None or of.latest is None or not of.is_dated:
        return Sighting(of.first_seen, of.first_seen, "seen", 0, unseen=not of.seen_by_us)
    after = abs((of.first_seen - of.earliest).total_seconds())
    if of.earliest != of.latest:
        return Sighting(of.earliest, max(of.earliest, min(of.latest, of.first_seen)), "day", after)
    return Sighting(of.earliest, of.latest, "checked" if of.is_checked else "claimed", after)


def lag(first: Sighting, then: Sighting) -> Lag:
    """Where only a day is known, the longest it can have been."""
    seconds = (then.latest - first.earliest).total_seconds()
    return Lag(seconds, "day" in (first.known, then.known), is_known=not (first.unseen or then.unseen))


def sighted(connection: Connection) -> Callable[[Mapping[str, Any]], Sighted]:
    """Looks at the row of an article, which has the columns of archive.copies.precedence.evidence_of and `credit`."""
    credits_ = Credits(rows(connection, CreditableOutlet, CREDITABLE))

    def look(article: Mapping[str, Any]) -> Sighted:
        credited = credits_.outlet_of(article["credit"])
        seen = sighting(
            evidence_of(cast("PublicationRow", article), credited, is_agency=article["outlet"] in agencies())
        )
        return {"credited": credited, "sighting": seen}

    return look


def compared_articles(connection: Connection, ids: Iterable[int]) -> dict[int, SightedArticle]:
    """The articles of these numbers; those the record does not hold are absent."""
    look = sighted(connection)
    found = (row(connection, ComparedArticle, ONE, (article_id,)) for article_id in ids)
    return {article["id"]: {**article, **look(article)} for article in found if article is not None}


def copy_of(connection: Connection, first: SightedArticle, other: SightedArticle) -> Copy | None:
    """The second as a copy of the first, None where it is none."""
    edge = row(connection, CopyRow, f"{COPIES} WHERE e.other = :other", {"id": first["id"], "other": other["id"]})
    if edge is None:
        return None
    how = how_of(edge["kind"], is_a=edge["is_a"])
    return {**other, **edge, "how": how, "lag": lag(first["sighting"], other["sighting"])}


def how_of(kind: str | None, *, is_a: int | None) -> str:
    """What a copy is to an article, `contains` where it holds all of it.

    Empty for two of one story that are no copies of each other.
    """
    return (TURNED.get(kind, kind) if is_a else kind) if kind else ""


def beside(connection: Connection, article: Mapping[str, Any]) -> Beside:
    """Of an article's row, as `sighted` looks at it."""
    listed = rows(connection, CopyRow, COPIES, {"id": article["id"]})
    found: list[Copy] = []
    if listed:
        look = sighted(connection)
        own = look(article)["sighting"]
        for copy in listed:
            seen = look(copy)
            how = how_of(copy["kind"], is_a=copy["is_a"])
            found.append({**copy, **seen, "how": how, "lag": lag(own, seen["sighting"])})
    found.sort(key=lambda copy: (copy["sighting"].latest, copy["id"]))
    return {
        "copies": found[:MOST_IN_MARGIN],
        "more": len(found[MOST_IN_MARGIN:]),
        "story": story_of(connection, article["id"]),
    }


def story_of(connection: Connection, article_id: int) -> Story | None:
    """The story that an article is part of."""
    return row(connection, Story, STORY, (article_id,))
