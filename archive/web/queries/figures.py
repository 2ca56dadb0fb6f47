"""Figures as articles print them: those of the articles that a search finds, of every version. Nothing is summed."""

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypedDict, cast, get_args

from archive.analysis.figure_kinds import KINDS, Bound, Kind
from archive.search.compiled import NOTHING
from archive.search.filters import Filters
from archive.search.fts_query import compile_query
from archive.search.hits import Hits
from archive.search.query_parser import Note
from archive.search.vocabulary import Vocabulary
from archive.sqlite import has_table
from archive.web.app.search_request import SearchRequest
from archive.web.queries.rows import Connection, rows

MOST_ARTICLES = 500
HIDDEN = re.compile(rf"[0-9]{{1,18}}\.(?:{'|'.join(KINDS)})\.[0-9]{{1,18}}\.(?:{'|'.join(get_args(Bound))})")
COLUMNS = (
    *("value", "bound", "kind", "words", "sentence", "outlet", "article", "version", "seen_at"),
    *("published_day", "copy"),
    *("permalink", "url"),
)
FIGURES = """
SELECT f.version_id, f.article_id, f.value, f.bound, f.kind, f.words, f.sentence, f.at, v.n, v.seen_at, a.outlet, a.url,
       a.published_day, a.lang, coalesce(v.title, a.title) AS title,
       c.origin_id IS NOT NULL AND c.origin_id <> a.id AS is_copy
FROM figures f JOIN versions v ON v.id = f.version_id JOIN articles a ON a.id = f.article_id
LEFT JOIN cluster_members m ON m.article_id = a.id LEFT JOIN clusters c ON c.id = m.cluster_id
WHERE f.article_id IN (SELECT value FROM json_each(?)) AND v.kind NOT IN ('gone', 'back')
ORDER BY f.article_id, v.seen_at, v.n, f.at
"""
VERSIONS = """
SELECT article_id, id, n, seen_at FROM versions WHERE kind NOT IN ('gone', 'back')
  AND article_id IN (SELECT value FROM json_each(?)) ORDER BY article_id, seen_at, n
"""


class PrintedFigure(TypedDict):
    """FIGURES: a figure of a version (`n` of its article), and whether the article carries another's text.

    `published_day` is what the article states, in Damascus; empty where it states nothing.
    """

    version_id: int
    article_id: int
    value: int
    bound: Bound
    kind: Kind
    words: str
    sentence: str
    at: int
    n: int
    seen_at: str
    outlet: str
    url: str
    published_day: str
    lang: str
    title: str
    is_copy: int


class ReadVersion(TypedDict):
    """VERSIONS: a version that has a text."""

    article_id: int
    id: int
    n: int
    seen_at: str


@dataclass(slots=True)
class ShownFigure:
    """A figure that stands in the versions `first` to `last` of an article.

    `was`: what of its kind stood in the version before and does not any more; `until`: when the first version without
    it was seen, empty while it stands.
    """

    figure: PrintedFigure
    last: int
    was: Sequence[PrintedFigure] = ()
    until: str = ""

    @property
    def first(self) -> int:
        return self.figure["n"]

    @property
    def key(self) -> str:
        return key_of(self.figure)


@dataclass(slots=True)
class Figures:
    """The figures of the `read` newest of `articles` found: `shown` the last seen first, `rows` by version.

    `hidden`: how many the reader has hidden, which stand in neither.
    """

    articles: int
    read: int
    notes: tuple[Note, ...]
    rows: list[PrintedFigure]
    shown: list[ShownFigure]
    hidden: int = 0

    def outlets(self) -> int:
        return len({one.figure["outlet"] for one in self.shown})


def column_values(one: PrintedFigure, permalink: str) -> tuple[str | int, ...]:
    """What a figure has of COLUMNS; `permalink` is that of its version."""
    return (
        *(one["value"], one["bound"], one["kind"], one["words"], one["sentence"], one["outlet"]),
        *(one["article_id"], one["n"], one["seen_at"], one["published_day"], one["is_copy"]),
        *(permalink, one["url"]),
    )


def key_of(one: PrintedFigure) -> str:
    """What a figure of an article is hidden by, in whichever of its versions it stands."""
    return f"{one['article_id']}.{one['kind']}.{one['value']}.{one['bound']}"


def has_figures(connection: Connection) -> bool:
    """Has the file, which may be of an older release, the table?"""
    return has_table(connection, "figures")


def printed(connection: Connection, part: SearchRequest, kind: str, hidden: Collection[str] = ()) -> Figures:
    """What a search finds; of a kind, or of all where it is empty; without those `hidden`, as `key_of` names them."""
    vocabulary = Vocabulary(connection)
    compiled = compile_query(part.q, part.mode, vocabulary)
    if compiled.match == NOTHING:
        return Figures(0, 0, compiled.notes, [], [])
    hits = Hits(connection, compiled, cast("Filters", part.filters))
    ids = hits.newest(MOST_ARTICLES)
    count = hits.count(vocabulary) if len(ids) == MOST_ARTICLES else len(ids)
    values = (json.dumps(ids),)
    of_kind = [one for one in rows(connection, PrintedFigure, FIGURES, values) if kind in ("", one["kind"])]
    found = [one for one in of_kind if key_of(one) not in hidden]
    shown = _shown(found, rows(connection, ReadVersion, VERSIONS, values)) if found else []
    shown.sort(key=lambda one: (one.figure["seen_at"], one.figure["article_id"]), reverse=True)
    left_out = len({key_of(one) for one in of_kind} & set(hidden))
    return Figures(count, len(ids), compiled.notes + hits.notes, found, shown, left_out)


def _shown(found: Iterable[PrintedFigure], versions: Iterable[ReadVersion]) -> list[ShownFigure]:
    """What stands unchanged in versions that follow each other is shown once."""
    by_version: defaultdict[int, dict[tuple[str, int, str], PrintedFigure]] = defaultdict(dict)
    for one in found:
        by_version[one["version_id"]].setdefault((one["kind"], one["value"], one["bound"]), one)
    shown: list[ShownFigure] = []
    standing: dict[tuple[str, int, str], ShownFigure] = {}
    article = 0
    for version in versions:
        if version["article_id"] != article:
            article, standing = version["article_id"], {}
        here = by_version[version["id"]]
        left = {key: one for key, one in standing.items() if key not in here}
        for old in left.values():
            old.until = version["seen_at"]
        kept = {key: one for key, one in standing.items() if key in here}
        for same in kept.values():
            same.last = version["n"]
        for key, figure in here.items():
            if key not in kept:
                was = [old.figure for (kind, *_), old in left.items() if kind == figure["kind"]]
                kept[key] = ShownFigure(figure, version["n"], was)
                shown.append(kept[key])
        standing = kept
    return shown
