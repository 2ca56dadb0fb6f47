"""The JSON API, version 1 (docs/api.md): what it answers stays as it is; new keys may come, none goes or changes.

openapi.json beside this file describes it to programs; a test holds the two together.
"""

import asyncio
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from sqlite_utils.utils import sqlite3

from archive.crawl_state.next_checks import next_check
from archive.record.rows import KeptCaptureRow
from archive.search.addresses import ResolvedAddress
from archive.search.engine import OPENING, Mode
from archive.search.highlight import to_marked_text
from archive.search.near_addresses import Near, described, near
from archive.search.suggestions import Offer
from archive.web.api.protocol import (
    Refusal,
    address,
    json_answer,
    json_errors,
    last_modified,
    lasting_headers,
    listing_headers,
    no_article,
    no_version,
    number,
    parameters,
    question,
)
from archive.web.api.result_sets import Found, found
from archive.web.app.compat import Datasette, Request, Response, data_folder
from archive.web.app.connection import query
from archive.web.app.page import permalink
from archive.web.queries.full_articles import (
    COLUMNS,
    ArticleRecord,
    FullArticle,
    VersionOfArticle,
    all_outlets,
    article_record,
    captured_version,
    full_articles,
    versions_since,
)
from archive.web.queries.suggestions import offered

DESCRIPTION = Path(__file__).with_name("openapi.json")
MOST_HITS, MOST_CHANGES = 100, 500


@json_errors
async def search(datasette: Datasette, request: Request) -> Response:
    """GET /api/1/search: count, mode, hits as `warraq search --json` has them; `next`, the address of the rest.

    Asked for an address, the article that it is as the only hit, and `address`, what it turned out to be.
    """
    params, values, pasted = await question(datasette, request, "before", "after", "limit")
    if pasted is not None:
        return await at_address(datasette, pasted, params.mode)
    limit, after = number(values, "limit", 20, MOST_HITS), number(values, "after", 0)

    def ask(connection: sqlite3.Connection) -> tuple[Found, list[FullArticle], list[Offer]]:
        answer = found(connection, params, limit + 1, after or None)
        return answer, full_articles(connection, list(answer.snippets)[:limit]), offered(connection, params, answer)

    answer, listed, others = await query(datasette, ask)
    following = None
    if len(answer.snippets) > limit and params.order != "rank":
        last = listed[-1]["id"]
        rest = params.address(before=last) if params.order == "newest" else f"{params.address()}&after={last}"
        rest += f"&limit={limit}"
        following = address(request, "/api/1/search") + rest
    return json_answer(
        {
            "count": answer.count,
            "mode": params.mode,
            "hits": [_hit(one, answer.snippets[one["id"]]) for one in listed],
            "next": following,
            "notes": answer.notes,
            "suggestions": answer.suggestions,
            "offers": [
                {**one.as_record(), "url": address(request, "/api/1/search") + params.address_of(one)} for one in others
            ],
            "address": None,
        },
        listing_headers(datasette, following),
    )


async def at_address(datasette: Datasette, resolved: ResolvedAddress, mode: Mode) -> Response:
    """The answer to an address."""

    def ask(connection: sqlite3.Connection) -> tuple[list[FullArticle], Near]:
        return full_articles(connection, resolved.articles), near(connection, resolved)

    listed, around = await query(datasette, ask)
    hits = [_hit(one, one["body"][:OPENING]) for one in listed]
    found_there = {"count": len(hits), "mode": mode, "hits": hits, "next": None}
    beside = {"notes": [], "suggestions": [], "offers": [], "address": described(resolved, around)}
    return json_answer({**found_there, **beside}, listing_headers(datasette, None))


def _hit(article: FullArticle, snippet: str) -> Mapping[str, object]:
    return {
        "id": article["id"],
        "outlet": article["outlet"],
        "url": article["url"],
        "title": article["title"],
        "published": article["published_at"] or article["published_day"] or None,
        "snippet": to_marked_text(snippet),
    }


@json_errors
async def article(datasette: Datasette, request: Request) -> Response:
    """GET /api/1/articles/ID: the article, its versions without their texts, captures, checks, addresses, copies."""
    parameters(request)
    article_id = int(request.url_vars["id"])
    known = await query(datasette, lambda connection: article_record(connection, article_id))
    if known is None:
        raise no_article(article_id)
    row, service = known["article"], data_folder(datasette).service
    due = await asyncio.to_thread(next_check, service, row["outlet"], row["key"])
    lasting = permalink(request, f"/article/{article_id}")
    captures = [_addressed(request, one) for one in known["captures"]]
    answer = {**_article(known), "captures": captures, "next_check_at": due, "permalink": lasting}
    return json_answer(answer, lasting_headers(datasette, lasting))


def _addressed(request: Request, capture: KeptCaptureRow) -> Mapping[str, object]:
    """A capture, and the address of its page."""
    return {**capture, "permalink": permalink(request, f"/capture/{capture['id']}")}


def _article(known: ArticleRecord) -> Mapping[str, object]:
    columns: Mapping[str, object] = known["article"]
    return {name: columns[name] for name in COLUMNS if name != "versions"} | {
        "published_day": known["article"]["published_day"] or None,
        "versions": [_without(version, "id", "article_id", "body") for version in known["versions"]],
        "verdicts": known["verdicts"],
        "urls": known["urls"],
        "copies": known["copies"],
        "absence": known["absence"],
        "checks": known["checks"],
        "message": known["message"],
    }


@json_errors
async def version(datasette: Datasette, request: Request) -> Response:
    """GET /api/1/articles/ID/versions/N: the text of one version and the capture it was read from."""
    parameters(request)
    article_id, n = int(request.url_vars["id"]), int(request.url_vars["n"])
    known = await query(datasette, lambda connection: captured_version(connection, article_id, n))
    if known is None:
        raise no_version(article_id, n)
    lasting = permalink(request, f"/article/{article_id}/versions/{n}")
    capture = known["capture"] and _addressed(request, known["capture"])
    return json_answer({**_without(known, "id"), "capture": capture, "permalink": lasting}, last_modified(datasette))


def _without(row: Mapping[str, object], *names: str) -> Mapping[str, object]:
    return {name: value for name, value in row.items() if name not in names}


@json_errors
async def outlets(datasette: Datasette, request: Request) -> Response:
    """GET /api/1/outlets: every outlet of the record."""
    parameters(request)
    listed = await query(datasette, all_outlets)
    described = [{**one, "hosts": json.loads(one["hosts"]), "enabled": bool(one["enabled"])} for one in listed]
    return json_answer({"outlets": described}, last_modified(datasette))


@json_errors
async def changes(datasette: Datasette, request: Request) -> Response:
    """GET /api/1/changes?since=CURSOR: every version after that one, in the order they were recorded."""
    values = parameters(request, "since", "limit")
    since, limit = number(values, "since", 0), number(values, "limit", 100, MOST_CHANGES)
    listed = await query(datasette, lambda connection: versions_since(connection, since, limit + 1))
    shown = listed[:limit]
    cursor = shown[-1]["id"] if shown else since
    answer = {"changes": [_change(one) for one in shown], "cursor": cursor, "more": len(listed) > limit}
    return json_answer(answer, last_modified(datasette))


def _change(one: VersionOfArticle) -> Mapping[str, object]:
    return {**_without(one, "id"), "published_day": one["published_day"] or None}


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
