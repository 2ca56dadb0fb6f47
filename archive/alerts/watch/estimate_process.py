"""How much a reader's list would have told, by a process of its own: `python -m archive.alerts.watch.estimate_process`.

The list waits for its turn among those that are counted, is kept as they are, and is started and ended as they are
(archive.search.batch).
"""

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TypedDict, cast

from archive.alerts.watch.collecting import in_words
from archive.alerts.watch.estimate import Estimate, estimate
from archive.search.batch.jobs import Jobs, Token
from archive.search.batch.process import LIST_SECONDS, SAVE_SECONDS, run
from archive.search.name_lists import Name
from archive.sqlite import one_state, open_readonly

DAYS = 30
WEIGHED = ".weighed"


@dataclass(frozen=True, slots=True)
class Weighed:
    """`reached`: how many names were asked for so far. `estimate` is of the names at the places `asked` of the list, in
    their order: the others are no names, and cannot be watched. None while it is worked out, and where it took too long
    (`is_over`)."""

    reached: int = 0
    is_over: bool = False
    asked: tuple[int, ...] = ()
    estimate: Estimate | None = None

    def watched(self, names: tuple[Name, ...]) -> list[Name]:
        """What of the list can be watched and is not loud."""
        if self.estimate is None:
            return []
        return [names[place] for at, place in enumerate(self.asked) if at not in self.estimate.loud]


class _EstimateFile(TypedDict):
    first: str
    last: str
    days: int
    counts: list[int]
    loud: list[int]
    a_day: float
    fullest: int
    total: int


class _WeighedFile(TypedDict):
    reached: int
    is_over: bool
    asked: list[int]
    estimate: _EstimateFile | None


class _TooLong(Exception):
    """Nobody waits for it any more, or it takes more than a list may."""


def weighed(jobs: Jobs, token: Token) -> Weighed:
    """How far it is, or what came of it."""
    known = cast("_WeighedFile | None", jobs.read(token, WEIGHED))
    if known is None:
        return Weighed()
    found = known["estimate"]
    return Weighed(known["reached"], known["is_over"], tuple(known["asked"]), _estimate(found) if found else None)


def _estimate(known: _EstimateFile) -> Estimate:
    days = date.fromisoformat(known["first"]), date.fromisoformat(known["last"]), known["days"]
    found = tuple(known["counts"]), frozenset(known["loud"])
    return Estimate(*days, *found, known["a_day"], known["fullest"], known["total"])


def weigh(record: Path, jobs: Jobs, token: Token, is_over: Callable[[], bool]) -> None:
    """Work it out; how far it is, is kept as it goes."""
    submitted = jobs.submitted(token)
    if submitted is None:
        return
    work = _Work(jobs, token, is_over)
    try:
        with closing(open_readonly(record)) as connection, one_state(connection):
            wanted, _ = in_words(connection, submitted.names)
            names = [name for name, _ in wanted]
            places = {name: place for place, name in enumerate(submitted.names)}
            found = estimate(connection, names, work.step, days=DAYS)
    except _TooLong:
        work.end(Weighed(work.reached, is_over=True))
    else:
        work.end(Weighed(len(names), True, tuple(places[name] for name in names), found))


class _Work:
    def __init__(self, jobs: Jobs, token: Token, is_over: Callable[[], bool]) -> None:
        self._jobs, self._token, self._is_over = jobs, token, is_over
        self.reached, self._saved = 0, time.monotonic()

    def step(self) -> None:
        self.reached += 1
        if time.monotonic() - self._saved < SAVE_SECONDS:
            return
        self._saved = time.monotonic()
        self._put(Weighed(self.reached))
        self._jobs.mark_alive(self._token)
        if self._is_over() or time.process_time() > LIST_SECONDS:
            raise _TooLong

    def end(self, found: Weighed) -> None:
        self._put(found)
        self._jobs.mark_alive(self._token, lives=False)

    def _put(self, found: Weighed) -> None:
        content: dict[str, object] = asdict(found)
        if found.estimate:
            days = {"first": found.estimate.first.isoformat(), "last": found.estimate.last.isoformat()}
            content["estimate"] = {**asdict(found.estimate), **days, "loud": sorted(found.estimate.loud)}
        self._jobs.write(self._token, WEIGHED, content)


if __name__ == "__main__":
    run(weigh)
