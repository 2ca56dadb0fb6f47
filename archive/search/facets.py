"""How the hits of a question spread: by outlet, language and kind, by month, and by day.

Each count is that of a list which a reader can ask for: the hits of one outlet under all other filters, whichever
outlets are asked for; those of one month likewise, whichever days are. Copies are folded within each list.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, Unpack

from sqlite_utils.utils import sqlite3

from archive.search.filters import BACK, EDITED, GIVEN, LARGEST, UNDATED, Filters
from archive.search.fts_query import Compiled
from archive.search.hits import MOST_FOLDED, Hits
from archive.search.outlet_days import days_of_hits
from archive.times import IDS_PER_DAY, date_of

FACET_HITS = MOST_FOLDED  # .5 to .9 µs a hit
KINDS = ("edited", "gone", "missing", "back", "given")

_HITS = "(SELECT f.rowid AS id FROM {source} WHERE {where} ORDER BY f.rowid DESC LIMIT :cap) h"


def _if_any(index: str, condition: str, of_one: str) -> str:
    """Looked up for each hit only where the record has any: SQLite asks what depends on no hit once."""
    table = index.partition("_")[0]
    return f"EXISTS(SELECT 1 FROM {table} INDEXED BY {index} WHERE {condition}) AND EXISTS({of_one})"  # noqa: S608 - names of this module


_RETURNED = _if_any("versions_back", "kind = 'back'", BACK.format("a.id"))
_GIVEN = _if_any("articles_given", "origin = 'given'", GIVEN.format("a.id"))
_UNDATED = f"EXISTS(SELECT 1 FROM articles INDEXED BY articles_undated WHERE published_day = '') AND {UNDATED}"  # noqa: S608
# What is told apart of one hit, as one text, and the texts of all hits as one: Python counts them in a third of the
# time in which SQLite groups rows by text, and of the time of fetching a row for each.
_FACTS = f"""
SELECT coalesce(group_concat(a.outlet || '\t' || a.lang || '\t' || a.status || '\t'
    || iif(EXISTS({EDITED.format("a.id")}), 'e', '') || iif({_RETURNED}, 'b', '') || iif({_GIVEN}, 'g', '') {{story}},
  '\n'), '')
FROM {_HITS} CROSS JOIN articles a INDEXED BY articles_facets ON a.id = h.id {{stories}}"""  # noqa: S608 - from above
_BY_DAY = f"""
SELECT h.id / :ids_per_day, {_UNDATED.format("h.id")}, {{story}}, count(*) FROM {_HITS} {{stories}} GROUP BY 1, 2, 3
"""  # noqa: S608 - from above
_STORIES = "LEFT JOIN cluster_members m ON m.article_id = h.id"
_DAYS = "SELECT '', f.rowid / :ids_per_day, count(*) FROM {source} WHERE {where} GROUP BY 2"


class DayCount(NamedTuple):
    """Hits of one day, counted from 1970; `outlet` is empty where all outlets are counted together."""

    outlet: str
    day: int
    hits: int


class _Counted(NamedTuple):
    """Hits of one day; `story`: of which story they are, None for none."""

    day: int
    undated: int
    story: int | None
    hits: int


@dataclass(slots=True)
class Tally:
    """A number of hits, those of one story once."""

    alone: int = 0
    stories: set[int | str] = field(default_factory=set)

    def add(self, hits: int, story: int | str | None) -> None:
        if story:
            self.stories.add(story)
        else:
            self.alone += hits

    def __int__(self) -> int:
        return self.alone + len(self.stories)


@dataclass(frozen=True, slots=True)
class Facets:
    """Hits by outlet, by language and by kind (KINDS, an article may be of several), each whichever of its own are
    asked for, and by month (`tallies`, YYYY-MM) whichever days are. Where `capped`, of the newest hits only.

    `undated` hits are in no month, nor in days that are asked for.
    """

    by_outlet: list[tuple[str, int]]
    by_lang: list[tuple[str, int]]
    by_kind: list[tuple[str, int]]
    tallies: dict[str, Tally]
    capped: bool
    undated: int = 0

    @property
    def by_month(self) -> list[tuple[str, int]]:
        """The newest month first."""
        return sorted(((month, int(tally)) for month, tally in self.tallies.items()), reverse=True)

    def where(self, is_meant: Callable[[str], bool]) -> int:
        """Hits in all months that are meant together."""
        meant = [tally for month, tally in self.tallies.items() if is_meant(month)]
        return sum(tally.alone for tally in meant) + len(set[int | str]().union(*(tally.stories for tally in meant)))


def facets(
    connection: sqlite3.Connection, compiled: Compiled, cap: int = FACET_HITS, **filters: Unpack[Filters]
) -> Facets:
    """How the hits spread, or the newest `cap` of those in the days asked for, and of those asked for of all days."""
    folded = bool(filters.get("folded"))
    part: Filters = {**filters, "folded": False}
    every_day: Filters = {**part, "date_from": None, "date_to": None}
    every_fact: Filters = {**part, "outlets": (), "langs": (), "kinds": ()}
    facts = _facts(Hits(connection, compiled, every_fact), min(cap, LARGEST), folded=folded)
    months, undated, found = _months(Hits(connection, compiled, every_day), min(cap, LARGEST), folded=folded)
    return Facets(
        _by(facts, lambda fact: (fact.outlet,), filters, "outlets"),
        _by(facts, lambda fact: (fact.lang,), filters, "langs"),
        _by(facts, lambda fact: fact.kinds, filters, "kinds"),
        months,
        max(found, sum(facts.values())) >= cap,
        undated,
    )


class _Fact(NamedTuple):
    """What is told apart of a hit."""

    outlet: str
    lang: str
    kinds: tuple[str, ...]
    story: str


@lru_cache(maxsize=4_096)
def _fact(text: str) -> _Fact:
    outlet, lang, status, rest = text.split("\t")
    marks, _, story = rest.partition("|")
    has = {
        "edited": "e" in marks,
        "gone": status == "gone",
        "missing": status == "missing",
        "back": "b" in marks and status == "live",
        "given": "g" in marks,
    }
    return _Fact(outlet, lang, tuple(kind for kind in KINDS if has[kind]), story)


def _facts(hits: Hits, cap: int, *, folded: bool) -> Counter[_Fact]:
    story = "|| coalesce('|' || m.cluster_id, '')" if folded else ""
    text = next(hits.rows(str, _filled(_FACTS, story, folded=folded), cap=cap))
    counted: Counter[_Fact] = Counter()
    for one, n in Counter(text.split("\n") if text else ()).items():
        counted[_fact(one)] += n
    return counted


def _filled(template: str, story: str, *, folded: bool) -> str:
    """With the places filled that Hits.rows does not know: what is told of a hit's story, and where that stands."""
    return template.replace("{story}", story).replace("{stories}", _STORIES if folded else "")


def _by(
    facts: Counter[_Fact], values_of: Callable[[_Fact], Iterable[str]], filters: Filters, own: str
) -> list[tuple[str, int]]:
    """Hits by one of their facts, under the filters of the others."""
    chosen = {"outlets": filters.get("outlets"), "langs": filters.get("langs"), "kinds": filters.get("kinds")}
    outlets, langs, kinds = (set(values or ()) if name != own else set() for name, values in chosen.items())
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    for fact, hits in facts.items():
        if (
            (not outlets or fact.outlet in outlets)
            and (not langs or fact.lang in langs)
            and (not kinds or kinds.intersection(fact.kinds))
        ):
            for value in values_of(fact):
                tallies[value].add(hits, fact.story)
    return Counter({value: int(tally) for value, tally in tallies.items()}).most_common()


def _months(hits: Hits, cap: int, *, folded: bool) -> tuple[dict[str, Tally], int, int]:
    """By month; how many of the hits state no day; how many there are."""
    sql = _filled(_BY_DAY, "m.cluster_id" if folded else "NULL", folded=folded)
    months: defaultdict[str, Tally] = defaultdict(Tally)
    undated, found = Tally(), 0
    for one in hits.rows(_Counted, sql, cap=cap, ids_per_day=IDS_PER_DAY):
        found += one.hits
        (undated if one.undated else months[_month(one.day)]).add(one.hits, one.story)
    return dict(months), int(undated), found


@lru_cache(maxsize=1 << 14)
def _month(day: int) -> str:
    return date_of(day).isoformat()[:7]


def per_day(
    connection: sqlite3.Connection, compiled: Compiled, by_outlet: bool, **filters: Unpack[Filters]
) -> list[DayCount]:
    """Hits of each day, of each outlet where `by_outlet`; days without a hit are absent."""
    hits = Hits(connection, compiled, filters)
    if not by_outlet:
        return list(hits.rows(DayCount, _DAYS, ids_per_day=IDS_PER_DAY))
    return [DayCount(one.outlet, one.day, one.articles) for one in days_of_hits(hits, with_stories=False)]
