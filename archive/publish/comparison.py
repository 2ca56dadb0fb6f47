"""Two archives held against each other: what one has and the other lacks, by outlet and day.

Articles are the same where outlet and key are; numbers are each archive's own. Both are read in the order of their
keys, side by side, so that memory holds sums by outlet and day and never the articles.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, TypedDict, cast

from sqlite_utils.utils import sqlite3

from archive.publish._coverage import covered
from archive.publish.differences import ArticleDifference, Comparison, DayDifference, Followed, OutletDifference
from archive.publish.downloaded import read_any
from archive.sqlite import one_state, rows
from archive.times import damascus_day, unstamp

# By the index of outlet and key, then that of article and n: in order without sorting, and no article's row is read.
VERSIONS = (
    "SELECT a.outlet, a.key, a.id, v.n, v.sha256, v.body IS NULL AND v.kind NOT IN ('gone', 'back') AS is_present"
    " FROM articles a LEFT JOIN versions v ON v.article_id = a.id ORDER BY a.outlet, a.key, v.n"
)
ARTICLE = "SELECT url, published_day, first_seen_at FROM articles WHERE id = ?"
EVERY = 1000  # articles between two reports


class _VersionRow(TypedDict):
    """A row of VERSIONS; `n` and `sha256` are None of an article without versions."""

    outlet: str
    key: str
    id: int
    n: int | None
    sha256: str | None
    is_present: int


class _Row(TypedDict):
    """A row of ARTICLE."""

    url: str
    published_day: str
    first_seen_at: str


class _Article(NamedTuple):
    outlet: str
    key: str
    id: int
    versions: int
    present: str | None
    texts: frozenset[str]

    @property
    def place(self) -> tuple[str, str]:
        return self.outlet, self.key

    @property
    def known_by(self) -> tuple[int, str | None, frozenset[str]]:
        return self.versions, self.present, self.texts


_Pair = tuple[_Article | None, _Article | None]


@dataclass(slots=True)
class _Side:
    """One archive, open."""

    connection: sqlite3.Connection
    outlets: dict[str, Followed]

    def covers(self, outlet: str, day: str) -> bool:
        followed = self.outlets.get(outlet)
        return followed is not None and followed["first_day"] <= day <= followed["last_day"]

    @property
    def articles(self) -> int:
        return sum(followed["articles"] for followed in self.outlets.values())


def compare(
    a: Path,
    b: Path,
    on_article: Callable[[ArticleDifference], None] = lambda _: None,
    on_step: Callable[[str, int, int], None] = lambda *_: None,
) -> Comparison:
    """Hold two archives against each other: data folders, records, or downloaded files, read and never written.

    `on_article` gets each article that is not the same in both, by outlet and key. Raises BadConfiguration for what is
    no archive.
    """
    with closing(read_any(a)) as of_a, closing(read_any(b)) as of_b, one_state(of_a), one_state(of_b):
        sides = (_Side(of_a, covered(of_a)), _Side(of_b, covered(of_b)))
        return _compare(*sides, on_article, on_step)


def _compare(
    a: _Side, b: _Side, on_article: Callable[[ArticleDifference], None], on_step: Callable[[str, int, int], None]
) -> Comparison:
    by_outlet: defaultdict[str, Counter[str]] = defaultdict(Counter)
    by_day: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    done, total = 0, a.articles + b.articles
    for pair in _paired(_articles(a.connection), _articles(b.connection)):
        if done // EVERY < (done := done + 2 - pair.count(None)) // EVERY:
            on_step("articles", done, total)
        one, other = pair
        if one and other and one.known_by == other.known_by:
            by_outlet[one.outlet]["same"] += 1
            continue
        found, seen_on = _difference(a, b, one, other)
        what, sums = found["what"], by_outlet[found["outlet"]]
        sums[what] += 1
        by_day[found["outlet"], found["day"]][what] += 1
        sums["other_text"] += what == "differ" and found["sha256_a"] != found["sha256_b"]
        sums["only_a_outside"] += what == "only_a" and not b.covers(found["outlet"], seen_on)
        sums["only_b_outside"] += what == "only_b" and not a.covers(found["outlet"], seen_on)
        on_article(found)
    on_step("articles", total, total)
    return _summed(a, b, by_outlet, by_day)


def _articles(connection: sqlite3.Connection) -> Iterator[_Article]:
    """Every article by outlet and key, with what its versions are known by."""
    found = rows(connection, _VersionRow, VERSIONS)
    for (outlet, key, number), group in groupby(found, lambda row: (row["outlet"], row["key"], row["id"])):
        versions = [row for row in group if row["n"] is not None]
        present = next((row["sha256"] for row in reversed(versions) if row["is_present"]), None)
        texts = frozenset(row["sha256"] for row in versions if row["sha256"])
        yield _Article(outlet, key, number, len(versions), present, texts)


def _paired(a: Iterator[_Article], b: Iterator[_Article]) -> Iterator[_Pair]:
    """Both in one order, the same article side by side. SQLite orders by the bytes of UTF-8, Python by code points:
    that is one order."""
    one, other = next(a, None), next(b, None)
    while one or other:
        first = min(article.place for article in (one, other) if article)
        pair = (one if one and one.place == first else None, other if other and other.place == first else None)
        yield pair
        one, other = next(a, None) if pair[0] else one, next(b, None) if pair[1] else other


def _difference(a: _Side, b: _Side, one: _Article | None, other: _Article | None) -> tuple[ArticleDifference, str]:
    """What is told of an article, by A where both have it; and its day of publication, else that it was first seen."""
    article, side = (one, a) if one else (cast("_Article", other), b)
    (row,) = rows(side.connection, _Row, ARTICLE, (article.id,))
    texts_a, texts_b = (found.texts if found else frozenset() for found in (one, other))
    difference = ArticleDifference(
        outlet=article.outlet,
        day=row["published_day"],
        key=article.key,
        url=row["url"],
        what="differ" if one and other else "only_a" if one else "only_b",
        id_a=one and one.id,
        id_b=other and other.id,
        versions_a=one and one.versions,
        versions_b=other and other.versions,
        sha256_a=one and one.present,
        sha256_b=other and other.present,
        texts_only_a=len(texts_a - texts_b),
        texts_only_b=len(texts_b - texts_a),
    )
    return difference, row["published_day"] or damascus_day(unstamp(row["first_seen_at"])).isoformat()


def _summed(
    a: _Side, b: _Side, by_outlet: Mapping[str, Counter[str]], by_day: Mapping[tuple[str, str], Counter[str]]
) -> Comparison:
    names = sorted(a.outlets.keys() | b.outlets.keys())
    return Comparison(
        **{what: sum(sums[what] for sums in by_outlet.values()) for what in ("only_a", "only_b", "differ", "same")},
        outlets=[_of_outlet(name, by_outlet.get(name, Counter()), a, b) for name in names],
        days=[
            DayDifference(outlet=outlet, day=day, only_a=sums["only_a"], only_b=sums["only_b"], differ=sums["differ"])
            for (outlet, day), sums in sorted(by_day.items())
        ],
    )


def _of_outlet(name: str, sums: Counter[str], a: _Side, b: _Side) -> OutletDifference:
    return OutletDifference(
        outlet=name,
        only_a=sums["only_a"],
        only_b=sums["only_b"],
        differ=sums["differ"],
        same=sums["same"],
        other_text=sums["other_text"],
        only_a_outside=sums["only_a_outside"],
        only_b_outside=sums["only_b_outside"],
        a=a.outlets.get(name),
        b=b.outlets.get(name),
    )
