"""Names held against what is new in the record, by one look-up of an article's words in the dictionary.

Whether the search finds what was met here, the digest asks it (archive.alerts.watch.delivery): so a digest never tells
what the search page does not find, and no pass asks thousands of questions.

A list is told of an article once, when a name is first found in it: at its first capture, or when an edit brings the
name. Told are articles that the archive first saw after the list was kept and that are no history, as for saved
searches (archive.alerts.history). Later edits and removals are not told.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TypedDict

from sqlite_utils.utils import sqlite3

from archive.alerts.collecting import NEW_VERSIONS, NewVersion, newest
from archive.alerts.history import from_the_past, is_history
from archive.alerts.watch.schema import ListRow
from archive.alerts.watch.store import Candidate, Needed, Watching
from archive.search.fts_query import compile_query
from archive.search.hits import Hits
from archive.search.name_lists import Name
from archive.search.needed_words import Tree, Words, tree_of, triggers
from archive.search.vocabulary import Vocabulary
from archive.sqlite import rows
from archive.times import damascus_day

AT_ONCE = 500
_IDS = "SELECT f.rowid FROM {source} WHERE {where}"
_TEXTS = "SELECT id, title, body FROM articles WHERE id IN (SELECT value FROM json_each(?))"
# What a name needs is worked out anew, as the archive learns words; some names a pass, in a tenth of a second
REREAD_AFTER, REREAD_AT_ONCE = timedelta(days=7), 20


class ArticleText(TypedDict):
    """The present text of an article."""

    id: int
    title: str
    body: str


def needed(text: str, vocabulary: Vocabulary) -> Needed | None:
    """What an article must have for a name; None for what is no name: a start (مهرج*) or a condition alone."""
    tree = tree_of(text, vocabulary)
    return None if tree is None else Needed(tree, triggers(tree, vocabulary))


def in_words(record: sqlite3.Connection, names: Sequence[Name]) -> tuple[list[tuple[Name, Needed]], list[Name]]:
    """What each name needs, and those that are no names."""
    vocabulary = Vocabulary(record)
    found = [(name, needed(name.text, vocabulary)) for name in names]
    return [(name, one) for name, one in found if one], [name for name, one in found if one is None]


def reread(record: sqlite3.Connection, watching: Watching, at: datetime) -> None:
    """Work out anew what the names need that were looked at longest ago."""
    vocabulary, today = Vocabulary(record), damascus_day(at)
    old = watching.read_before((today - REREAD_AFTER).isoformat(), REREAD_AT_ONCE)
    if old:
        anew = {one["id"]: needed(one["text"], vocabulary) for one in old}
        watching.reread({name_id: one for name_id, one in anew.items() if one}, today.isoformat())


def collect(record: sqlite3.Connection, watching: Watching, service: Path | None, at: datetime) -> int:
    """Walk what is new in the record for every list; how many articles may be theirs.

    `service` as in alerts.collecting.
    """
    reached = newest(record).version
    watching.rewind(reached)
    lists, found = {one["id"]: one for one in watching.lists()}, 0
    start = min((one["cursor"] for one in lists.values()), default=reached)
    while start < reached and (versions := list(rows(record, NewVersion, NEW_VERSIONS, (start, AT_ONCE)))):
        start = versions[-1]["place"]
        past = from_the_past(service, versions) if service else set()
        news = {one["article_id"]: one for one in versions if one["tells"] and not is_history(one, past)}
        found += watching.walked(start, list(_likely(record, watching, lists, news)), at)
    return found


def _likely(
    record: sqlite3.Connection, watching: Watching, lists: Mapping[int, ListRow], news: Mapping[int, NewVersion]
) -> Iterator[tuple[int, int, int]]:
    """List, article and name. An article may be met that the list has found before."""
    for text in rows(record, ArticleText, _TEXTS, (json.dumps(list(news)),)):
        for name in may_be_in(watching, text["title"], text["body"]):
            if news[text["id"]]["first_version"] > lists[name.list_id]["since_version"]:
                yield name.list_id, text["id"], name.id


def may_be_in(watching: Watching, title: str, body: str) -> list[Candidate]:
    """The names that an article may have."""
    words = Words(title, body)
    return [one for one in watching.candidates(words.looked_up) if words.fulfil(_tree(one.tree))]


@lru_cache(maxsize=1 << 14)
def _tree(text: str) -> Tree:
    read: Tree = json.loads(text)
    return read


def found_among(record: sqlite3.Connection, name: str, articles: Sequence[int], vocabulary: Vocabulary) -> set[int]:
    """Which of these articles the search finds by a name."""
    compiled = compile_query(name, "names", vocabulary)
    return set(Hits(record, compiled, {"ids": articles}).rows(int, _IDS))
