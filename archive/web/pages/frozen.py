"""GET and POST /frozen: a search to be frozen; GET /frozen/TOKEN: what it found then, and what has changed since."""

import asyncio
from collections.abc import Mapping
from urllib.parse import parse_qs

from archive.desk.frozen import COMMAND, MOST_FOUND, Search, by_token, digest, freeze, frozen_of, keys_file
from archive.desk.resolving import identities_of
from archive.desk.schema import FrozenRow, MarkedArticle
from archive.desk.store import ONE_READER, Desk
from archive.times import now, stamp
from archive.web.app.compat import Datasette, Request, Response, moment
from archive.web.app.connection import query
from archive.web.app.desk_access import at_the_desk, desk_file, on_desk
from archive.web.app.desk_reader import may_have_desk, reader_of
from archive.web.app.headers import NOT_KEPT
from archive.web.app.language import language
from archive.web.app.page import page, permalink
from archive.web.app.parameters import Unclear, clear, raw_parameters, sent_parameters
from archive.web.app.search_request import SearchRequest, parse_request
from archive.web.queries.articles import count_articles
from archive.web.queries.frozen import found_by, named, since
from archive.web.queries.outlets import outlet_titles
from archive.web.queries.rows import Connection


@at_the_desk
@clear
async def form(datasette: Datasette, request: Request) -> Response:
    """The search, what it finds now, and the button; POST freezes it and leads to its page."""
    titles = await _titles(datasette)
    values = await sent_parameters(request) if request.method == "POST" else raw_parameters(request)
    params = parse_request(values, titles)
    if not params.q and not params.filtered:
        raise Unclear("nothing_to_freeze")

    def ask(connection: Connection) -> tuple[dict[int, tuple[str, str]], int, bool]:
        ids = found_by(connection, params)
        return identities_of(connection, ids[:MOST_FOUND]), count_articles(connection), len(ids) > MOST_FOUND

    found, articles, too_many = await query(datasette, ask)
    if request.method != "POST" or too_many:
        shown = {"params": params, "titles": titles, "found": len(found), "too_many": too_many, "section": "search"}
        return await page(datasette, request, "freeze", shown, 400 if request.method == "POST" else 200)
    search = Search(params.q, params.address(), stamp(moment(datasette)), articles)

    def keep(desk: Desk) -> str:
        return freeze(desk, search, found, stamp(now()))

    token = await asyncio.to_thread(on_desk, datasette, request, keep, make=True)
    return Response.redirect(datasette.urls.path(f"/frozen/{token}"), status=303)


@clear
async def view(datasette: Datasette, request: Request) -> Response:
    """Who has the address may read it: it is made to be cited."""
    row, articles = await kept(datasette, request)
    titles = await _titles(datasette)
    params = params_of(row, titles)
    content = keys_file(articles)
    changed = await query(datasette, lambda connection: since(connection, articles, params, row["at"]))

    def look(connection: Connection) -> dict[str, object]:
        parts = {"new": changed.new, "left": changed.left, "gone": changed.gone}
        return {name: named(connection, ids) for name, ids in parts.items()}

    values = {
        "frozen": row,
        "is_mine": await _is_mine(datasette, request, row),
        "params": params,
        "titles": titles,
        "since": changed,
        "parts_of": await query(datasette, look),
        "is_whole": digest(content) == row["sha256"],
        "rest": digest(content),
        "command": COMMAND,
        "permalink": permalink(request, f"/frozen/{row['token']}"),
        "section": "search",
    }
    response = await page(datasette, request, "frozen", values)
    response.headers |= NOT_KEPT
    return response


async def kept(datasette: Datasette, request: Request) -> tuple[FrozenRow, list[MarkedArticle]]:
    """The frozen search of an address. Raises Unclear where there is none."""
    token = request.url_vars["token"]

    def ask() -> tuple[FrozenRow, list[MarkedArticle]] | None:
        with Desk(desk_file(datasette), ONE_READER, make=False) as desk:
            return by_token(desk, token)

    found = await asyncio.to_thread(ask) if may_have_desk(datasette, request) else None
    if found is None:
        raise Unclear("no_frozen", 404)
    return found


async def _is_mine(datasette: Datasette, request: Request, row: FrozenRow) -> bool:
    """Did who looks at it freeze it?"""
    if reader_of(datasette, request) is None:
        return False
    return row in await asyncio.to_thread(on_desk, datasette, request, frozen_of)


def params_of(row: FrozenRow, titles: Mapping[str, str]) -> SearchRequest:
    """The search as its address names it."""
    values = {name: ",".join(found) for name, found in parse_qs(row["address"].removeprefix("?")).items()}
    return parse_request(values, titles)


async def _titles(datasette: Datasette) -> Mapping[str, str]:
    return await query(datasette, lambda connection: outlet_titles(connection, language().lang))
