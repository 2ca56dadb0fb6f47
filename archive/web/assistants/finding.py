"""What an assistant finds: a question's hits, and how much of the archive has each name of a list."""

from collections.abc import Mapping, Sequence
from datetime import date
from time import monotonic
from typing import get_args

from sqlite_utils.utils import sqlite3

from archive.record.gaps import gaps
from archive.search.addresses import find_address
from archive.search.batch.counting import Batch, Counted, Near
from archive.search.engine import Mode, articles
from archive.search.engine import search as ask_engine
from archive.search.highlight import to_marked_text
from archive.search.name_lists import LONGEST_NAME, Name, read_list
from archive.search.near_addresses import described, near
from archive.search.suggestions import offers
from archive.times import stamp, start_of
from archive.web.assistants.open_archive import Answer, Room, Unanswered, behind, days_between, demand_known
from archive.web.queries.full_articles import full_articles

MOST_HITS, MOST_NAMES = 50, 200
# Names that are not counted by then are handed back.
BATCH_SECONDS = 15.0
LOCAL_HOSTS = ("127.0.0.1", "localhost")


def demand_mode(mode: str) -> Mode:
    """Raises Unanswered."""
    if mode not in get_args(Mode):
        raise Unanswered(f"“mode” is one of: {', '.join(get_args(Mode))}.")
    return mode  # type: ignore[return-value]


def search(
    room: Room,
    query: str,
    outlets: list[str],
    days: tuple[str, str],
    page: tuple[int, str],
    *,
    mode: str,
    without_copies: bool,
) -> Answer:
    """The question of the search page, newest first; `days`: from and to; `page`: limit and cursor."""
    asked_mode, (first, last), limit = demand_mode(mode), days_between(*days), page[0]
    if not 1 <= limit <= MOST_HITS:
        raise Unanswered(f"“limit” is a number from 1 to {MOST_HITS}.")
    if not query.strip() or len(query) > LONGEST_NAME:
        raise Unanswered(f"“query” is a question of 1 to {LONGEST_NAME} characters.")
    before = behind(page[1]) or None

    def ask(connection: sqlite3.Connection) -> Answer:
        demand_known(connection, outlets)
        if (at_address := _at_address(room, connection, query)) is not None:
            return at_address
        narrowed = {"outlets": tuple(outlets), "date_from": first, "date_to": last, "folded": without_copies}
        found = ask_engine(connection, query, mode=asked_mode, limit=limit + 1, before_id=before, **narrowed)  # type: ignore[arg-type]
        hits = found.hits[:limit]
        others = [] if before else offers(connection, query, asked_mode, found.count, found.suggestions, **narrowed)  # type: ignore[arg-type]
        snippets = {hit.id: to_marked_text(hit.snippet_marked) for hit in hits}
        return {
            "count": found.count,
            "mode": asked_mode,
            "hits": _hits(room, connection, snippets),
            "next": str(hits[-1].id) if len(found.hits) > limit else None,
            "notes": [note.sentence for note in found.notes],
            "offers": [one.as_record() for one in others],
            "gaps_in_these_days": _gaps(connection, outlets, first, last),
        }

    return room.answer(room.ask(ask))


def _hits(room: Room, connection: sqlite3.Connection, snippets: Mapping[int, str]) -> list[Answer]:
    listed = full_articles(connection, list(snippets))
    return [{**room.source(one), "quoted": {"title": one["title"], "snippet": snippets[one["id"]]}} for one in listed]


def _at_address(room: Room, connection: sqlite3.Connection, query: str) -> Answer | None:
    """The article at an address as the only hit, or what lies nearest; None where the question is no address."""
    resolved = find_address(connection, query, room.outlets, LOCAL_HOSTS)
    if resolved is None:
        return None
    ids = [resolved.article_id] if resolved.article_id is not None else []
    snippets = {hit.id: to_marked_text(hit.snippet_marked) for hit in articles(connection, ids)}
    hits, around = _hits(room, connection, snippets), described(resolved, near(connection, resolved))
    return {"count": len(hits), "hits": hits, "next": None, "address": around}


def _gaps(connection: sqlite3.Connection, outlets: Sequence[str], first: date | None, last: date | None) -> int | None:
    """In how many stretches of the days asked for something was not captured (`coverage` tells them); None: unknown."""
    found = gaps(connection, stamp(start_of(first)) if first else "")
    if found is None:
        return None
    return sum(
        (not outlets or row["outlet"] in ("", *outlets)) and (last is None or row["since"][:10] <= last.isoformat())
        for row in found
    )


def batch(room: Room, names: list[str], *, mode: str, without_copies: bool) -> Answer:
    """The page of lists: of each name articles, outlets, first and last day, newest article, and what lies nearest to
    one that nothing has. `left`: the names for which there was no time."""
    asked_mode = demand_mode(mode)
    if not 1 <= len(names) <= MOST_NAMES:
        raise Unanswered(f"“names” are 1 to {MOST_NAMES} questions. Part a longer list.")
    listed = read_list("\n".join(" ".join(name.split("\n")) for name in names))

    def ask(connection: sqlite3.Connection) -> Answer:
        counting, until = Batch(connection, asked_mode, folded=without_copies), monotonic() + BATCH_SECONDS
        found: list[Answer] = []
        for place, name in enumerate(listed.names):
            if monotonic() >= until:
                return {"names": found, "left": [one.text for one in listed.names[place:]]}
            counted = counting.count(name.text)
            nearest = [] if counted.articles else counting.near(name.text)
            found.append(_named(room, connection, name, counted, nearest))
        return {"names": found, "left": []}

    remarks = [{"line": one.line, "why": one.why, "searched": one.searched or None} for one in listed.remarks]
    return room.answer({"mode": asked_mode, **room.ask(ask), "not_taken_as_they_stand": remarks})


def _named(room: Room, connection: sqlite3.Connection, name: Name, counted: Counted, nearest: Sequence[Near]) -> Answer:
    newest = full_articles(connection, [counted.newest.id] if counted.newest else [])
    return {
        "query": name.text,
        "articles": counted.articles,
        "outlets": counted.outlets,
        "first": counted.first or None,
        "last": counted.last or None,
        "newest": {**room.source(newest[0]), "quoted": {"title": newest[0]["title"]}} if newest else None,
        "near": [{"q": one.question, "mode": one.mode, "count": one.articles} for one in nearest],
        "notes": [note.sentence for note in counted.notes],
    }
