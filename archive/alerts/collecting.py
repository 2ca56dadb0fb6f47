"""What of the record is new for each saved search: found once, by the moment at which it could be told.

New are the versions above a search's cursor: their numbers only grow, in the order of commits. A change that nobody can
judge yet, and what is no edit, is not told; one that turns out to be an edit is told then, by the verdicts above a
cursor of its own. What both walks meet is told once: a search finds a version once.

Which places and parties a text names is found behind its commit: a search that asks for these walks no further than
that has come.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import timedelta
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from sqlite_utils.utils import sqlite3

from archive.alerts.history import BROUGHT, Arrival, from_the_past, is_history
from archive.alerts.rows import QUIET, MatchKind
from archive.alerts.saved_search import Match, Reached, SavedSearch
from archive.alerts.store import Readers
from archive.search.engine import search
from archive.sqlite import column, rows
from archive.times import now, stamp

Connection = sqlite3.Connection
AT_ONCE = 5_000
# Texts that take turns are told by their first change.
CHANGES: dict[str, MatchKind] = {
    "edit": "edit",
    "alternates": "edit",
    "revert": "revert",
    "gone": "gone",
    "back": "back",
}
OF_A_VERSION = """
  v.article_id, v.kind, a.outlet, a.key, a.published_day, a.first_seen_at, f.id AS first_version,
  coalesce((SELECT via FROM captures WHERE id = v.capture_id), '') AS via,
  coalesce((SELECT via FROM captures WHERE id = f.capture_id), '') AS first_via
"""
ITS_ARTICLE = """
JOIN articles a ON a.id = v.article_id
JOIN versions f ON f.id = (SELECT min(id) FROM versions WHERE article_id = v.article_id)
"""
NEW_VERSIONS = f"""
SELECT v.id AS place, v.id, v.kind NOT IN ({QUIET}) AS tells, 0 AS is_brought, {OF_A_VERSION}
FROM versions v {ITS_ARTICLE} WHERE v.id > ? ORDER BY v.id LIMIT ?
"""  # noqa: S608 - constants
# Only what was told as no edit before; that an older capture came between two texts is history.
NEW_VERDICTS = f"""
SELECT d.id AS place, v.id, d.why = 'older' AS is_brought, {OF_A_VERSION},
  d.kind IN ('edit', 'revert') AND d.was NOT IN ('edit', 'revert', 'alternates', 'repeat')
    AND v.kind NOT IN ({QUIET}) AS tells
FROM verdicts d JOIN versions v ON v.id = d.version_id {ITS_ARTICLE} WHERE d.id > ? ORDER BY d.id LIMIT ?
"""  # noqa: S608 - constants
# The first text that waits to be looked through for places and parties.
WAITING = """
SELECT min(id) FROM versions WHERE kind NOT IN ('gone', 'back')
  AND id > (SELECT min(upto) FROM analyses WHERE analyser IN ('mentions', 'places'))
"""
# What turned out to be no article lately: it is not told any more. What a person takes out is forgotten with that.
TAKEN_BACK = "SELECT ref FROM redactions WHERE kind = 'article' AND reason = 'same_text' AND day >= substr(?, 1, 10)"
FORGOTTEN_FOR = timedelta(days=3)
NEWEST = "SELECT coalesce((SELECT max(id) FROM versions), 0), coalesce((SELECT max(id) FROM verdicts), 0)"


class NewVersion(Arrival):
    """A version of which something is new: `place` in the walk that met it, `first_version` is the first of the same
    article. `tells`: is it anybody's news? `is_brought`: did an import bring the change?"""

    place: int
    id: int
    article_id: int
    kind: str
    first_version: int
    tells: int
    is_brought: int


class Walk(NamedTuple):
    """One way through what is new, and which of a search's cursors follows it."""

    sql: str
    number: int  # in Reached


WALKS = (Walk(NEW_VERSIONS, 0), Walk(NEW_VERDICTS, 1))


def newest(record: Connection) -> Reached:
    """How far the record reaches."""
    return Reached(*record.execute(NEWEST).fetchone())


def collect(record: Connection, readers: Readers, service: Path | None = None) -> int:
    """Walk what is new in the record for every saved search; returns how many matches and changes were found.

    `service` is service.db, which knows what only a backfill found; without it nobody does.
    """
    # A record restored from a backup counts on from an older number.
    readers.rewind(newest(record))
    readers.forget(column(record, int, TAKEN_BACK, (stamp(now() - FORGOTTEN_FOR),)))
    return sum(_follow(walk, record, readers, service) for walk in WALKS)


def _follow(walk: Walk, record: Connection, readers: Readers, service: Path | None) -> int:
    searches = readers.searches()
    at_once = [saved for saved in searches if not saved.waits_for_analysis]
    analysed = [saved for saved in searches if saved.waits_for_analysis]
    waiting: int | None = record.execute(WAITING).fetchone()[0] if analysed else None
    return sum(
        _follow_before(end, walk, walked, record, readers, service)
        for end, walked in ((None, at_once), (waiting, analysed))
    )


def _follow_before(
    end: int | None,
    walk: Walk,
    searches: Sequence[SavedSearch],
    record: Connection,
    readers: Readers,
    service: Path | None,
) -> int:
    """Not as far as the version `end`, or what was said of it."""
    found, start = 0, min((saved.reached[walk.number] for saved in searches), default=0)

    def known() -> list[NewVersion]:
        versions = rows(record, NewVersion, walk.sql, (start, AT_ONCE))
        return list(takewhile(lambda one: end is None or one["id"] < end, versions))

    while searches and (versions := known()):
        start = versions[-1]["place"]
        past = from_the_past(service, versions) if service else set()
        old = {one["article_id"] for one in versions if is_history(one, past)}
        matches = [
            match
            for saved in searches
            for match in _matches(record, readers, saved, _beyond(saved.reached[walk.number], versions), old)
        ]
        behind = [saved for saved in searches if saved.reached[walk.number] < start]
        found += readers.walked(behind, walk.number, start, matches, now())
    return found


def _beyond(place: int, versions: Sequence[NewVersion]) -> list[NewVersion]:
    return [version for version in versions if version["tells"] and version["place"] > place]


def _matches(
    record: Connection, readers: Readers, saved: SavedSearch, versions: Sequence[NewVersion], old: Collection[int]
) -> Iterator[Match]:
    """What of these versions a search is about.

    A new match is an article first archived after the search was saved, once, whichever of its versions matches first.
    A change counts where the article matches now, or was found before. History (the articles `old`, and changes that
    an import brought) is left out unless the search asks for it.
    """
    outlets = saved.filters["outlets"]
    ours = [one for one in versions if not outlets or one["outlet"] in outlets]
    articles = {version["article_id"] for version in ours}
    matching = _matching(record, saved, articles) if articles else set()
    known = readers.known(saved.id, articles) if articles else set()
    for version in ours:
        article, change = version["article_id"], CHANGES.get(version["kind"])
        is_news = saved.history or article not in old
        is_brought = version["is_brought"] or version["via"] in BROUGHT
        if article in matching - known and version["first_version"] > saved.since_version and is_news:
            known.add(article)
            yield Match(saved.id, article, version["id"], "new")
        elif change and saved.edits and article in matching | known and (saved.history or not is_brought):
            yield Match(saved.id, article, version["id"], change)


def _matching(record: Connection, saved: SavedSearch, articles: set[int]) -> set[int]:
    """Which of these articles the question finds: looked up in the index as the search page does, never guessed."""
    found = search(record, saved.question, mode=saved.mode, limit=len(articles), ids=list(articles), **saved.filters)
    return {hit.id for hit in found.hits}
