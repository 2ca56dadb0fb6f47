"""Saved searches as the web makes, shows and ends them: readers.db, and what the record says of each match."""

import asyncio

from archive.alerts.delivery import preview, save
from archive.alerts.message import Event
from archive.alerts.message import events_of as events_of_matches
from archive.alerts.rows import MatchRow
from archive.alerts.saved_search import SavedSearch, Wanted, part_saved
from archive.alerts.store import Readers
from archive.configuration import current
from archive.data_folder import DataFolder
from archive.search.engine import Hit
from archive.times import now
from archive.web.app.compat import Datasette, data_folder
from archive.web.app.connection import query
from archive.web.app.search_request import SearchRequest
from archive.web.queries.rows import Connection

SHOWN = 50
PREVIEWED = 5


def may_be_saved(datasette: Datasette) -> bool:
    """May readers save searches here? The operator decides (`saved_searches` in warraq.toml)."""
    return current(data_folder(datasette)).saved_searches


def save_from_web(folder: DataFolder, wanted: Wanted) -> str | None:
    """The token of the new search; None where the web has saved as much as it may.

    Raises BadConfiguration for a question without a word to look for.
    """
    with Readers(folder.readers) as readers:
        if not readers.takes_from_web(now()):
            return None
    return save(folder, wanted).token


def preview_of(connection: Connection, params: SearchRequest) -> list[Hit]:
    """The newest articles that the search would find now."""
    return preview(connection, wanted_by(params, edits=False), PREVIEWED)


def wanted_by(params: SearchRequest, *, edits: bool) -> Wanted:
    """The search of a page as it is saved, with all its filters."""
    return Wanted(
        question=params.q,
        mode=params.mode,
        sort=params.order,
        arabic=params.arabic,
        edits=edits,
        origin="web",
        **part_saved(params.filters),
    )


def request_of(saved: SavedSearch) -> SearchRequest:
    """The page that shows what a saved search finds now."""
    part = saved.filters
    return SearchRequest(
        q=saved.question,
        mode=saved.mode,
        outlets=tuple(part["outlets"]),
        date_from=part["date_from"],
        date_to=part["date_to"],
        langs=part["langs"],
        kinds=part["kinds"],
        places=part["places"],
        copies=saved.copies,
        party=saved.party,
        named=saved.named,
        quotes=saved.quotes,
        order=saved.sort,
        arabic=saved.arabic,
    )


async def search_of(datasette: Datasette, token: str, *, read: bool = False) -> SavedSearch | None:
    """The search of a secret address; `read`: somebody asked for its feed, which keeps it from being forgotten."""
    return await asyncio.to_thread(_search, data_folder(datasette), token, read=read)


def _search(folder: DataFolder, token: str, *, read: bool) -> SavedSearch | None:
    if not folder.readers.exists():
        return None
    with Readers(folder.readers) as readers:
        found = readers.by_token(token)
        if found and read:
            readers.was_read(found, now())
    return found


async def events_of(datasette: Datasette, search: SavedSearch) -> list[Event]:
    """What the search found, the newest first, at most SHOWN."""
    matches = await asyncio.to_thread(_newest, data_folder(datasette), search.id)
    return await query(datasette, lambda connection: events_of_matches(connection, matches))


def _newest(folder: DataFolder, search_id: int) -> list[MatchRow]:
    with Readers(folder.readers) as readers:
        return readers.newest(search_id, SHOWN)


def forget(folder: DataFolder, search: SavedSearch) -> None:
    """The search and all it found."""
    with Readers(folder.readers) as readers:
        readers.remove(search.id)
