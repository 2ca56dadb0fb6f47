"""The pages of the reading room, one function each: read the record, hand the template what it needs."""

from datetime import UTC, datetime, time
from typing import Any

from archive.instants import DAMASCUS, damascus_day, now
from archive.web import queries
from archive.web.compat import Datasette, Request, Response, data_folder, query
from archive.web.pages import page, problem

UNKNOWN = {"state": "unknown", "cause": "unknown", "since": "", "last_new": None}
QUIET_STATES = ("silent", "blocked", "broken", "late")


async def home(datasette: Datasette, request: Request) -> Response:
    """Today in one sentence, then what came in, changed, vanished and fell silent."""
    day = damascus_day(now())
    midnight = datetime.combine(day, time(), DAMASCUS).astimezone(UTC)
    found = await query(datasette, lambda connection: queries.home(connection, midnight))
    health = queries.health(data_folder(datasette) / "service.db")
    titles = await query(datasette, queries.outlet_titles)
    quiet = [row | {"title": titles.get(row["outlet"], row["outlet"])} for row in (health or {}).values()]
    return await page(
        datasette,
        request,
        "home",
        found
        | {
            "day": day.isoformat(),
            "health_known": health is not None,
            "quiet": [row for row in quiet if row["state"] in QUIET_STATES],
            "silent": sum(row["state"] == "silent" for row in quiet),
            "mode": "names",
        },
    )


async def article(datasette: Datasette, request: Request) -> Response:
    """One article as the outlet published it, with the evidence beside it."""
    article_id = int(request.url_vars["id"])
    found = await query(datasette, lambda connection: queries.article(connection, article_id))
    if found is None:
        return await problem(datasette, request, "no_article", 404, id=article_id)
    texts = [row for row in found["trail"] if queries.holds_text(row)]
    return await page(
        datasette,
        request,
        "article",
        {
            "article": found,
            "paragraphs": paragraphs(found["body"]),
            "edits": sum(row["kind"] in ("edit", "revert") for row in texts),
            "current": texts[0]["n"] if texts else found["versions"],
            "section": "search",
        },
    )


async def version(datasette: Datasette, request: Request) -> Response:
    """The text of one version, said to be old when it is, and the paragraphs that changed since the one before."""
    article_id, n = int(request.url_vars["id"]), int(request.url_vars["n"])
    found = await query(datasette, lambda connection: queries.article(connection, article_id))
    if found is None:
        return await problem(datasette, request, "no_article", 404, id=article_id)
    shown = await query(datasette, lambda connection: queries.version(connection, article_id, n))
    if shown is None:
        return await problem(datasette, request, "no_version", 404, n=n)
    texts = [row["n"] for row in found["trail"] if queries.holds_text(row)]
    return await page(
        datasette,
        request,
        "version",
        {
            "article": found,
            "version": shown,
            "paragraphs": paragraphs(shown["body"]),
            "changes": changed_paragraphs(shown),
            "current": max(texts, default=n),
            "section": "search",
        },
    )


def paragraphs(text: str) -> list[str]:
    return [line for line in (part.strip() for part in text.split("\n")) if line]


def changed_paragraphs(shown: dict[str, Any]) -> dict[str, list[str]] | None:
    """Paragraphs that only one of two neighbouring versions has; None for the first version."""
    if shown["before"] is None:
        return None
    old, new = paragraphs(shown["before"]["body"]), paragraphs(shown["body"])
    return {"removed": [text for text in old if text not in new], "added": [text for text in new if text not in old]}


async def outlets(datasette: Datasette, request: Request) -> Response:
    """Every outlet: is it well, why not, when it last said something, how often it usually does."""
    found = await query(datasette, lambda connection: queries.outlets(connection, damascus_day(now())))
    health = queries.health(data_folder(datasette) / "service.db")
    for row in found:
        row["health"] = (health or {}).get(row["name"], UNKNOWN)
        if not row["enabled"]:
            row["health"] = row["health"] | {"state": "disabled", "cause": "disabled"}
    return await page(datasette, request, "outlets", {"outlets": found, "health_known": health is not None})


async def about(datasette: Datasette, request: Request) -> Response:
    """How the archive works, and what it does not know."""
    return await page(datasette, request, "about", {})
