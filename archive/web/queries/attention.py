"""How much of what each outlet published answers a question, period by period, and where nothing was captured.

Each number is the length of a list that the search page shows: of an outlet or of all, in a period or in all of them.
Without copies, those of one text count once within each list, as the search folds them; so periods may sum to more.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypedDict, Unpack

from archive.record.gaps import gaps
from archive.record.outlet_days import by_days
from archive.record.rows import GapRow
from archive.search.article_facts import ANY_UNDATED
from archive.search.compiled import Compiled
from archive.search.filters import Filters
from archive.search.hits import MOST_FOLDED
from archive.search.outlet_days import OutletDay, may_be_folded, outlet_days
from archive.times import IDS_PER_DAY, day_of_id, first_id_of, unstamp
from archive.web.queries.months import ENDS, Ends
from archive.web.queries.periods import Period
from archive.web.queries.rows import Connection, rows
from archive.web.queries.uncaptured import Coverage, is_missing

ARTICLES = f"""
SELECT d.outlet, d.day, d.articles - d.undated AS n FROM outlets o CROSS JOIN outlet_days d
  ON d.outlet = o.name AND d.day >= :low / {IDS_PER_DAY} AND d.day < :high / {IDS_PER_DAY}
WHERE :outlets = '[]' OR o.name IN (SELECT value FROM json_each(:outlets))
"""  # noqa: S608 - a number of ours
IN_STORIES = f"""
SELECT a.outlet, m.article_id / {IDS_PER_DAY} AS day, m.cluster_id AS story, 1 AS articles
FROM cluster_members m CROSS JOIN articles a INDEXED BY articles_facets ON a.id = m.article_id
WHERE m.article_id >= :low AND m.article_id < :high
  AND (:outlets = '[]' OR a.outlet IN (SELECT value FROM json_each(:outlets)))
  AND NOT ({ANY_UNDATED.format("m.article_id")})
"""  # noqa: S608 - from above


class Part(TypedDict):
    """The outlets asked for, none for all, and from when to when."""

    outlets: tuple[str, ...]
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Counts:
    """Lengths of lists by outlet and period, and over all periods; those of all outlets stand under ''."""

    by_period: dict[str, list[int]]
    whole: dict[str, int]

    def of(self, outlet: str, number: int) -> list[int]:
        return self.by_period.get(outlet) or [0] * number


@dataclass(frozen=True, slots=True)
class Attention:
    """What each question finds in the periods shown, of all articles; `folded`: copies count once in each list."""

    shown: list[Period]
    folded: bool
    articles: Counts
    hits: Sequence[Counts]
    coverage: Coverage

    def shares(self, question: int, outlet: str) -> list[float | None]:
        """Of a thousand articles of an outlet, or of all (''); None where that is not counted."""
        found = self.hits[question].of(outlet, len(self.shown))
        of = self.articles.of(outlet, len(self.shown))
        missing = self.coverage.by_outlet[outlet]
        return [
            1_000 * n / total if total and not gap.is_gap else None
            for n, total, gap in zip(found, of, missing, strict=True)
        ]

    def outlets(self) -> list[str]:
        """Those with an article in the periods shown, or a gap while they were followed, the most hits first."""

        def order(name: str) -> tuple[int, int, str]:
            found = sum(one.whole.get(name, 0) for one in self.hits)
            return -found, -self.articles.whole.get(name, 0), name

        of = self.coverage
        missed = {
            name for number, names in enumerate(of.followed) for name in names if of.by_outlet[name][number].share
        }
        return sorted({name for name, n in self.articles.whole.items() if name and n} | missed, key=order)

    def has_list(self, n: int) -> bool:
        """Does the search show a list of this length? Not where it folds no copies because there are too many."""
        return not self.folded or n <= MOST_FOLDED


def shown_days(
    connection: Connection, unit_days: int, period: tuple[date | None, date | None], today: date
) -> tuple[date, date] | None:
    """From the first to the last day to show: those asked for, else the last `unit_days` that the record tells of.

    None where the record is empty, or is not begun. No day is later than today.
    """
    ends = rows(connection, Ends, ENDS)[0]
    if ends["first"] is None or ends["last"] is None:
        return None
    ended = [day_of_id(ends["last"]), *(_last_day(row, today) for row in gaps(connection) or () if is_missing(row))]
    last = min(period[1] or max(ended), today)
    first = period[0] or max(last - timedelta(days=unit_days - 1), min(day_of_id(ends["first"]), last))
    return (first, last) if first <= last else None


def _last_day(row: GapRow, today: date) -> date:
    return unstamp(row["until"]).date() if row["until"] else today


def articles(connection: Connection, *, folded: bool, **part: Unpack[Part]) -> list[OutletDay]:
    """All that was published and states its day, by outlet and day, and by story where `folded`."""
    values = _values(part)
    # Ten thousand and more: as tuples, not as rows with names.
    counted: dict[tuple[str, int], int] = {
        (outlet, day): n for outlet, day, n in connection.execute(by_days(connection, ARTICLES), values)
    }
    found = list(map(OutletDay._make, connection.execute(IN_STORIES, values))) if folded else []
    for one in found:
        counted[one.outlet, one.day] -= 1
    return found + [OutletDay(outlet, day, None, n) for (outlet, day), n in counted.items() if n]


def _values(part: Part) -> dict[str, object]:
    low, high = first_id_of(part["first"]), first_id_of(part["last"]) + IDS_PER_DAY
    return {"outlets": json.dumps(part["outlets"]), "low": low, "high": high}


def hits(connection: Connection, compiled: Compiled, narrowed: Filters, *, folded: bool) -> list[OutletDay]:
    """What a question finds under filters, as `articles` has it."""
    return outlet_days(connection, compiled, with_stories=folded, **narrowed)


def are_foldable(connection: Connection, questions: Iterable[Compiled], narrowed: Filters) -> bool:
    """Are the copies among what each of the questions finds few enough for the search to fold them?"""
    return all(may_be_folded(connection, one, **narrowed) for one in questions)


def counts(found: Iterable[OutletDay], place: Mapping[int, int], number: int) -> Counts:
    """Gather them into `number` periods, `place` saying which a day belongs to."""
    alone: defaultdict[tuple[str, int], int] = defaultdict(int)
    stories: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    for outlet, day, story, articles in found:
        cell = outlet, place[day]
        if story is None:
            alone[cell] += articles
        else:
            stories[cell].add(story)

    def count(cells: Iterable[tuple[str, int]]) -> int:
        """Of any number of articles of a story, one."""
        cells = [cell for cell in cells if cell in alone or cell in stories]
        ids = [stories[cell] for cell in cells if cell in stories]
        return sum(alone[cell] for cell in cells if cell in alone) + len(set[int]().union(*ids))

    names, every = {name for name, _ in (*alone, *stories)}, range(number)
    by_period = {name: [alone.get((name, n), 0) + len(stories.get((name, n), ())) for n in every] for name in names}
    whole = {name: count((name, n) for n in every) for name in names}
    by_period[""] = [count((name, n) for name in names) for n in every]
    whole[""] = count((name, n) for name in names for n in every)
    return Counts(by_period, whole)
