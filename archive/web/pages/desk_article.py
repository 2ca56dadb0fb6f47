"""GET /desk/article/ID: one article on the desk: the lists it is on, its tags, the notes on it, and the forms for each.

`n` is the version that a note is on; without it, the present one.
"""

import asyncio
from typing import TypedDict

from archive.desk.lists import in_lists, lists_of, tags_by_article
from archive.desk.notes import notes_of, tags_by_note
from archive.desk.resolving import identity_of, present_text
from archive.desk.schema import ListRow, NoteRow
from archive.desk.store import Desk
from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.connection import query
from archive.web.app.desk_access import at_the_desk, on_desk
from archive.web.app.page import page
from archive.web.app.parameters import Unclear, clear, cursor_of, parameters
from archive.web.queries.articles import BriefArticle, paragraphs, version_text
from archive.web.queries.desk import article_of, shown_notes
from archive.web.queries.rows import Connection


class OnDesk(TypedDict):
    """What the desk has of the article."""

    lists: list[ListRow]
    on: set[int]
    tags: list[str]
    notes: list[NoteRow]
    note_tags: dict[int, list[str]]


class InRecord(TypedDict):
    """What the record has of it."""

    article: BriefArticle
    outlet: str
    key: str
    n: int
    body: str


@at_the_desk
@clear
async def view(datasette: Datasette, request: Request) -> Response:
    """The forms, and what is there already."""
    article_id, n = int(request.url_vars["id"]), cursor_of(parameters(request), "n")
    found = await query(datasette, lambda connection: _in_record(connection, article_id, n))
    if found is None:
        raise Unclear("no_article", 404, id=article_id)
    known = found

    def ask(desk: Desk) -> OnDesk:
        return _on_desk(desk, known["outlet"], known["key"])

    on = await asyncio.to_thread(on_desk, datasette, request, ask)
    notes = await query(datasette, lambda connection: shown_notes(connection, on["notes"]))
    values = {**known, **on, "shown_notes": notes, "paragraphs": paragraphs(known["body"]), "section": "desk"}
    return await page(datasette, request, "desk_article", values)


def _in_record(connection: Connection, article_id: int, n: int | None) -> InRecord | None:
    article, identity = article_of(connection, article_id), identity_of(connection, article_id)
    if article is None or identity is None:
        return None
    number = n or present_text(connection, article_id)[1]
    text = version_text(connection, article_id, number)
    return {
        "article": article,
        "outlet": identity[0],
        "key": identity[1],
        "n": number if text else 0,
        "body": text["body"] if text else "",
    }


def _on_desk(desk: Desk, outlet: str, key: str) -> OnDesk:
    known = desk.known(outlet, key)
    notes = notes_of(desk, n=known) if known else []
    return {
        "lists": lists_of(desk),
        "on": in_lists(desk, known),
        "tags": tags_by_article(desk).get(known, []),
        "notes": notes,
        "note_tags": tags_by_note(desk, notes),
    }
