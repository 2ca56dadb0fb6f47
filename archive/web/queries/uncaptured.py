"""How much of the time of an outlet was not captured, period by period, as the table of gaps has it.

What of a gap is known to be missing and has been found since (`known_missing` 0) is no gap any more.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from archive.record.gaps import gaps
from archive.record.rows import GapRow
from archive.times import day_of_id, stamp, start_of, unstamp
from archive.web.queries.months import Ends
from archive.web.queries.periods import DAY, Period
from archive.web.queries.rows import Connection, rows

# What is captured for less than half of its time is not counted: a share of it would tell of us, not of the outlet.
NOT_COUNTED = 0.5
OUTLETS = """
SELECT name, enabled, (SELECT min(id) FROM articles a WHERE a.outlet = o.name) AS first,
  (SELECT max(id) FROM articles a WHERE a.outlet = o.name) AS last
FROM outlets o WHERE :outlets = '[]' OR name IN (SELECT value FROM json_each(:outlets)) ORDER BY name
"""
Bounds = Sequence[tuple[float, float]]
Stretch = tuple[float, float, str]


class OutletEnds(Ends):
    """OUTLETS: an outlet, whether it is followed, and its lowest and highest number of an article."""

    name: str
    enabled: int


@dataclass(frozen=True, slots=True)
class Uncaptured:
    """The share of a period's time that gaps cover, 0 to 1, and why, the longest cause first."""

    share: float = 0.0
    causes: tuple[str, ...] = ()

    @property
    def is_gap(self) -> bool:
        return self.share >= NOT_COUNTED

    @property
    def is_part(self) -> bool:
        return 0 < self.share < NOT_COUNTED


CAPTURED = Uncaptured()


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was captured of each outlet, and of all together (''), period by period; and the gaps it is reckoned from.

    `known`: articles known to be missing; `unknown`: gaps of which nobody can know how many are.
    """

    by_outlet: Mapping[str, Sequence[Uncaptured]]
    followed: Sequence[Sequence[str]]
    gaps: int
    known: int
    unknown: int
    told: bool


def coverage(connection: Connection, outlets: Sequence[str], shown: Sequence[Period], now: datetime) -> Coverage:
    """What gaps cover of the outlets asked for, or of all; together, of those that were followed in a period."""
    ends = rows(connection, OutletEnds, OUTLETS, {"outlets": json.dumps(list(outlets))})
    known = gaps(connection, stamp(start_of(shown[0].first)))
    bounds = bounds_of(shown, now)
    until = stamp(datetime.fromtimestamp(bounds[-1][1], now.tzinfo))
    names = {one["name"] for one in ends} | {""}
    rest = [row for row in known or () if row["since"] < until and row["outlet"] in names and is_missing(row)]
    by_outlet = {one["name"]: uncaptured(rest, one["name"], bounds, now) for one in ends}
    followed = [[one["name"] for one in ends if _was_followed(one, period)] for period in shown]
    whole = uncaptured(rest, "", bounds, now)
    by_outlet[""] = [
        together([by_outlet[name][number] for name in names]) if names else whole[number]
        for number, names in enumerate(followed)
    ]
    missing = [row["known_missing"] for row in rest]
    return Coverage(
        by_outlet, followed, len(rest), sum(n or 0 for n in missing), missing.count(None), told=known is not None
    )


def _was_followed(outlet: OutletEnds, period: Period) -> bool:
    """Had the outlet begun by then, and not been turned off for good?"""
    if outlet["first"] is None or outlet["last"] is None or day_of_id(outlet["first"]) > period.last:
        return False
    return bool(outlet["enabled"]) or day_of_id(outlet["last"]) >= period.first


def is_missing(row: GapRow) -> bool:
    """Is anything missing of it, or may be?"""
    return row["known_missing"] != 0


def bounds_of(shown: Iterable[Period], now: datetime) -> list[tuple[float, float]]:
    """When each period begins and ends, in seconds, the running one now."""
    ends = ((start_of(period.first), start_of(period.last + DAY)) for period in shown)
    return [(first.timestamp(), max(min(last, now), first + timedelta(seconds=1)).timestamp()) for first, last in ends]


def uncaptured(rows: Sequence[GapRow], outlet: str, bounds: Bounds, now: datetime) -> list[Uncaptured]:
    """Of one outlet, and of the whole archive, which is blind to it too."""
    stretches = [_stretch(row, now) for row in rows if row["outlet"] in ("", outlet) and is_missing(row)]
    return [_within(stretches, *each) if stretches else CAPTURED for each in bounds]


def together(each: Sequence[Uncaptured]) -> Uncaptured:
    """Of several outlets: the mean of their shares, each counting as much as the others."""
    causes = Counter(cause for one in each for cause in one.causes)
    share = sum(one.share for one in each) / len(each) if each else 0.0
    return Uncaptured(share, tuple(cause for cause, _ in causes.most_common()))


def _stretch(row: GapRow, now: datetime) -> Stretch:
    until = unstamp(row["until"]) if row["until"] else now
    return unstamp(row["since"]).timestamp(), until.timestamp(), row["cause"]


def _within(stretches: Iterable[Stretch], first: float, last: float) -> Uncaptured:
    inside = sorted((max(a, first), min(b, last), cause) for a, b, cause in stretches if a < last and b > first)
    lasted: Counter[str] = Counter()
    for a, b, cause in inside:
        lasted[cause] += int(b - a)
    covered = sum(b - a for a, b in _merged(inside))
    return Uncaptured(min(covered / (last - first), 1.0), tuple(cause for cause, _ in lasted.most_common()))


def _merged(stretches: Iterable[Stretch]) -> Iterator[tuple[float, float]]:
    """Stretches in the order of their beginnings, without what two have in common."""
    upto = float("-inf")
    for first, last, _ in stretches:
        if last > upto:
            yield max(first, upto), last
            upto = last
