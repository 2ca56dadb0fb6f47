"""What is usual for an outlet, learned from its own past: new articles by weekday and hours, waits, shares.

Pure. Days are those of Damascus. Stretches in which something was wrong (incidents of the outlet's or ours) teach
nothing, and neither do the first days, in which an archive takes what an outlet had published before.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import mean

from archive.crawl_state.expectations import DAYS_UNTIL_EXPECTED, WHOLE_DAY
from archive.crawl_state.monitoring_rows import ExpectationRow
from archive.ingest.article_signs import SIGNS, low_length
from archive.times import DAMASCUS, damascus_day, start_of
from scheduler.health.facts import Run
from scheduler.health.shares import Usual

LEARNED_FROM = timedelta(days=56)
FIRST_DAYS = timedelta(days=1)
BLOCK = timedelta(hours=6)
HOURS = ("00-06", "06-12", "12-18", "18-24")
# Below so many articles a low yield cannot be told from chance; an outlet that brings fewer in a week is not judged.
ENOUGH_TO_COMPARE, LONGEST_WINDOW = 60.0, 7
# Fewer pages on a day say nothing of a share.
PAGES_OF_A_DAY = 3

Span = tuple[datetime, datetime]
Rates = Mapping[tuple[int, int], float]
RunsByDay = Mapping[date, Sequence[Run]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What is usual. `rates`: new articles by weekday and six hours; `days`: how many were learned from.

    `longest_wait` is the longest time without a new article, counted in articles expected meanwhile; `lowest` the
    lowest share of what was expected that came in `window` days; `reasons` and `signs` are usual shares; `floor` is the
    length in characters below which a text is short.
    """

    days: int = 0
    rates: Rates = field(default_factory=dict)
    longest_wait: float = 0.0
    window: int = 0
    lowest: float = 0.0
    reasons: Mapping[str, Usual] = field(default_factory=dict)
    signs: Mapping[str, Usual] = field(default_factory=dict)
    floor: int = 0

    @property
    def is_known(self) -> bool:
        """Is it long enough to expect something?"""
        return self.days >= DAYS_UNTIL_EXPECTED

    def expected(self, since: datetime, until: datetime) -> float:
        """How many new articles are usual in that time."""
        return sum(self.rates.get(_slot(first), 0.0) * part for first, part in _blocks(since, until))

    def figures(self) -> dict[str, object]:
        """For the table `pasts`."""
        row = asdict(self)
        del row["days"], row["rates"]
        return row

    @classmethod
    def of(cls, days: int, usual: Iterable[ExpectationRow], figures: Mapping[str, object]) -> "Past":
        """What was learned before, as it was stored."""
        shares = {name: _shares(figures.get(name)) for name in ("reasons", "signs")}
        numbers = {name: figures[name] for name in ("longest_wait", "window", "lowest", "floor") if name in figures}
        rates = {(row["weekday"], HOURS.index(row["hours"])): row["middle"] for row in usual if row["hours"] in HOURS}
        return cls(days=days, rates=rates, **shares, **numbers)  # type: ignore[arg-type]


def _shares(value: object) -> dict[str, Usual]:
    return {str(name): Usual(**row) for name, row in value.items()} if isinstance(value, dict) else {}


def learn(outlet: str, runs: Sequence[Run], wrong: Sequence[Span], now: datetime) -> tuple[list[ExpectationRow], Past]:
    """From an outlet's runs of the last LEARNED_FROM, oldest first, without the stretches `wrong`."""
    if not runs:
        return [], Past()
    first = max(now - LEARNED_FROM, runs[0].at + FIRST_DAYS)
    good = [run for run in runs if run.at >= first and not _is_within(run.at, wrong)]
    days = _whole_days(first, now, wrong)
    counts: dict[tuple[date, int], int] = defaultdict(int)
    by_day: dict[date, list[Run]] = defaultdict(list)
    for run in good:
        there = run.at.astimezone(DAMASCUS)
        counts[there.date(), there.hour // 6] += run.new
        by_day[there.date()].append(run)
    usual = [row for weekday in range(7) for row in _of_weekday(outlet, weekday, days, counts)]
    lengths = [one.characters for run in good for one in run.traits]
    past = Past.of(len(days), usual, {"floor": low_length(lengths)})
    window = _window(past)
    return usual, Past(
        days=len(days),
        rates=past.rates,
        longest_wait=_longest_wait(past, good, wrong),
        window=window,
        lowest=_lowest(past, window, days, counts),
        reasons=_usual_reasons(by_day),
        signs=_usual_signs(by_day, past.floor),
        floor=past.floor,
    )


def _of_weekday(
    outlet: str, weekday: int, days: Sequence[date], counts: Mapping[tuple[date, int], int]
) -> list[ExpectationRow]:
    seen = [day for day in days if day.weekday() == weekday]
    if not seen:
        return []
    totals = [sum(counts.get((day, block), 0) for block in range(len(HOURS))) for day in seen]
    by_hours = {name: [counts.get((day, block), 0) for day in seen] for block, name in enumerate(HOURS)}
    return [_row(outlet, weekday, name, numbers) for name, numbers in {WHOLE_DAY: totals, **by_hours}.items()]


def _row(outlet: str, weekday: int, hours: str, numbers: Sequence[int]) -> ExpectationRow:
    ranked = sorted(numbers)
    # One day of many on which everything was otherwise (a feast, a war) does not make what is usual.
    within = ranked[1:-1] if len(ranked) > 5 else ranked
    return {
        "outlet": outlet,
        "weekday": weekday,
        "hours": hours,
        "low": within[0],
        "middle": round(mean(ranked[:-1] if len(ranked) > 2 else ranked), 3),
        "high": within[-1],
        "days": len(numbers),
    }


def _whole_days(first: datetime, now: datetime, wrong: Sequence[Span]) -> list[date]:
    """Days in Damascus that lie between these instants from end to end and in which nothing was wrong."""
    day, days = damascus_day(first) + timedelta(days=1), []
    while start_of(day + timedelta(days=1)) <= now:
        span = start_of(day), start_of(day + timedelta(days=1))
        if not any(since < span[1] and until > span[0] for since, until in wrong):
            days.append(day)
        day += timedelta(days=1)
    return days


def _is_within(at: datetime, spans: Sequence[Span]) -> bool:
    return any(since <= at <= until for since, until in spans)


def _longest_wait(past: Past, runs: Sequence[Run], wrong: Sequence[Span]) -> float:
    brought = [run.at for run in runs if run.new]
    waits = (
        past.expected(before, after)
        for before, after in pairwise(brought)
        if not any(since < after and until > before for since, until in wrong)
    )
    return round(max(waits, default=0.0), 3)


def _window(past: Past) -> int:
    """How many days bring enough to be compared; 0 where a week does not."""
    a_day = sum(past.rates.values()) / 7
    fitting = (days for days in range(1, LONGEST_WINDOW + 1) if days * a_day >= ENOUGH_TO_COMPARE)
    return next(fitting, 0)


def _lowest(past: Past, window: int, days: Sequence[date], counts: Mapping[tuple[date, int], int]) -> float:
    """The lowest share of what was expected in so many days in a row."""
    came = {day: sum(counts.get((day, block), 0) for block in range(len(HOURS))) for day in days}
    shares = []
    for day in days if window else ():
        row = [day + timedelta(days=more) for more in range(window)]
        due = past.expected(start_of(row[0]), start_of(row[-1] + timedelta(days=1)))
        if due and all(one in came for one in row):
            shares.append(sum(came[one] for one in row) / due)
    return round(min(shares, default=0.0), 3)


def _usual_reasons(days: RunsByDay) -> dict[str, Usual]:
    """`""` is any reason that the outlet never gave: of so many pages none."""
    gave = {day: _sum(run.reasons_of_pages() for run in runs) for day, runs in days.items()}
    tried = {day: sum(run.tried for run in runs) for day, runs in days.items()}
    words = {word for reasons in gave.values() for word in reasons}
    usual = {word: _usual([(reasons[word], tried[day]) for day, reasons in gave.items()]) for word in words}
    return usual | {"": Usual(pages=sum(tried.values()))}


def _usual_signs(days: RunsByDay, floor: int) -> dict[str, Usual]:
    articles = [[one for run in runs for one in run.traits] for runs in days.values()]
    return {
        name: _usual([(sum(sign(one, floor) for one in day), len(day)) for day in articles])
        for name, sign in SIGNS.items()
    }


def _usual(days: Sequence[tuple[int, int]]) -> Usual:
    shares = sorted(hits / pages for hits, pages in days if pages >= PAGES_OF_A_DAY)
    highest = shares[-2 if len(shares) > 7 else -1] if shares else 0.0
    return Usual(sum(hits for hits, _ in days), sum(pages for _, pages in days), round(highest, 3))


def _sum(counted: Iterable[Mapping[str, int]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for one in counted:
        total.update(one)
    return total


def _slot(at: datetime) -> tuple[int, int]:
    there = at.astimezone(DAMASCUS)
    return there.weekday(), there.hour // 6


def _blocks(since: datetime, until: datetime) -> Iterable[tuple[datetime, float]]:
    """The stretches of six hours of that time, and which part of each lies in it."""
    at = since
    while at < until:
        there = at.astimezone(DAMASCUS)
        end = there.replace(hour=there.hour // 6 * 6, minute=0, second=0, microsecond=0) + BLOCK
        upto = min(end, until)
        yield at, (upto - at) / BLOCK
        at = upto
