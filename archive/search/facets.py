"""How the hits of a question spread: by outlet, language and kind, by month, and by day.

Each count is that of a list which a reader can ask for: the hits of one outlet under all other filters, whichever
outlets are asked for; those of one month likewise, whichever days are. Copies are folded within each list.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, Unpack

from sqlite_utils.utils import sqlite3

from archive.search.article_facts import ANY_UNDATED, IS_BACK, IS_EDITED, IS_GIVEN, IS_UNDATED, facts_of
from archive.search.compiled import Compiled
from archive.search.filters import LARGEST, Filters
from archive.search.hits import MOST_FOLDED, Hits
from archive.search.outlet_days import days_of_hits
from archive.times import IDS_PER_DAY, date_of

FACET_HITS = MOST_FOLDED  # .3 to .5 µs a hit
KINDS = ("edited", "gone", "missing", "back", "given")

_HITS = "(SELECT f.rowid AS id FROM {source} WHERE {where} ORDER BY f.rowid DESC LIMIT :cap) h"
# What is told of one hit as one text, and the texts of all hits as one: Python counts them in a third of the time in
# which SQLite groups rows by text, and of the time of fetching a row for each.
_LINES = "coalesce(group_concat({}{{story}}, '\n'), '')"
_FACTS = _LINES.format("k.facts")
_OF_FACTS = f"{_HITS} CROSS JOIN {{facts}} k ON k.id = h.id"
_DAY = f"(h.id / :ids_per_day) || iif({{}}, '{IS_UNDATED}', '')"
_DAYS = _LINES.format(_DAY.format(ANY_UNDATED.format("h.id")))
_DAY_OF_FACTS = _DAY.format(f"substr(k.facts, -1) = '{IS_UNDATED}'")
_DAYS_OF_FACTS = _LINES.format(_DAY_OF_FACTS)
# Of the outlets asked for alone: no line is told of another's hit.
_OF_OWN = "substr(k.facts, 1, instr(k.facts, char(9)) - 1) IN (SELECT value FROM json_each(:own))"
_DAYS_OF_OWN = _LINES.format(f"iif({_OF_OWN}, {_DAY_OF_FACTS}, NULL)")
_STORY, _STORIES = "|| coalesce('|' || m.cluster_id, '')", "LEFT JOIN cluster_members m ON m.article_id = h.id"
_PER_DAY = "SELECT '', f.rowid / :ids_per_day, count(*) FROM {source} WHERE {where} GROUP BY 2"


class DayCount(NamedTuple):
    """Hits of one day, counted from 1970; `outlet` is empty where all outlets are counted together."""

    outlet: str
    day: int
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
    counts = _LineCounts(connection, min(cap, LARGEST), folded=bool(filters.get("folded")))
    part: Filters = {**filters, "folded": False}
    every_day: Filters = {**part, "date_from": None, "date_to": None}
    every_fact: Filters = {**part, "outlets": (), "langs": (), "kinds": ()}
    of_facts, of_days = Hits(connection, compiled, every_fact), Hits(connection, compiled, every_day)
    if of_facts.are_those_of(of_days):
        facts, days = counts.lines(of_facts, _OF_FACTS, _FACTS, _DAYS_OF_FACTS)
    elif of_facts.are_those_of(Hits(connection, compiled, {**every_day, "outlets": ()})):
        # Nothing but outlets is asked for: one walk tells of all hits, unless some of theirs lie behind the cap.
        facts, days = counts.lines(of_facts, _OF_FACTS, _FACTS, _DAYS_OF_OWN, outlets=filters.get("outlets") or ())
        if facts.total() >= cap:
            (days,) = counts.lines(of_days, _HITS, _DAYS)
    else:
        facts, days = *counts.lines(of_facts, _OF_FACTS, _FACTS), *counts.lines(of_days, _HITS, _DAYS)
    months, undated = _months(days)
    counted = _facts(facts)
    return Facets(
        _by(counted, lambda fact: (fact.outlet,), filters, "outlets"),
        _by(counted, lambda fact: (fact.lang,), filters, "langs"),
        _by(counted, lambda fact: fact.kinds, filters, "kinds"),
        months,
        max(days.total(), facts.total()) >= cap,
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
        "edited": IS_EDITED in marks,
        "gone": status == "gone",
        "missing": status == "missing",
        "back": IS_BACK in marks and status == "live",
        "given": IS_GIVEN in marks,
    }
    return _Fact(outlet, lang, tuple(kind for kind in KINDS if has[kind]), story)


class _LineCounts:
    """Lines about hits, the newest `cap` of them: each with its story where copies are `folded`."""

    def __init__(self, connection: sqlite3.Connection, cap: int, *, folded: bool) -> None:
        self._cap, self._facts = cap, facts_of(connection)
        self._story, self._stories = (_STORY, _STORIES) if folded else ("", "")

    def lines(self, hits: Hits, source: str, *columns: str, outlets: Sequence[str] = ()) -> list[Counter[str]]:
        """How often each line stands in each of the columns; all are made in one walk through the hits."""
        sql = f"SELECT {', '.join(columns)} FROM {source} {self._stories}"  # noqa: S608 - of this module
        sql = sql.replace("{facts}", self._facts).replace("{story}", self._story)
        texts = next(hits.rows(_texts, sql, cap=self._cap, ids_per_day=IDS_PER_DAY, own=json.dumps(list(outlets))))
        return [Counter(text.split("\n") if text else ()) for text in texts]


def _texts(*texts: str) -> tuple[str, ...]:
    return texts


def _facts(lines: Counter[str]) -> Counter[_Fact]:
    counted: Counter[_Fact] = Counter()
    for line, n in lines.items():
        counted[_fact(line)] += n
    return counted


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


def _months(lines: Counter[str]) -> tuple[dict[str, Tally], int]:
    """Hits by month; how many of them state no day."""
    months: defaultdict[str, Tally] = defaultdict(Tally)
    undated = Tally()
    for line, hits in lines.items():
        day, _, story = line.partition("|")
        if day.endswith(IS_UNDATED):
            undated.add(hits, story)
        else:
            months[_month(int(day))].add(hits, story)
    return dict(months), int(undated)


@lru_cache(maxsize=1 << 14)
def _month(day: int) -> str:
    return date_of(day).isoformat()[:7]


def per_day(
    connection: sqlite3.Connection, compiled: Compiled, by_outlet: bool, **filters: Unpack[Filters]
) -> list[DayCount]:
    """Hits of each day, of each outlet where `by_outlet`; days without a hit are absent."""
    hits = Hits(connection, compiled, filters)
    if not by_outlet:
        return list(hits.rows(DayCount, _PER_DAY, ids_per_day=IDS_PER_DAY))
    return [DayCount(one.outlet, one.day, one.articles) for one in days_of_hits(hits, with_stories=False)]
