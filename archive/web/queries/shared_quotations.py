"""Quotations that several articles print, the newest first: each once, under the newest article that prints it."""

from dataclasses import dataclass, field
from typing import TypedDict

from archive.sqlite import has_table
from archive.web.queries.articles import BRIEF, BriefArticle
from archive.web.queries.quotations import Traced, traced
from archive.web.queries.rows import Connection, row, rows

PER_PAGE = 20
MOST_READ, MOST_ROWS = 60, 50_000  # articles read, and rows of the index gone through, for one page
FROM_HERE = """
(SELECT article_id, shingle FROM quotations WHERE article_id < :before ORDER BY article_id DESC LIMIT :rows)
"""
SHARING = f"""
SELECT DISTINCT q.article_id AS id FROM {FROM_HERE} q
WHERE EXISTS (SELECT 1 FROM quotations o WHERE o.shingle = q.shingle AND o.article_id < q.article_id)
ORDER BY 1 DESC LIMIT :most
"""  # noqa: S608 - from above
REACHED = f"SELECT min(article_id) AS id FROM {FROM_HERE}"  # noqa: S608 - from above
PRINTING = f"SELECT {BRIEF}, a.body FROM articles a JOIN outlets o ON o.name = a.outlet WHERE a.id = ?"  # noqa: S608 - ours


class Numbered(TypedDict):
    """SHARING and REACHED: an article; none where nothing is left."""

    id: int | None


class PrintingArticle(BriefArticle):
    """PRINTING."""

    body: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation of `article`, and where else it stands."""

    article: PrintingArticle
    traced: Traced


@dataclass(slots=True)
class QuotedPage:
    """`before`: the number of the article from which older ones are listed; 0 where there are none. `is_told`: does
    the file, unlike one of an older release, know of quotations at all?"""

    shown: list[Quoted] = field(default_factory=list)
    before: int = 0
    is_told: bool = True


def newest_quoted(connection: Connection, before: int) -> QuotedPage:
    """Of articles with a number below `before`."""
    if not has_table(connection, "quotations"):
        return QuotedPage(is_told=False)
    found, values = QuotedPage(), {"before": before, "rows": MOST_ROWS}
    ids = [one["id"] for one in rows(connection, Numbered, SHARING, {**values, "most": MOST_READ}) if one["id"]]
    for number in ids:
        found.shown += [one for one in of_article(connection, number) if _is_newest(one)]
        if len(found.shown) >= PER_PAGE:
            found.before = number
            return found
    reached = row(connection, Numbered, REACHED, values)
    end = ids[-1] if len(ids) == MOST_READ else reached["id"] if reached else None
    found.before = end if end and _is_older(connection, end) else 0
    return found


def of_article(connection: Connection, article_id: int) -> list[Quoted]:
    """The quotations of one article that others print, too; none of an article that there is not."""
    article = row(connection, PrintingArticle, PRINTING, (article_id,))
    return [Quoted(article, one) for one in traced(connection, article_id, article["body"])] if article else []


def _is_newest(one: Quoted) -> bool:
    return all(place.article["id"] < one.article["id"] for place in one.traced.elsewhere)


def _is_older(connection: Connection, before: int) -> bool:
    reached = row(connection, Numbered, REACHED, {"before": before, "rows": 1})
    return bool(reached and reached["id"])
