"""What a job is, what an engine does with its units, and `run`, which sees that each unit is answered once.

A unit that kills its worker must not kill one after another, and no engine blames the right one: a pool blames nobody,
Dask whatever lay on the same worker. So a unit whose worker died twice is run alone, and held where it dies again.
"""

import json
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from itertools import chain
from typing import NamedTuple, Protocol

from archive.errors import WarraqError

Receipt = dict[str, str | int]
# (unit, place) to a small receipt. A function of a module, so that another process finds it by its name; whatever is
# large goes to the place. A job that finds its own receipt there returns it, and does nothing twice.
Job = Callable[[str, str], Receipt]

SUSPECT_AFTER = 2
PATIENCE_SECONDS, LOOK_SECONDS = 300.0, 1.0


class Answer(NamedTuple):
    """What became of a unit: its receipt, or what its job raised."""

    unit: str
    receipt: Receipt | None
    problem: Exception | None


# Closing it ends what is under way.
Coming = Generator[Answer, None, None]


def done(job: Job, unit: str, place: str) -> str:
    """What a worker is asked to do: its answer is text, whatever a job may return. Raises what the job raises."""
    return json.dumps(job(unit, place))


class WorkerDied(Exception):
    """The process that had this unit ended, whether by its fault or not; `times` it did."""

    def __init__(self, times: int = 1) -> None:
        super().__init__(times)
        self.times = times


class UnitHeld(WarraqError):
    """The process that worked on this unit died each time, at last with nothing else under way."""


class EngineLost(WarraqError):
    """Whoever hands the units out is gone; another try may find it again."""


class Engine(Protocol):
    """Does units in whatever processes it has."""

    def map(self, job: Job, units: Iterable[str], place: str) -> Coming:
        """Each answer as it comes, in any order, at most once; WorkerDied where nobody knows. Raises EngineLost.

        Takes and hands out a few units for each worker at a time, and no more while nobody takes the answers.
        """

    def close(self) -> None:
        """End what it started."""


def run(job: Job, units: Iterable[str], place: str, engine: Engine, patience: float = PATIENCE_SECONDS) -> Coming:
    """Each unit exactly once, in any order; the next of `units` is taken when the engine has room for it.

    Raises EngineLost where the engine stays away for `patience` seconds.
    """
    source, left, deaths = iter(units), dict[str, None](), Counter[str]()
    lost_at: float | None = None
    while True:
        offered = _offered(source, left, deaths)
        first = next(offered, None)
        if first is None and not left:
            return
        is_alone = first is None
        try:
            with closing(engine.map(job, chain([first or next(iter(left))], offered), place)) as answers:
                for answer in answers:
                    lost_at = None
                    settled = _settled(answer, deaths, is_alone=is_alone)
                    if settled and answer.unit in left:
                        del left[answer.unit]
                        yield settled
        except EngineLost:
            lost_at = lost_at or time.monotonic()
            if time.monotonic() - lost_at > patience:
                raise
            time.sleep(LOOK_SECONDS)


def _offered(source: Iterator[str], left: dict[str, None], deaths: Mapping[str, int]) -> Iterator[str]:
    """What was handed out and not answered, but for the suspects, then what was not handed out yet."""
    yield from [unit for unit in left if deaths[unit] < SUSPECT_AFTER]
    for unit in source:
        left[unit] = None
        yield unit


def _settled(answer: Answer, deaths: Counter[str], *, is_alone: bool) -> Answer | None:
    """The answer; of a unit whose worker died, that it is held, or None where it is tried again."""
    if not isinstance(answer.problem, WorkerDied):
        return answer
    deaths[answer.unit] += answer.problem.times
    return _held(answer.unit, deaths[answer.unit]) if is_alone else None


def _held(unit: str, deaths: int) -> Answer:
    reason = f"{unit} is held: the process that worked on it died {deaths} times, the last time with nothing beside it."
    return Answer(unit, None, UnitHeld(reason))
