"""Copies as the pages tell of them: how one text relates to another, how long after it came, who was first and why."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from archive.copies.credited_outlets import Credits, OutletNames, agencies
from archive.copies.precedence import PublicationEvidence, PublicationRow, evidence_of
from archive.sqlite import rows as typed_rows
from archive.web.app.parameters import Unclear
from archive.web.queries.rows import Connection, Row, row, rows

MOST_IN_MARGIN = 12
ARTICLE = """
SELECT a.id, a.outlet, a.key, a.url, a.title AS headline, a.lang, a.credit, a.status,
       a.published_at, a.published_day, a.published_from, a.first_seen_at,
       o.title AS outlet_title, o.title_en AS outlet_title_en,
       (SELECT v.n FROM versions v WHERE v.article_id = a.id AND v.body IS NULL AND v.kind NOT IN ('gone', 'back')
        ORDER BY v.n DESC LIMIT 1) AS newest
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
TURNED = {"contains": "contained", "contained": "contains"}


@dataclass(frozen=True, slots=True)
class Sighting:
    """When an article came out: between these two instants, equal where it states an hour that we go by.

    `known`: checked, we saw it soon after the hour it states; claimed, we did not; day, it states no hour; seen, it
    states nothing that we could go by, so this is when we first saw it. `seen_after` counts seconds.
    """

    earliest: datetime
    latest: datetime
    known: Literal["checked", "claimed", "day", "seen"]
    seen_after: float


@dataclass(frozen=True, slots=True)
class Lag:
    """How many seconds one article came after another, negative where before it; `at_most` where an hour is unknown."""

    seconds: float
    at_most: bool


def sighting(of: PublicationEvidence) -> Sighting:
    """The moment by which archive.copies._stories puts articles in order, with what is not known of it."""
    if of.earliest is None or of.latest is None or not (of.is_checked or of.is_late):
        return Sighting(of.first_seen, of.first_seen, "seen", 0)
    after = abs((of.first_seen - of.earliest).total_seconds())
    if of.earliest != of.latest:
        return Sighting(of.earliest, max(of.earliest, min(of.latest, of.first_seen)), "day", after)
    return Sighting(of.earliest, of.latest, "checked" if of.is_checked else "claimed", after)


def lag(first: Sighting, then: Sighting) -> Lag:
    """Where only a day is known, the longest it can have been."""
    return Lag((then.latest - first.earliest).total_seconds(), "day" in (first.known, then.known))


def sighted(connection: Connection) -> Callable[[Row], Row]:
    """Adds to the row of an article: `sighting`, and `credited`, the known outlet its credit names, empty for none."""
    credits_ = Credits(typed_rows(connection, OutletNames, "SELECT name, title, title_en, hosts FROM outlets"))

    def add(article: Row) -> Row:
        credited = credits_.outlet_of(article["credit"])
        seen = sighting(evidence_of(cast(PublicationRow, article), credited, is_agency=article["outlet"] in agencies()))
        return article | {"credited": credited, "sighting": seen}

    return add


def pair(connection: Connection, ids: Iterable[int]) -> tuple[Row, Row, Row | None]:
    """Two articles, and the second as a copy of the first, None where it is none. Raises Unclear for an unknown one."""
    add = sighted(connection)
    found = []
    for one in ids:
        known = row(connection, ONE, (one,))
        if known is None:
            raise Unclear("no_article", 404, id=one)
        found.append(add(known))
    first, other = found
    edge = row(connection, f"{COPIES} WHERE e.other = :other", {"id": first["id"], "other": other["id"]})
    return first, other, seen_from(first, other | edge) if edge else None


def seen_from(article: Row, copy: Row) -> Row:
    """A copy as told beside an article, with `lag` and `how`: what it is to it, `contains` where it holds all of it.

    Empty for two of one story that are no copies of each other.
    """
    kind = copy["kind"] or ""
    how = TURNED.get(kind, kind) if copy["is_a"] else kind
    return copy | {"how": how, "lag": lag(article["sighting"], copy["sighting"])}


def beside(connection: Connection, article: Row) -> Row:
    """What stands in an article's margin: its `copies`, the earliest first, how many `more`, and their `story`."""
    found = rows(connection, COPIES, {"id": article["id"]})
    if found:
        add = sighted(connection)
        article = add(article)
        found = [seen_from(article, add(copy)) for copy in found]
        found.sort(key=lambda copy: (copy["sighting"].latest, copy["id"]))
    shown, more = found[:MOST_IN_MARGIN], len(found[MOST_IN_MARGIN:])
    return {"copies": shown, "more": more, "story": story(connection, article["id"])}


def story(connection: Connection, article_id: int) -> Row | None:
    """The story that an article is part of, as a row of `clusters`."""
    return row(connection, STORY, (article_id,))
