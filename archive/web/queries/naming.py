"""Which names of a party each outlet prints, in how many articles, month by month; each number is a search's."""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache, lru_cache
from typing import NamedTuple, TypedDict, cast

from archive.analysis.names import Party, Variant, parties
from archive.record.gaps import gaps
from archive.search.article_facts import ANY_UNDATED
from archive.search.engine import EVERYTHING
from archive.search.filters import Filters
from archive.search.hits import Hits
from archive.search.vocabulary import Vocabulary
from archive.sqlite import has_table
from archive.text.folding import tokens
from archive.times import IDS_PER_DAY, first_id_of, stamp, start_of
from archive.web.app.parameters import month_bounds
from archive.web.app.search_request import SearchRequest
from archive.web.queries.months import months_between
from archive.web.queries.periods import Period
from archive.web.queries.rows import Connection, rows
from archive.web.queries.uncaptured import bounds_of, uncaptured

FEW = 5  # of fewer articles no share is told
GAP_SECONDS = 86_400  # a month that was not captured for so long is no month to compare
# Which spellings of a party each article prints, behind \t, in quotations alone behind \r, and behind \v of which
# name one is another spelling; all of it as one text: Python counts equal lines sooner than SQLite puts articles in
# order by outlet, month and name, and the lines say all there is to count.
FACTS = f"""
SELECT coalesce(group_concat(a.outlet || m.printed, '\n'), '') AS facts
FROM (SELECT article_id, group_concat(iif(n > 0, '\t', '\r') || variant || iif(name = variant, '', '\v' || name), '')
        AS printed
      FROM mentions INDEXED BY mentions_party
      WHERE party = :party AND article_id >= :first AND article_id < :end GROUP BY article_id) m
CROSS JOIN articles a INDEXED BY articles_facets ON a.id = m.article_id WHERE NOT ({ANY_UNDATED.format("m.article_id")})
"""  # noqa: S608 - from above
# By the index of parties: their articles come in order, and need not be put in order to be counted once.
MOST = """
SELECT p.value AS party, (SELECT count(DISTINCT article_id) FROM mentions INDEXED BY mentions_party
  WHERE party = p.value AND article_id >= :first AND article_id < :end AND n > 0) AS articles
FROM json_each(:parties) p WHERE articles ORDER BY 2 DESC, 1
"""
_PRINTED = re.compile("([\t\r])([^\t\r\v]+)\v?([^\t\r\v]*)")


class PartyCount(TypedDict):
    """MOST: articles that name a party."""

    party: str
    articles: int


@dataclass(frozen=True, slots=True)
class Part:
    """Days, both included; `quotes`: names in quotations count."""

    first: date
    last: date
    quotes: bool = False

    @property
    def values(self) -> dict[str, object]:
        return {"first": first_id_of(self.first), "end": first_id_of(self.last) + IDS_PER_DAY}

    def months(self) -> Iterator[tuple[str, dict[str, object]]]:
        """Each month, and the numbers of articles of its days."""
        for month in months_between(str(self.first)[:7], str(self.last)[:7]):
            first, last = month_bounds(month)
            yield month, Part(max(first, self.first), min(last, self.last)).values


@dataclass(slots=True)
class Named:
    """A party in a part of the record: articles by (outlet, month, name), by (outlet, month), both over all months,
    spellings by outlet, and by outlet those that name it in quotations alone."""

    party: Party
    cells: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    totals: Counter[tuple[str, str]] = field(default_factory=Counter)
    of_names: Counter[tuple[str, str]] = field(default_factory=Counter)
    of_outlets: Counter[str] = field(default_factory=Counter)
    spelt: Counter[tuple[str, str]] = field(default_factory=Counter)
    only_quoted: Counter[str] = field(default_factory=Counter)

    def articles(self, outlet: str, name: str) -> int:
        return self.of_names[outlet, name]

    def total(self, outlet: str) -> int:
        return self.of_outlets[outlet]

    def printed(self, outlets: Collection[str]) -> list[Variant]:
        """The names that any of these outlets prints, in the order of the table."""
        found = {name for (outlet, _, name) in self.cells if outlet in outlets}
        return [one for one in self.party.names if one.name in found]

    def spellings(self, name: str, outlets: Collection[str]) -> list[tuple[str, int]]:
        """The other spellings that are counted with a name, each with the articles that print it."""
        found: Counter[str] = Counter()
        for (outlet, variant), n in self.spelt.items():
            if outlet in outlets:
                found[variant] += n
        others = [one.variant for one in self.party.variants if one.name == name != one.variant]
        return [(variant, found[variant]) for variant in others if found[variant]]


@dataclass(frozen=True, slots=True)
class PrintedAs:
    """The party that a question names, and the names that articles print for it, each with the number of them."""

    id: str
    title: str
    names: list[tuple[Variant, int]]


def has_names(connection: Connection) -> bool:
    """Does the file, which may be of an older release, tell of names?"""
    return has_table(connection, "mentions")


def most_named(connection: Connection, part: Part) -> list[PartyCount]:
    """The parties that articles name, those that most do first."""
    return rows(connection, PartyCount, MOST, {**part.values, "parties": json.dumps(list(parties()))})


def named(connection: Connection, party: Party, part: Part) -> Named:
    """Every number of a party."""
    found = Named(party)
    for month, bounds in part.months():
        (facts,) = connection.execute(FACTS, {**bounds, "party": party.id}).fetchone()
        for fact, articles in Counter(facts.split("\n") if facts else ()).items():
            _count(found, month, fact, articles, quotes=part.quotes)
    return found


def _count(found: Named, month: str, fact: str, articles: int, *, quotes: bool) -> None:
    """Count articles of a month that print the same spellings at the same outlet: `fact` is a line of FACTS."""
    outlet, names = _printed_by(fact, quotes=quotes)
    if names.is_quoted:
        found.only_quoted[outlet] += articles
    if names.variants:
        found.totals[outlet, month] += articles
        found.of_outlets[outlet] += articles
    for name in names.names:
        found.cells[outlet, month, name] += articles
        found.of_names[outlet, name] += articles
    for variant in names.variants:
        found.spelt[outlet, variant] += articles


@lru_cache(maxsize=1 << 13)  # they come again month by month
def _printed_by(fact: str, *, quotes: bool) -> "tuple[str, _PrintedNames]":
    at = len(fact.partition("\t")[0].partition("\r")[0])
    return fact[:at], _printed_names(fact[at:], quotes=quotes)


class _PrintedNames(NamedTuple):
    """What an article prints for a party: the spellings that count, their names, whether in quotations alone."""

    variants: tuple[str, ...]
    names: frozenset[str]
    is_quoted: bool


@lru_cache(maxsize=1 << 12)
def _printed_names(printed: str, *, quotes: bool) -> _PrintedNames:
    found = _PRINTED.findall(printed)
    spelt = [(variant, name or variant) for mark, variant, name in found if quotes or mark == "\t"]
    is_quoted = all(mark == "\r" for mark, *_ in found)
    return _PrintedNames(tuple(variant for variant, _ in spelt), frozenset(name for _, name in spelt), is_quoted)


def gap_months(connection: Connection, outlet: str, months: Sequence[str], now: datetime) -> set[str]:
    """The months of which a day or more was not captured of an outlet, or of the whole archive."""
    shown = [Period(*month_bounds(month)) for month in months]
    bounds = bounds_of(shown, now)
    known = gaps(connection, stamp(start_of(shown[0].first)), outlet) if shown else None
    lost = uncaptured(known or (), outlet, bounds, now)
    return {
        month
        for month, one, (first, last) in zip(months, lost, bounds, strict=True)
        if one.share * (last - first) >= GAP_SECONDS
    }


def printed_as(connection: Connection, params: SearchRequest) -> PrintedAs | None:
    """Under the filters of a question that is nothing but a name of a party, all names that are printed for it.

    None where it is no such name, or no other is printed.
    """
    typed = " ".join(tokens(params.q)).lower()
    party = _by_spelling().get(typed)
    if party is None or not has_names(connection):
        return None
    vocabulary = Vocabulary(connection)

    def count(name: str) -> int:
        filters = replace(params, party="", named=name).filters
        return Hits(connection, EVERYTHING, cast("Filters", filters)).count(vocabulary)

    counted = [(one, count(one.name)) for one in party.names]
    printed = [(one, n) for one, n in counted if n]
    return PrintedAs(party.id, party.title, printed) if len(printed) > 1 else None


@cache
def _by_spelling() -> dict[str, Party]:
    """The party that each spelling names, folded; of several the first of the table."""
    found: dict[str, Party] = {}
    for party in parties().values():
        for one in party.variants:
            found.setdefault(" ".join(tokens(one.variant)).lower(), party)
    return found
