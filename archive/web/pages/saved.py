"""Saved searches in the browser: follow a question by a feed with a secret address, see what it found, end it.

Whoever knows the address owns the search: there is no login, and no reader's name or address is kept. The web saves
feeds only; a message goes to nobody but whom the operator named on the command line.
"""

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import Any

from markupsafe import Markup
from sqlite_utils.utils import sqlite3

from archive.alerts.delivery import preview, save
from archive.alerts.message import Event, events_of
from archive.alerts.rows import MatchRow
from archive.alerts.saved_search import SavedSearch, Wanted
from archive.alerts.store import Readers
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration
from archive.times import now
from archive.web.api.feed_formats import ATOM_TYPE, JSON_TYPE, Entry, Feed, atom, json_feed, tag
from archive.web.app.compat import Datasette, Request, Response, data_folder
from archive.web.app.connection import query
from archive.web.app.language import language
from archive.web.app.page import direction, page, permalink, problem
from archive.web.app.search_request import SearchRequest, parse_request
from archive.web.pages.search import may_be_saved
from archive.web.queries.outlets import outlet_titles

SHOWN = 50
PREVIEWED = 5
WRITERS = {"atom": (atom, ATOM_TYPE), "json": (json_feed, JSON_TYPE)}
# For its reader alone: in no search engine, in no cache between.
PRIVATE = {"cache-control": "private, no-cache", "x-robots-tag": "noindex"}


async def form(datasette: Datasette, request: Request) -> Response:
    """GET /saved: the search to be saved, with what it finds now. POST: save it and go to its page."""
    if not may_be_saved():
        return await problem(datasette, request, "forbidden", 403)
    titles = await query(datasette, partial(outlet_titles, lang=language().lang))
    if request.method != "POST":
        asked = parse_request({name: request.args.get(name) for name in request.args}, titles)
        return await _form(datasette, request, asked, titles)
    try:
        values: Mapping[str, str] = await request.post_vars()
    except UnicodeDecodeError:
        return await problem(datasette, request, "bad", 400)
    asked = parse_request(values, titles)
    wanted = Wanted(question=asked.q, mode=asked.mode, outlet=asked.outlet or "", edits="edits" in values, origin="web")
    try:
        token = await asyncio.to_thread(_save, DataFolder(data_folder(datasette)), wanted)
    except BadConfiguration:
        return await _form(datasette, request, asked, titles, refused=language()("saved.no_word"), status=400)
    if token is None:
        return await _form(datasette, request, asked, titles, refused=language()("saved.full"), status=429)
    return Response.redirect(datasette.urls.path(f"/saved/{token}"), status=303)


def _save(folder: DataFolder, wanted: Wanted) -> str | None:
    """The token of the new search; None where the web has saved as much as it may."""
    with Readers(folder.readers) as readers:
        if not readers.takes_from_web(now()):
            return None
    return save(folder, wanted).token


async def _form(
    datasette: Datasette,
    request: Request,
    asked: SearchRequest,
    titles: Mapping[str, str],
    *,
    refused: Markup | str = "",
    status: int = 200,
) -> Response:
    hits = await query(datasette, partial(_preview, asked=asked)) if asked.q else []
    values = {"asked": asked, "titles": titles, "refused": refused, "hits": hits, "section": "search"}
    return await page(datasette, request, "save", values, status)


def _preview(connection: sqlite3.Connection, asked: SearchRequest) -> Any:
    return preview(connection, Wanted(question=asked.q, mode=asked.mode, outlet=asked.outlet or ""), PREVIEWED)


async def saved(datasette: Datasette, request: Request) -> Response:
    """GET /saved/TOKEN: what the search found, its feeds, and the button that ends it."""
    found = await _search(datasette, request)
    if found is None:
        return await problem(datasette, request, "no_saved", 404)
    values = {
        "saved": found,
        "events": await _events(datasette, found),
        "feed": f"/saved/{found.token}",
        "shown": SHOWN,
        "section": "search",
    }
    return _private(await page(datasette, request, "saved", values))


async def end(datasette: Datasette, request: Request) -> Response:
    """POST /saved/TOKEN/end: forget the search and all it found. GET leads to the page with the button."""
    if request.method != "POST":
        return Response.redirect(datasette.urls.path(f"/saved/{request.url_vars['token']}"))
    found = await _search(datasette, request)
    if found is None:
        return await problem(datasette, request, "no_saved", 404)
    await asyncio.to_thread(_end, DataFolder(data_folder(datasette)), found)
    return _private(await page(datasette, request, "ended", {"saved": found, "section": "search"}))


def _end(folder: DataFolder, found: SavedSearch) -> None:
    with Readers(folder.readers) as readers:
        readers.remove(found.id)


async def feed(datasette: Datasette, request: Request) -> Response:
    """GET /saved/TOKEN.atom and .json: an entry per match, and per later change where the search asks for these."""
    found = await _search(datasette, request, read=True)
    if found is None:
        return Response.text("This saved search was ended, or never was.", status=404)
    say = language()
    entries = [_entry(request, event) for event in await _events(datasette, found)]
    write, kind = WRITERS[request.url_vars["form"]]
    made = Feed(
        title=f"{say('site.name')} · {found.label}",
        url=permalink(request, request.path),
        page=permalink(request, f"/saved/{found.token}"),
        lang=say.lang,
        entries=entries,
    )
    return _private(Response(write(made), 200, {}, kind))


def _entry(request: Request, event: Event) -> Entry:
    new, say = event["kind"] == "new", language()
    kind = say("saved.new") if new else say(f"kind.{event['kind']}")
    path = f"/article/{event['article_id']}" + ("" if new else f"/versions/{event['n']}")
    outlet = event["outlet_title_en"] if say.lang == "en" else event["outlet_title"]
    return Entry(
        id=tag(event["article_id"], None if new else event["n"]),
        title=event["title"] if new else f"{kind}: {event['title']}",
        url=permalink(request, path),
        updated=event["seen_at"],
        published=event["published_at"] or "",
        html=str(Markup('<p lang="{}" dir="{}">{}</p>').format(say.lang, direction(say.lang), f"{outlet} · {kind}")),
        author=outlet,
        lang=event["lang"],
        source=event["url"],
        categories=(event["kind"], event["outlet"]),
    )


async def _search(datasette: Datasette, request: Request, *, read: bool = False) -> SavedSearch | None:
    folder = DataFolder(data_folder(datasette))
    return await asyncio.to_thread(_known, folder, request.url_vars["token"], read=read)


def _known(folder: DataFolder, token: str, *, read: bool) -> SavedSearch | None:
    if not folder.readers.exists():
        return None
    with Readers(folder.readers) as readers:
        found = readers.by_token(token)
        if found and read:
            readers.was_read(found, now())
    return found


async def _events(datasette: Datasette, found: SavedSearch) -> list[Event]:
    """What the search found, the newest first."""
    matches = await asyncio.to_thread(_newest, DataFolder(data_folder(datasette)), found.id)
    return await query(datasette, lambda connection: events_of(connection, matches))


def _newest(folder: DataFolder, search_id: int) -> list[MatchRow]:
    with Readers(folder.readers) as readers:
        return readers.newest(search_id, SHOWN)


def _private(response: Response) -> Response:
    response.headers |= PRIVATE
    return response
