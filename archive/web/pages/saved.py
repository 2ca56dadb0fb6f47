"""Saved searches in the browser: follow a question by a feed with a secret address, see what it found, end it.

Whoever knows the address owns the search: there is no login, and no reader's name or address is kept. The web saves
feeds only; a message goes to nobody but whom the operator named on the command line.
"""

import asyncio
from collections.abc import Mapping
from urllib.parse import urlencode

from markupsafe import Markup

from archive.errors import BadConfiguration
from archive.web.app.compat import Datasette, Request, Response, data_folder
from archive.web.app.connection import query
from archive.web.app.headers import private
from archive.web.app.language import language
from archive.web.app.page import page, problem
from archive.web.app.parameters import raw_parameters, sent_parameters
from archive.web.app.search_request import SearchRequest, parse_request
from archive.web.queries.addresses import resolved_address
from archive.web.queries.outlets import outlet_titles
from archive.web.queries.saved_searches import (
    SHOWN,
    events_of,
    forget,
    may_be_saved,
    preview_of,
    request_of,
    save_from_web,
    search_of,
    wanted_by,
)
from archive.web.queries.watch_lists import may_be_watched


async def form(datasette: Datasette, request: Request) -> Response:
    """GET /saved: the search to be saved, with what it finds now. POST: save it and go to its page.

    An address is no question that could be followed: it leads to where the search page says what it is.
    """
    if not may_be_saved(datasette):
        return await problem(datasette, request, "forbidden", 403)
    t = language()
    titles = await query(datasette, lambda connection: outlet_titles(connection, t.lang))
    posted = request.method == "POST"
    try:
        values: Mapping[str, str] = await sent_parameters(request) if posted else raw_parameters(request)
    except UnicodeDecodeError:
        return await problem(datasette, request, "bad", 400)
    if await resolved_address(datasette, request, values.get("q", "")) is not None:
        return Response.redirect(datasette.urls.path(f"/search?{urlencode({'q': values['q']})}"), status=303)
    if not posted:
        return await _form(datasette, request, parse_request(values, titles), titles)
    return await _save(datasette, request, parse_request(values, titles), titles, edits="edits" in values)


async def _save(
    datasette: Datasette, request: Request, params: SearchRequest, titles: Mapping[str, str], *, edits: bool
) -> Response:
    t, wanted = language(), wanted_by(params, edits=edits)
    try:
        token = await asyncio.to_thread(save_from_web, data_folder(datasette), wanted)
    except BadConfiguration:
        return await _form(datasette, request, params, titles, refused=t("saved.no_word"), status=400)
    if token is None:
        return await _form(datasette, request, params, titles, refused=t("saved.full"), status=429)
    return Response.redirect(datasette.urls.path(f"/saved/{token}"), status=303)


async def _form(
    datasette: Datasette,
    request: Request,
    params: SearchRequest,
    titles: Mapping[str, str],
    *,
    refused: Markup | str = "",
    status: int = 200,
) -> Response:
    hits = await query(datasette, lambda connection: preview_of(connection, params)) if params.q else []
    values = {"params": params, "titles": titles, "refused": refused, "hits": hits, "section": "search"}
    return await page(datasette, request, "save", values, status)


async def view(datasette: Datasette, request: Request) -> Response:
    """GET /saved/TOKEN: what the search found, its feeds, and the button that ends it."""
    found = await search_of(datasette, request.url_vars["token"])
    if found is None:
        return await problem(datasette, request, "no_saved", 404)
    titles = await query(datasette, lambda connection: outlet_titles(connection, language().lang))
    values = {
        "saved": found,
        "titles": titles,
        "params": request_of(found),
        "events": await events_of(datasette, found),
        "feed": f"/saved/{found.token}",
        "may_be_watched": may_be_watched(datasette),
        "shown": SHOWN,
        "section": "search",
    }
    return private(await page(datasette, request, "saved", values))


async def end(datasette: Datasette, request: Request) -> Response:
    """POST /saved/TOKEN/end: forget the search and all it found. GET leads to the page with the button."""
    token = request.url_vars["token"]
    if request.method != "POST":
        return Response.redirect(datasette.urls.path(f"/saved/{token}"))
    found = await search_of(datasette, token)
    if found is None:
        return await problem(datasette, request, "no_saved", 404)
    await asyncio.to_thread(forget, data_folder(datasette), found)
    return private(await page(datasette, request, "ended", {"saved": found, "section": "search"}))
