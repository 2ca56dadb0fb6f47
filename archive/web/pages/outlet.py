"""The page of one outlet: is it well, what came of late, what it changed and removed, whose texts it carries."""

import asyncio
from datetime import date, timedelta
from typing import Any
from urllib.parse import unquote

from sqlite_utils.utils import sqlite3

from archive.crawl_state import gaps
from archive.crawl_state.health import read_health
from archive.times import EPOCH, IDS_PER_DAY, damascus_day, first_id_of, now
from archive.web.app.compat import Datasette, Request, Response, data_folder
from archive.web.app.connection import query
from archive.web.app.page import page
from archive.web.app.parameters import Unclear, clear
from archive.web.queries.articles import browse
from archive.web.queries.changes import stream
from archive.web.queries.outlets import SPARK_DAYS, UNKNOWN_HEALTH
from archive.web.queries.rows import Row, row, rows

NEWEST = 8
CHANGES = 6
GAPS = 6
NAMES = 8
YEAR = timedelta(days=365)

OUTLET = "SELECT *, title AS outlet_title, title_en AS outlet_title_en FROM outlets WHERE name = ?"
# Each a walk down an index from its end: a count of all is as long as the outlet's part of it.
WHOLE = """
SELECT (SELECT count(*) FROM articles WHERE outlet = :outlet) AS articles,
       (SELECT min(id) FROM articles WHERE outlet = :outlet) AS first,
       (SELECT max(id) FROM articles WHERE outlet = :outlet) AS last
"""
DAYS = f"SELECT id / {IDS_PER_DAY} AS day, count(*) AS n FROM articles WHERE outlet = ? AND id >= ? GROUP BY 1"  # noqa: S608 - a number of ours
CREDITS = """
SELECT credit, count(*) AS n FROM articles INDEXED BY articles_facets
WHERE id >= :low AND outlet = :outlet GROUP BY credit ORDER BY n DESC, credit
"""
EVASIVE = "SELECT count(*) AS n FROM articles WHERE outlet = :outlet AND id >= :low AND search_extra IS NOT NULL"
# Of every article that tells a story others tell too: who had it first, as far as that is known. An article has one
# story at most, so that the numbers add up.
CARRIED = """
SELECT f.outlet, o.title AS outlet_title, o.title_en AS outlet_title_en, c.basis, count(*) AS n,
       sum(a.credit <> '') AS credited
FROM articles m INDEXED BY articles_outlet_id
CROSS JOIN cluster_members s ON s.article_id = m.id
CROSS JOIN clusters c ON c.id = s.cluster_id
CROSS JOIN articles a INDEXED BY articles_facets ON a.id = m.id
LEFT JOIN articles f INDEXED BY articles_facets ON f.id = c.origin_id
LEFT JOIN outlets o ON o.name = f.outlet
WHERE m.outlet = :outlet AND m.id >= :low GROUP BY 1, 4 ORDER BY n DESC, 1, 4
"""


@clear
async def outlet(datasette: Datasette, request: Request) -> Response:
    """GET /outlet/NAME."""
    name, today = unquote(request.url_vars["name"]), damascus_day(now())
    found = await query(datasette, lambda connection: read(connection, name, today))
    if found is None:
        raise Unclear("no_outlet", 404, name=name[:40])
    service = data_folder(datasette) / "service.db"
    states = read_health(service)
    missed = await asyncio.to_thread(gaps.missed, service, now())
    health = (states or {}).get(name, UNKNOWN_HEALTH)
    if not found["outlet"]["enabled"]:
        health |= {"state": "disabled", "cause": "disabled"}
    own = [gap for gap in missed.gaps if gap.outlet in ("", name)] if missed else None
    shown: dict[str, Any] = {"health": health, "gaps": own, "gaps_shown": GAPS, "spark_days": SPARK_DAYS}
    return await page(datasette, request, "outlet", found | shown | {"section": "outlets"})


def read(connection: sqlite3.Connection, name: str, today: date) -> Row | None:
    """What the record knows of an outlet; None where there is no such outlet."""
    known = row(connection, OUTLET, (name,))
    if known is None:
        return None
    whole = row(connection, WHOLE, {"outlet": name}) or {}
    year = {"outlet": name, "low": first_id_of(today - YEAR)}
    return {
        "outlet": known,
        "articles": whole["articles"],
        "first_day": day_of_id(whole["first"]),
        "last_day": day_of_id(whole["last"]),
        "days": days(connection, name, today),
        "newest": browse(connection, limit=NEWEST, outlet=name),
        "changed": stream(connection, limit=CHANGES, outlet=name),
        "credits": credits(rows(connection, CREDITS, year)),
        "carried": carried(rows(connection, CARRIED, year), name),
        "evasive": rows(connection, EVASIVE, year | {"low": first_id_of(today - timedelta(SPARK_DAYS - 1))})[0]["n"],
    }


def day_of_id(article_id: int | None) -> date | None:
    return EPOCH + timedelta(days=article_id // IDS_PER_DAY) if article_id is not None else None


def days(connection: sqlite3.Connection, name: str, today: date) -> list[tuple[date, int]]:
    """The last SPARK_DAYS days, oldest first, and how many articles bear each."""
    first = today - timedelta(days=SPARK_DAYS - 1)
    counts = {found["day"]: found["n"] for found in rows(connection, DAYS, (name, first_id_of(first)))}
    every = [first + timedelta(days=place) for place in range(SPARK_DAYS)]
    return [(day, counts.get(first_id_of(day) // IDS_PER_DAY, 0)) for day in every]


def credits(found: list[Row]) -> dict[str, Any]:
    """How many articles name a source, of how many; the names most often given."""
    named = [one for one in found if one["credit"]]
    return {
        "of": sum(one["n"] for one in found),
        "n": sum(one["n"] for one in named),
        "names": [(one["credit"], one["n"]) for one in named[:NAMES]],
    }


def carried(found: list[Row], name: str) -> dict[str, Any]:
    """Articles that share their story with other outlets: `first` here, first at another (`sources`), `unknown`."""
    sources: dict[str, Row] = {}
    for one in found:
        if one["outlet"] not in (None, name):
            source = sources.setdefault(one["outlet"], one | {"n": 0, "credited": 0, "bases": []})
            source["n"] += one["n"]
            source["credited"] += one["credited"]
            source["bases"].append((one["basis"], one["n"]))
    return {
        "first": sum(one["n"] for one in found if one["outlet"] == name),
        "unknown": sum(one["n"] for one in found if one["outlet"] is None),
        "n": sum(one["n"] for one in sources.values()),
        "credited": sum(one["credited"] for one in sources.values()),
        "sources": sorted(sources.values(), key=lambda one: (-one["n"], one["outlet"])),
    }
