"""One article as an assistant reads it: its text in pieces, its versions and what each changed, who carries it too."""

from collections.abc import Sequence

from sqlite_utils.utils import sqlite3

from archive.copies.queries import Copy
from archive.copies.queries import copies as pairs_of
from archive.text.diff import Paragraph
from archive.versions.absence import absence_of
from archive.versions.history import HistoryRow, history_in_words
from archive.web.assistants.open_archive import Answer, Room, Unanswered, behind
from archive.web.queries.full_articles import article_in_version, captured_version, full_articles

MOST_CHARACTERS = 8_000
MOST_VERSIONS, MOST_COPIES = 20, 50
MOST_PIECES, LONGEST_PIECE = 20, 300
FACTS = ("seen_at", "kind", "changed", "numbers", "added", "removed", "origin")


def article(room: Room, named: str, version: int | None, cursor: str) -> Answer:
    """A piece of a text; `next` is where it goes on."""
    start = behind(cursor)

    def ask(connection: sqlite3.Connection) -> Answer:
        number = room.number_of(connection, named)
        if version is None:
            found = next(iter(full_articles(connection, [number])), None)
        else:
            found = article_in_version(connection, number, version)
        if found is None:
            raise Unanswered(f"The article has no text of a version {version}. The tool “versions” lists what it has.")
        body, end = found["body"], start + MOST_CHARACTERS
        return {
            **room.source(found),
            "versions": found["versions"],
            "lang": found["lang"],
            "published_from": found["published_from"],
            "first_seen_at": found["first_seen_at"],
            "last_seen_at": found["last_seen_at"],
            "absence": absence_of(connection, number),
            "characters": len(body),
            "quoted": {
                "title": found["title"],
                "author": found["author"],
                "credit": found["credit"],
                "text": body[start:end],
            },
            "next": str(end) if end < len(body) else None,
        }

    return room.answer(room.ask(ask))


def versions(room: Room, named: str, cursor: str) -> Answer:
    """The versions in the order seen, each with the words it took out and put in."""
    start = behind(cursor)

    def ask(connection: sqlite3.Connection) -> Answer:
        number = room.number_of(connection, named)
        every = history_in_words(connection, str(number), room.outlets)
        listed = [_version(room, connection, number, *one) for one in every[start : start + MOST_VERSIONS]]
        end = start + MOST_VERSIONS
        return {**_of(room, connection, number), "versions": listed, "next": str(end) if end < len(every) else None}

    return room.answer(room.ask(ask))


def _of(room: Room, connection: sqlite3.Connection, number: int) -> Answer:
    """The article that an answer is on, in its present version."""
    found = full_articles(connection, [number])
    return {"article": {**room.source(found[0]), "quoted": {"title": found[0]["title"]}} if found else None}


def _version(
    room: Room, connection: sqlite3.Connection, number: int, row: HistoryRow, changed: Sequence[Paragraph]
) -> Answer:
    known = captured_version(connection, number, row["n"])
    capture = known["capture"] if known else None
    pieces = [piece for paragraph in changed for piece in paragraph.pieces if piece.kind != "kept"]
    shown = [
        {"kind": one.kind, "before": one.old.strip()[:LONGEST_PIECE], "now": one.new.strip()[:LONGEST_PIECE]}
        for one in pieces[:MOST_PIECES]
    ]
    facts: dict[str, object] = dict(row)
    return {
        "version": row["n"],
        "version_sha256": row["sha256"],
        "captured_at": capture["fetched_at"] if capture else None,
        "permalink": f"{room.site}/article/{number}/versions/{row['n']}",
        **{name: facts[name] for name in FACTS},
        "quoted": {"title": row["title"], "changes": shown},
        "more_changes": len(pieces) - len(shown),
    }


def copies(room: Room, named: str, cursor: str) -> Answer:
    """Which articles carry its text, the greatest share first, and who was first where that is known."""
    start = behind(cursor)

    def ask(connection: sqlite3.Connection) -> Answer:
        number = room.number_of(connection, named)
        every = list(pairs_of(connection, str(number), room.outlets))
        listed = [_pair(room, connection, number, one) for one in every[start : start + MOST_COPIES]]
        end = start + MOST_COPIES
        beside = {"count": len(every), "copies": listed, "next": str(end) if end < len(every) else None}
        return {**_of(room, connection, number), **beside}

    return room.answer(room.ask(ask))


def _pair(room: Room, connection: sqlite3.Connection, number: int, pair: Copy) -> Answer:
    is_a = pair["a_id"] == number
    other = full_articles(connection, [pair["b_id"] if is_a else pair["a_id"]])[0]
    return {
        "other": {**room.source(other), "quoted": {"title": other["title"]}},
        "kind": pair["kind"],
        "this_is": "a" if is_a else "b",
        "containment": pair["containment"],
        "jaccard": pair["jaccard"],
        "first": pair["first"],
        "basis": pair["basis"],
        "compared_versions": [pair["a_version"], pair["b_version"]],
        "found_at": pair["found_at"],
    }
