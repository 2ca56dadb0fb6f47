"""GET /article/ID/missing: is it there, since when not, how we know, and who still has the text."""

import asyncio
from typing import TypedDict

from archive.crawl_state.next_checks import next_check
from archive.times import unstamp
from archive.versions.absence import Absence, absence_of
from archive.versions.checks import Check, checks_of
from archive.versions.disappearance import TIME_UNTIL_GONE
from archive.web.app.compat import Datasette, Request, Response, data_folder
from archive.web.app.connection import query
from archive.web.app.page import page
from archive.web.app.parameters import Unclear, clear
from archive.web.queries.absent_articles import absent_counts
from archive.web.queries.articles import ArticleWithTrail, article_with_trail, paragraphs
from archive.web.queries.copies import Beside, beside
from archive.web.queries.rows import Connection

SHOWN = 200
OPENING = 2


class Known(TypedDict):
    """All that the page says of an article, from one state of the record; `others` counts what its outlet lacks."""

    article: ArticleWithTrail
    beside: Beside
    checks: list[Check]
    absence: Absence
    others: dict[str, int]


@clear
async def view(datasette: Datasette, request: Request) -> Response:
    """The page of an article's absence; of one that was never missing it says so, with the checks all the same."""
    article_id = int(request.url_vars["id"])
    known = await query(datasette, lambda connection: ask(connection, article_id))
    if known is None:
        raise Unclear("no_article", 404, id=article_id)
    article, absence = known["article"], known["absence"]
    due = await asyncio.to_thread(next_check, data_folder(datasette).service, article["outlet"], article["key"])
    text = paragraphs(article["body"])
    return await page(
        datasette,
        request,
        "missing",
        {
            **known,
            "checks": known["checks"][:SHOWN],
            "unlisted": len(known["checks"][SHOWN:]),
            "due": due,
            "unseen": span(absence["seen_before_at"], absence["absent_since"]),
            "absent_for": span(absence["absent_since"], absence["absent_until"]),
            "hours_needed": TIME_UNTIL_GONE.total_seconds(),
            "opening": text[:OPENING],
            "checked": absence["last_checked_at"] is not None,
            "proven_after": span(absence["absent_since"], absence["proven_at"]),
            "section": "search",
        },
    )


def ask(connection: Connection, article_id: int) -> Known | None:
    article = article_with_trail(connection, article_id)
    if article is None:
        return None
    checks = checks_of(connection, article_id)
    return {
        "article": article,
        "beside": beside(connection, article),
        "checks": checks,
        "absence": absence_of(connection, article_id, checks),
        "others": absent_counts(connection, article["outlet"]),
    }


def span(first: str | None, last: str | None) -> float | None:
    """Seconds from one instant to another; None where one is not known, or no time lies between."""
    seconds = (unstamp(last) - unstamp(first)).total_seconds() if first and last else 0
    return seconds or None
