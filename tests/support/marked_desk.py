"""A desk with marks of every kind, for the tests of what must become of them."""

from sqlite_utils.utils import sqlite3

from archive.desk.lists import add_tags, make_list, put_on_list
from archive.desk.notes import Quotation, add_note, place_of
from archive.desk.resolving import identity_of, present_text
from archive.desk.store import Desk
from archive.sqlite import transaction

AT = "2026-11-20T08:00:00Z"
# What a spreadsheet calculates or CSV parts by, in one note.
HARD = '=SUM(A1)\nقال: «كذا»، "وكذا"; ثم,\tهذا'
BODY = "SELECT body FROM articles WHERE id = ?"


def number_of(desk: Desk, connection: sqlite3.Connection, article_id: int) -> int:
    """Its number on the desk."""
    identity = identity_of(connection, article_id)
    assert identity is not None
    with transaction(desk.db):
        return desk.number_of(*identity, article_id)


def quote(connection: sqlite3.Connection, article_id: int, first: int = 2, last: int = 8) -> str:
    """Some words of the text it has now."""
    return " ".join(str(connection.execute(BODY, (article_id,)).fetchone()[0]).split()[first:last])


def mark(desk: Desk, connection: sqlite3.Connection, *articles: int, name: str = "مياه دير الزور") -> int:
    """Put articles on a list, tag the first, and note a quotation of each; returns the list's number."""
    list_id = make_list(desk, name, AT)
    for place, article_id in enumerate(articles):
        n, (version, _) = number_of(desk, connection, article_id), present_text(connection, article_id)
        put_on_list(desk, list_id, [(n, version)], AT)
        body = str(connection.execute(BODY, (article_id,)).fetchone()[0])
        found = place_of(quote(connection, article_id), body)
        assert found is not None
        add_note(desk, n, Quotation(version, *found), f"{HARD} {place}", ["للتحقّق", "أرقام"], AT)
    with transaction(desk.db):
        add_tags(desk, [(number_of(desk, connection, articles[0]), "سياق", AT)])
    return list_id
