"""What the record says of the articles on a desk: how they are, what became of them since they were marked."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from archive.desk.csv_file import quotation_of
from archive.desk.notes import place_of
from archive.desk.resolving import Standing, standing_of, words_of_version
from archive.desk.schema import ListedRow, NoteRow
from archive.web.queries.articles import BRIEF, BriefArticle
from archive.web.queries.rows import Connection, row, rows

BRIEF_BY_ID = f"SELECT {BRIEF} FROM articles a JOIN outlets o ON o.name = a.outlet WHERE a.id = ?"  # noqa: S608 - ours
# What came to be known after an article was marked, however long ago it happened.
SINCE = """
SELECT count(*) FILTER (WHERE kind IN ('edit', 'revert', 'alternates')) AS edits,
       count(*) FILTER (WHERE kind = 'gone') AS gone
FROM versions WHERE article_id = ? AND told_at > ?
"""
CARRIED = """
SELECT a_id AS id FROM copies WHERE a_id IN (SELECT value FROM json_each(:ids))
UNION SELECT b_id FROM copies WHERE b_id IN (SELECT value FROM json_each(:ids))
"""
BODY = "SELECT body FROM articles WHERE id = ?"
EVENTS = """
SELECT v.id AS version_id, v.n, v.kind, v.seen_at, a.id, a.title, a.lang,
       o.title AS outlet_title, o.title_en AS outlet_title_en
FROM versions v JOIN articles a ON a.id = v.article_id JOIN outlets o ON o.name = a.outlet
WHERE v.article_id IN (SELECT value FROM json_each(?))
  AND +v.kind IN ('first', 'given', 'edit', 'revert', 'alternates', 'gone', 'back')
ORDER BY v.seen_at, v.id
"""


class SinceRow(TypedDict):
    """SINCE: how often the outlet changed it, how often it was proven gone."""

    edits: int
    gone: int


class BodyRow(TypedDict):
    """BODY."""

    body: str


class EventRow(TypedDict):
    """EVENTS: something that happened to an article, when it was captured."""

    version_id: int
    n: int
    kind: str
    seen_at: str
    id: int
    title: str
    lang: str
    outlet_title: str
    outlet_title_en: str


@dataclass(frozen=True, slots=True)
class ShownArticle:
    """An article of the desk; `article` is None where this record does not have it, `withdrawn` says that it was taken
    out. `edits`, `is_gone`: since it was marked."""

    mark: ListedRow
    article: BriefArticle | None
    withdrawn: bool
    edits: int = 0
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class ShownNote:
    """A note; `n` is the number of its version, 0 where the record does not know it; `quotation` is empty for a note on
    the whole article, and where its words were taken out; `is_current`: does the text of now have the words?"""

    mark: NoteRow
    article: BriefArticle | None
    withdrawn: bool
    n: int
    quotation: str
    is_current: bool


def shown_articles(connection: Connection, marks: Sequence[ListedRow]) -> list[ShownArticle]:
    """In the order of the marks."""
    return [_shown(connection, mark, standing_of(connection, mark, mark["version"])) for mark in marks]


def _shown(connection: Connection, mark: ListedRow, standing: Standing) -> ShownArticle:
    article = row(connection, BriefArticle, BRIEF_BY_ID, (standing.article_id,)) if standing.article_id else None
    if article is None:
        return ShownArticle(mark, None, standing.withdrawn)
    since = rows(connection, SinceRow, SINCE, (article["id"], mark["added_at"]))[0]
    return ShownArticle(mark, article, False, since["edits"], article["status"] == "gone" and since["gone"] > 0)


def ids_of(connection: Connection, marks: Sequence[ListedRow]) -> list[int]:
    """The numbers of those articles that the record has."""
    found = (standing_of(connection, mark, mark["version"]).article_id for mark in marks)
    return sorted({article_id for article_id in found if article_id})


def carried(connection: Connection, articles: Sequence[ShownArticle]) -> set[int]:
    """The numbers of those of which the record has a copy at another outlet."""
    ids = json.dumps([one.article["id"] for one in articles if one.article])
    return {article_id for (article_id,) in connection.execute(CARRIED, {"ids": ids})}


def shown_notes(connection: Connection, notes: Sequence[NoteRow]) -> list[ShownNote]:
    """In their order."""
    return [_note(connection, note, standing_of(connection, note, note["version"])) for note in notes]


def _note(connection: Connection, note: NoteRow, standing: Standing) -> ShownNote:
    article = row(connection, BriefArticle, BRIEF_BY_ID, (standing.article_id,)) if standing.article_id else None
    if article is None:
        return ShownNote(note, None, standing.withdrawn, 0, "", is_current=False)
    text = words_of_version(connection, article["id"], note["version"])
    quotation = quotation_of(connection, note)
    body = row(connection, BodyRow, BODY, (article["id"],))
    is_current = not quotation or (body is not None and place_of(quotation, body["body"]) is not None)
    return ShownNote(note, article, False, text["n"] if text else 0, quotation, is_current)


def events_of(connection: Connection, articles: Sequence[ShownArticle]) -> list[EventRow]:
    """What happened to them, in the order in which it was captured."""
    ids = json.dumps([one.article["id"] for one in articles if one.article])
    return rows(connection, EventRow, EVENTS, (ids,))


def article_of(connection: Connection, article_id: int) -> BriefArticle | None:
    """As lists name it."""
    return row(connection, BriefArticle, BRIEF_BY_ID, (article_id,))
