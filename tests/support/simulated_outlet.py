"""An outlet of many days, made run by run: what it publishes with its noise, and what goes wrong with it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random

from archive.model import Outlet, Traits
from archive.times import DAMASCUS
from scheduler.health.facts import Run

FIRST_DAY = datetime(2026, 1, 5, tzinfo=UTC)
FRIDAY = 4
# Of a day's news so much comes in each six hours, from midnight in Damascus.
BY_HOURS = (0.08, 0.34, 0.36, 0.22)
Change = Callable[[Run, Random], Run]


@dataclass(slots=True)
class SimulatedOutlet:
    """`per_day` articles on a usual day, ±40 %, a fifth of them on Fridays; asked every `hours`.

    `poor`: the share of pages held, undated or short on a healthy day; `bursts`: news comes in heaps, not evenly.
    """

    name: str = "one"
    per_day: float = 24.0
    hours: float = 2.0
    seed: int = 1
    noise: float = 0.4
    fridays: float = 0.2
    poor: float = 0.02
    bursts: bool = False
    chance: Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = Random(f"{self.seed}-{self.name}")

    @property
    def outlet(self) -> Outlet:
        return Outlet(
            name=self.name, title="", title_en="", home="", hosts=(), routes=(), expect_per_day=self.per_day / 2
        )

    def runs(self, days: int, since: datetime = FIRST_DAY) -> Iterator[Run]:
        """Its runs, oldest first."""
        at, today, level = since, -1, 1.0
        while at < since + timedelta(days=days):
            there = at.astimezone(DAMASCUS)
            if there.toordinal() != today:
                today = there.toordinal()
                level = self.chance.uniform(1 - self.noise, 1 + self.noise)
                level *= self.fridays if there.weekday() == FRIDAY else 1.0
            due = self.per_day * level * BY_HOURS[there.hour // 6] * self.hours / 6
            yield self.run(at, self._number(due))
            at += timedelta(hours=self.hours)

    def run(self, at: datetime, published: int) -> Run:
        """One healthy run in which so many articles were published."""
        held = sum(self.chance.random() < self.poor for _ in range(published))
        traits = [self._article() for _ in range(published - held)]
        seen_again = self.chance.randrange(3)
        return Run(
            outlet=self.name,
            at=at,
            found=30,
            new=len(traits),
            tried=published + seen_again,
            through=len(traits) + seen_again,
            reasons={"video_only": held} if held else {},
            traits=traits,
        )

    def _number(self, due: float) -> int:
        if self.bursts:
            # As many as the time brings by chance.
            limit, product, number = 2.718281828**-due, self.chance.random(), 0
            while product > limit:
                number, product = number + 1, product * self.chance.random()
            return number
        return int(due) + (self.chance.random() < due - int(due))

    def _article(self) -> Traits:
        long = self.chance.lognormvariate(7.3, 0.5)
        return Traits(
            untitled=self.chance.random() < self.poor / 4,
            dated_by="" if self.chance.random() < self.poor else "jsonld",
            characters=int(long if self.chance.random() > self.poor else long / 8),
            strategy="selector",
            lines=(7, *(self.chance.getrandbits(32) for _ in range(5))),
            names=names(0, self.chance),
        )


def names(template: int, chance: Random) -> tuple[int, ...]:
    """A sample of the names of a template's blocks: the same but for one or two."""
    common = Random(template).sample(range(2**31), 18)
    return tuple(sorted([*chance.sample(common, 17), chance.getrandbits(31)])[:16])


def failing(cause: str, *, in_pages: int = 0) -> Change:
    """Nothing was to be had: its routes failed, or so many pages did."""

    def change(run: Run, _chance: Random) -> Run:
        return replace(
            run,
            cause=cause,
            found=30 if in_pages else 0,
            new=0,
            tried=in_pages,
            through=0,
            traits=(),
            reasons={cause: in_pages} if in_pages else {},
        )

    return change


def pages_failing(reason: str) -> Change:
    """Its routes list what is new, and every page gives this instead of an article."""

    def change(run: Run, _chance: Random) -> Run:
        tried = max(run.tried, 1)
        return replace(run, new=0, through=0, tried=tried, reasons={reason: tried}, traits=())

    return change


def articles(make: Callable[[Traits, Random], Traits]) -> Change:
    """Its articles come, otherwise made."""

    def change(run: Run, chance: Random) -> Run:
        return replace(run, traits=[make(one, chance) for one in run.traits])

    return change


def nothing_new(run: Run, _chance: Random) -> Run:
    return replace(run, new=0, tried=run.through - run.new, through=run.through - run.new, reasons={}, traits=())


def changed(runs: Sequence[Run], change: Change, chance: Random) -> list[Run]:
    return [change(run, chance) for run in runs]
