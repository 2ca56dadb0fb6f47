"""The pages of the reading room, one function each: read the record, hand the template what it needs."""

import asyncio
from datetime import UTC, datetime, time

from archive.times import DAMASCUS, damascus_day, now
from archive.web import copying, gaps, queries
from archive.web.compat import Datasette, Request, Response, data_folder, look_up, query
from archive.web.pages import page, permalink, problem

UNKNOWN = {"state": "unknown", "cause": "unknown", "since": "", "last_new": None}
QUIET_STATES = ("silent", "blocked", "broken", "late")
WELL = ("ok", "unknown")


async def home(datasette: Datasette, request: Request) -> Response:
    """Today in one sentence, then what came in, changed, vanished and fell silent."""
    day = damascus_day(now())
    midnight = datetime.combine(day, time(), DAMASCUS).astimezone(UTC)
    found = await query(datasette, lambda connection: queries.home(connection, midnight))
    health = queries.health(data_folder(datasette) / "service.db")
    names = await query(datasette, queries.outlet_names)
    quiet = [row | named(names, row["outlet"]) for row in (health or {}).values()]
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


def named(names: dict[str, queries.Row], outlet: str) -> queries.Row:
    """What an outlet is called; its short name where the record does not know it yet."""
    return names.get(outlet, {"outlet_title": outlet, "outlet_title_en": outlet})


async def article(datasette: Datasette, request: Request) -> Response:
    """One article as the outlet published it, with the evidence beside it."""
    article_id = int(request.url_vars["id"])

    def ask(connection: queries.Connection) -> queries.Row | None:
        known = queries.article(connection, article_id)
        return known and known | {"beside": copying.beside(connection, known)}

    found = await look_up(datasette, ask)
    if found is None:
        return await problem(datasette, request, "no_article", 404, id=article_id)
    texts = [row for row in found["trail"] if queries.holds_text(row)]
    current = texts[0]["n"] if texts else found["versions"]
    return await page(
        datasette,
        request,
        "article",
        {
            "article": found,
            "paragraphs": paragraphs(found["body"]),
            "edits": sum(row["kind"] in ("edit", "revert") for row in texts),
            "current": current,
            "beside": found["beside"],
            "cited": found | {"n": current, "permalink": permalink(request, f"/article/{article_id}")},
            "section": "search",
        },
    )


async def version(datasette: Datasette, request: Request) -> Response:
    """The text of one version, said to be old when it is, and what it changed."""
    article_id, n = int(request.url_vars["id"]), int(request.url_vars["n"])
    found = await query(datasette, lambda connection: queries.article(connection, article_id))
    if found is None:
        return await problem(datasette, request, "no_article", 404, id=article_id)
    shown = await query(datasette, lambda connection: queries.version(connection, article_id, n))
    if shown is None:
        return await problem(datasette, request, "no_version", 404, n=n)
    texts = [row["n"] for row in found["trail"] if queries.holds_text(row)]
    before = next(row["before"] for row in found["trail"] if row["n"] == n)
    return await page(
        datasette,
        request,
        "version",
        {
            "article": found,
            "version": shown,
            "paragraphs": paragraphs(shown["body"]),
            "before": before,
            "current": texts[0] if texts else n,
            "cited": shown | {"permalink": permalink(request, f"/article/{article_id}/versions/{n}")},
            "section": "search",
        },
    )


def paragraphs(text: str) -> list[str]:
    return [line for line in (part.strip() for part in text.split("\n")) if line]


async def outlets(datasette: Datasette, request: Request) -> Response:
    """Every outlet: is it well, why not, when it last said something, how often it usually does."""
    found = await query(datasette, lambda connection: queries.outlets(connection, damascus_day(now())))
    health = queries.health(data_folder(datasette) / "service.db")
    for row in found:
        row["health"] = (health or {}).get(row["name"], UNKNOWN)
        if not row["enabled"]:
            row["health"] = row["health"] | {"state": "disabled", "cause": "disabled"}
    return await page(datasette, request, "outlets", {"outlets": found, "health_known": health is not None})


async def health(datasette: Datasette, request: Request) -> Response:
    """Who cannot be reached now, what was missed in the last days, what was held back: each with its cause."""
    service = data_folder(datasette) / "service.db"
    names = await query(datasette, queries.outlet_names)
    states = queries.health(service)
    missed = await asyncio.to_thread(gaps.missed, service, now())
    return await page(
        datasette,
        request,
        "health",
        {
            "known": states is not None,
            "ill": [row | named(names, row["outlet"]) for row in (states or {}).values() if row["state"] not in WELL],
            "missed": missed,
            "names": names,
            "days": gaps.GAP_DAYS,
            "shown": gaps.GAPS_SHOWN,
        },
    )


async def about(datasette: Datasette, request: Request) -> Response:
    """How the archive works, and what it does not know."""
    return await page(datasette, request, "about", {})
