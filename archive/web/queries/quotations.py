"""Where else the quotations of an article stand, and where first, by the times that are stated."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from archive.analysis.quotations import CONTAINMENT, Quotation, quotations, sampled
from archive.sqlite import has_table
from archive.web.queries.outlets import OutletTitles
from archive.web.queries.rows import Connection, rows

MOST_COMPARED = 60
OTHERS = """
SELECT article_id, count(*) AS shared FROM quotations
WHERE shingle IN (SELECT value FROM json_each(:shingles)) AND article_id <> :id
GROUP BY 1 ORDER BY shared DESC, 1 LIMIT :most
"""
QUOTING = """
SELECT a.id, a.outlet, a.lang, a.body, a.published_day, a.published_at, a.first_seen_at, a.origin,
       o.title AS outlet_title, o.title_en AS outlet_title_en
FROM articles a JOIN outlets o ON o.name = a.outlet WHERE a.id IN (SELECT value FROM json_each(?))
"""


class SharingRow(TypedDict):
    """OTHERS: an article and how many of the shingles asked for its quotations have."""

    article_id: int
    shared: int


class QuotingArticle(OutletTitles):
    """QUOTING."""

    id: int
    outlet: str
    lang: str
    body: str
    published_day: str
    published_at: str | None
    first_seen_at: str
    origin: str


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An article and what it prints before the quotation."""

    article: QuotingArticle
    before: str


@dataclass(frozen=True, slots=True)
class Traced:
    """A quotation of an article: `elsewhere` by the time stated; `first` of all, itself among them, None where the
    times do not tell.
    """

    quotation: Quotation
    elsewhere: Sequence[Occurrence]
    first: QuotingArticle | None


def traced(connection: Connection, article_id: int, body: str) -> list[Traced]:
    """The quotations of a text that others print, too; none in a file of before they were looked for."""
    own = list(quotations(body))
    if not own or not has_table(connection, "quotations"):
        return []
    shingles = json.dumps(sorted({one for quotation in own for one in sampled(quotation)}))
    values = {"shingles": shingles, "id": article_id, "most": MOST_COMPARED}
    others = [row["article_id"] for row in rows(connection, SharingRow, OTHERS, values)]
    if not others:
        return []
    articles = {
        row["id"]: row for row in rows(connection, QuotingArticle, QUOTING, (json.dumps([article_id, *others]),))
    }
    printed = {other: list(quotations(articles[other]["body"])) for other in others}
    found = (_traced(quotation, articles, printed, articles[article_id]) for quotation in own)
    return [one for one in found if one.elsewhere]


def _traced(
    quotation: Quotation,
    articles: dict[int, QuotingArticle],
    printed: dict[int, list[Quotation]],
    own: QuotingArticle,
) -> Traced:
    elsewhere = []
    for other, theirs in printed.items():
        like = max(theirs, key=quotation.containment, default=None)
        if like and quotation.containment(like) >= CONTAINMENT:
            elsewhere.append(Occurrence(articles[other], like.before))
    elsewhere.sort(key=lambda place: (*_stated(place.article), place.article["id"]))
    return Traced(quotation, elsewhere, _first([own, *(place.article for place in elsewhere)]))


def _stated(article: QuotingArticle) -> tuple[str, str]:
    return article["published_day"], article["published_at"] or ""


def _first(articles: list[QuotingArticle]) -> QuotingArticle | None:
    """The one that states the earliest time; None where one states no day, or two the same without an hour each."""
    first, *others = sorted(articles, key=_stated)
    if not others or not first["published_day"]:
        return None
    second = others[0]
    same_day = first["published_day"] == second["published_day"]
    if same_day and not (first["published_at"] and second["published_at"]):
        return None
    return first if _stated(first) < _stated(second) else None
