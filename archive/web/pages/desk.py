"""GET /desk: a reader's own lists, tags and notes, with what became of the articles since."""

import asyncio
from collections.abc import Callable, Sequence, Set
from typing import TypedDict

from archive.desk.frozen import frozen_of
from archive.desk.lists import list_of, listed, lists_of, tagged, tags_by_article, tags_of
from archive.desk.notes import notes_of, tags_by_note
from archive.desk.schema import FrozenRow, ListedRow, ListRow, NoteRow, TagRow
from archive.desk.store import Desk
from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.connection import query
from archive.web.app.desk_access import at_the_desk, on_desk
from archive.web.app.language import language
from archive.web.app.page import page
from archive.web.app.parameters import Unclear, clear, cursor_of, one_of, parameters
from archive.web.charts.event_line import event_line
from archive.web.queries.desk import ShownArticle, carried, events_of, shown_articles, shown_notes
from archive.web.queries.rows import Connection

PER_PAGE, NOTES_SHOWN, MOST_NOTES = 50, 10, 500
VIEWS, PARTS = ("list", "time", "notes"), ("edited", "gone", "withdrawn", "own", "carried")


class OnDesk(TypedDict):
    """What a page shows of the desk itself."""

    lists: list[ListRow]
    tags: list[TagRow]
    chosen: ListRow | None
    marks: list[ListedRow]
    tags_of: dict[int, list[str]]
    notes: list[NoteRow]
    note_tags: dict[int, list[str]]
    all_notes: int
    frozen: list[FrozenRow]


@at_the_desk
@clear
async def view(datasette: Datasette, request: Request) -> Response:
    """GET /desk: list (its number), tag, q (words of notes), view (time: what happened, when), only, start."""
    values = parameters(request)
    list_id, start = cursor_of(values, "list"), cursor_of(values, "start") or 1
    tag, words, shown_as = values.get("tag", ""), values.get("q", ""), one_of(values, "view", VIEWS, "list")
    only = one_of(values, "only", PARTS, "")

    def ask(desk: Desk) -> OnDesk:
        return _on_desk(desk, list_id, tag, words)

    found = await asyncio.to_thread(on_desk, datasette, request, ask)
    if list_id is not None and found["chosen"] is None:
        raise Unclear("no_list", 404)
    most = MOST_NOTES if shown_as == "notes" or words or tag else NOTES_SHOWN

    def look(connection: Connection) -> dict[str, object]:
        articles = shown_articles(connection, found["marks"])
        events = events_of(connection, articles) if shown_as == "time" else []
        return {
            "articles": articles,
            "chosen_articles": _part(articles, only, carried(connection, articles)),
            "events": events,
            "line": event_line(events, rtl=language().dir == "rtl"),
            "shown_notes": shown_notes(connection, found["notes"][:most]),
        }

    filters = {"tag": tag, "words": words, "view": shown_as, "only": only, "start": max(start, 1), "per_page": PER_PAGE}
    values_of_page = {**found, **filters, **await query(datasette, look), "section": "desk"}
    return await page(datasette, request, "desk", values_of_page)


def _on_desk(desk: Desk, list_id: int | None, tag: str, words: str) -> OnDesk:
    lists, chosen = lists_of(desk), None
    if list_id is not None:
        chosen = list_of(desk, list_id)
    elif lists and not tag:
        chosen = max(lists, key=lambda one: (one["newest"], one["made_at"]))
    marks = listed(desk, chosen["id"]) if chosen else tagged(desk, tag) if tag else []
    notes = notes_of(desk, words=words, tag=tag)
    return {
        "lists": lists,
        "tags": tags_of(desk),
        "chosen": chosen,
        "marks": marks,
        "tags_of": tags_by_article(desk),
        "notes": notes,
        "note_tags": tags_by_note(desk, notes),
        "all_notes": len(notes),
        "frozen": frozen_of(desk),
    }


def _part(articles: Sequence[ShownArticle], only: str, copied: Set[int]) -> list[ShownArticle]:
    """Those that were edited, vanished or were withdrawn since, those with copies elsewhere (`copied`) or without; all
    of them where nothing is asked for."""
    parts: dict[str, Callable[[ShownArticle], bool]] = {
        "edited": lambda one: one.edits > 0,
        "gone": lambda one: one.is_gone,
        "withdrawn": lambda one: one.withdrawn,
        "own": lambda one: one.article is not None and one.article["id"] not in copied,
        "carried": lambda one: one.article is not None and one.article["id"] in copied,
    }
    return [one for one in articles if not only or parts[only](one)]
