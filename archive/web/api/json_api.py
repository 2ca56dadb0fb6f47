"""The JSON API, version 1 (docs/api.md): what it answers stays as it is; new keys may come, none goes or changes.

openapi.json beside this file describes it to programs; a test holds the two together.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from sqlite_utils.utils import sqlite3

from archive.search.highlight import to_marked_text
from archive.web.api.protocol import (
    Refusal,
    address,
    json_answer,
    json_errors,
    last_modified,
    number,
    parameters,
    question,
)
from archive.web.api.result_sets import CHANGES, COLUMNS, Found, articles, found
from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.connection import query
from archive.web.app.page import permalink
from archive.web.queries.rows import Row, row, rows

DESCRIPTION = Path(__file__).with_name("openapi.json")
MOST_HITS, MOST_CHANGES = 100, 500
MOST_CAPTURES = 1_000
VERSIONS = "SELECT * FROM version_texts WHERE article_id = ? ORDER BY n"
VERSION = "SELECT * FROM version_texts WHERE article_id = ? AND n = ?"
CAPTURES = "SELECT * FROM captures WHERE article_id = ? ORDER BY fetched_at DESC LIMIT ?"
CAPTURE = "SELECT * FROM captures WHERE id = ?"
URLS = "SELECT url, role, first_seen_at FROM urls WHERE article_id = ? ORDER BY first_seen_at, url"
COPIES = """
SELECT b_id AS article_id, kind, containment, jaccard, found_at FROM copies WHERE a_id = :id
UNION ALL SELECT a_id, kind, containment, jaccard, found_at FROM copies WHERE b_id = :id ORDER BY 1
"""
OUTLETS = "SELECT * FROM outlets ORDER BY name"


@json_errors
async def search(datasette: Datasette, request: Request) -> Response:
    """GET /api/1/search: count, mode, hits as `warraq search --json` has them; `next`, the address of the rest."""
    asked, values = await question(datasette, request, "before", "limit")
    limit = number(values, "limit", 20, MOST_HITS)

    def ask(connection: sqlite3.Connection) -> tuple[Found, list[Row]]:
        answer = found(connection, asked, limit + 1)
        return answer, articles(connection, list(answer.snippets)[:limit])

    answer, listed = await query(datasette, ask)
    following = None
    if len(answer.snippets) > limit and asked.order == "newest":
        rest = f"{asked.address(before=listed[-1]['id'])}&limit={limit}"
        following = address(request, "/api/1/search") + rest
    told = {
        "count": answer.count,
        "mode": asked.mode,
        "hits": [_hit(one, answer.snippets[one["id"]]) for one in listed],
        "next": following,
        "notes": answer.notes,
        "suggestions": answer.suggestions,
    }
    return json_answer(
        told,
        last_modified(datasette) | ({"link": f'<{following}>; rel="next"'} if following else {}),
    )


def _hit(one: Row, snippet: str) -> Row:
    return {name: one[name] for name in ("id", "outlet", "url", "title")} | {
        "published": one["published_at"] or one["published_day"],
        "snippet": to_marked_text(snippet),
    }


@json_errors
async def article(datasette: Datasette, request: Request) -> Response:
    """GET /api/1/articles/ID: the article, its versions without their texts, captures, addresses and copies."""
    parameters(request)
    article_id = int(request.url_vars["id"])
    told = await query(datasette, lambda connection: _article(connection, article_id))
    if told is None:
        raise Refusal(404, f"The archive holds no article {article_id}. Search: /api/1/search?q=…")
    lasting = permalink(request, f"/article/{article_id}")
    headers = {"link": f'<{lasting}>; rel="cite-as"', **last_modified(datasette)}
    return json_answer(told | {"permalink": lasting}, headers)


def _article(connection: sqlite3.Connection, article_id: int) -> Row | None:
    listed = articles(connection, [article_id])
    if not listed:
        return None
    versions = rows(connection, VERSIONS, (article_id,))
    return {name: listed[0][name] for name in COLUMNS if name != "versions"} | {
        "versions": [_without(version, "id", "article_id", "body") for version in versions],
        "captures": rows(connection, CAPTURES, (article_id, MOST_CAPTURES)),
        "urls": rows(connection, URLS, (article_id,)),
        "copies": rows(connection, COPIES, {"id": article_id}),
    }


@json_errors
async def version(datasette: Datasette, request: Request) -> Response:
    """GET /api/1/articles/ID/versions/N: the text of one version and the capture it was read from."""
    parameters(request)
    wanted = int(request.url_vars["id"]), int(request.url_vars["n"])

    def ask(connection: sqlite3.Connection) -> Row | None:
        text = row(connection, VERSION, wanted)
        return text and _without(text, "id") | {"capture": row(connection, CAPTURE, (text["capture_id"],))}

    told = await query(datasette, ask)
    if told is None:
        raise Refusal(404, f"There is no version {wanted[1]} of article {wanted[0]}. See /api/1/articles/{wanted[0]}")
    lasting = permalink(request, f"/article/{wanted[0]}/versions/{wanted[1]}")
    return json_answer(told | {"permalink": lasting}, last_modified(datasette))


def _without(one: Row, *names: str) -> Row:
    return {name: value for name, value in one.items() if name not in names}


@json_errors
async def outlets(datasette: Datasette, request: Request) -> Response:
    """GET /api/1/outlets: every outlet of the record."""
    parameters(request)
    listed = await query(datasette, lambda connection: rows(connection, OUTLETS))
    told = [one | {"hosts": json.loads(one["hosts"]), "enabled": bool(one["enabled"])} for one in listed]
    return json_answer({"outlets": told}, last_modified(datasette))


@json_errors
async def changes(datasette: Datasette, request: Request) -> Response:
    """GET /api/1/changes?since=CURSOR: every version after a place in the stream, in the order they were recorded."""
    values = parameters(request, "since", "limit")
    since, limit = number(values, "since", 0), number(values, "limit", 100, MOST_CHANGES)
    bounds = {"since": since, "limit": limit + 1}
    listed = await query(datasette, lambda connection: rows(connection, CHANGES, bounds))
    shown: list[Any] = listed[:limit]
    cursor = shown[-1]["id"] if shown else since
    told = {"changes": [_without(one, "id") for one in shown], "cursor": cursor, "more": len(listed) > limit}
    return json_answer(told, last_modified(datasette))


@json_errors
async def description(datasette: Datasette, request: Request) -> Response:  # noqa: ARG001 - a view's signature
    """GET /api/1/openapi.json: this API as an OpenAPI 3.1 document."""
    parameters(request)
    return Response(_description(), 200, {}, "application/vnd.oai.openapi+json; version=3.1; charset=utf-8")


@cache
def _description() -> str:
    return DESCRIPTION.read_text("utf-8")


@json_errors
async def nowhere(datasette: Datasette, request: Request) -> Response:  # noqa: ARG001 - a view's signature
    """Every other address under /api/."""
    raise Refusal(404, f"There is nothing at {request.path[:80]}. /api/1/openapi.json lists what there is.")
