"""Crawls of outlets with hostile answers, an honest neighbour beside each, and what came of it, answer by answer."""

import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from spiders.process.parent import run_crawl
from tests.support.crawling import Archive
from tests.support.hostile.answer import Hostile
from tests.support.hostile.peaks import Peaks
from tests.support.hostile.seen import Seen
from tests.support.hostile.soundness import unsound_fields
from tests.support.hostile.staging import Staged, honest, staged

# Longer than any may last; a crawl that reaches it is told as too slow.
START, EACH = 60.0, 20.0
BETWEEN_NEIGHBOURS, BESIDE_SLOW = 2.0, 6.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one hostile answer.

    `outcome` is a word of Hostile.words if all is well; `cause` how its crawl ended. `behind`: the good article behind
    it was taken. `neighbour` is the longest wall time of a crawl of the other outlet meanwhile, 0 where one failed.
    `together`: how many answers shared the crawl.
    """

    name: str
    place: str
    outcome: str
    cause: str
    seconds: float
    peak_mb: float
    behind: bool
    neighbour: float
    together: int
    unsound: list[str]
    left_over: int

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


class Ground:
    """Where the crawls of one run happen: outlet files, data folders, and who watches their memory."""

    def __init__(self, archive: Archive, peaks: Peaks) -> None:
        self.archive, self.peaks = archive, peaks

    def crawl(self, answers: Sequence[Hostile], number: int, after: float = 0.0) -> list[Verdict]:
        """Crawl one outlet with these answers, and a neighbour again and again from the first of them on.

        It begins `after` so many seconds.
        """
        time.sleep(after)
        folder = self.archive.data / f"h{number}"
        with (
            staged(self.archive, f"h{number}", answers) as outlet,
            honest(self.archive, f"n{number}") as neighbour,
        ):
            limit = START + EACH * len(answers)
            if answers[0].place == "edit":
                run_crawl(outlet.outlet, folder, time_limit=limit)
                outlet.turn_hostile()
            outlet.site.heard = self._labels(outlet, folder.name)
            beside = _Beside(neighbour, folder, outlet, BESIDE_SLOW if answers[0].slow else BETWEEN_NEIGHBOURS)
            beside.start()
            started = time.monotonic()
            past = date(2026, 1, 1) if answers[0].place == "past" else None
            result = run_crawl(outlet.outlet, folder, time_limit=limit, past=past)
            seconds = time.monotonic() - started
            self.peaks.begin(folder.name, "")
            beside.end()
            whole = Verdict(
                name="",
                place=answers[0].place,
                outcome=result.cause or "ok",
                cause=result.cause,
                seconds=round(seconds, 2),
                peak_mb=0,
                behind=False,
                neighbour=0,
                together=len(answers),
                unsound=list(unsound_fields(folder, outlet.outlet, outlet.site.home)),
                left_over=len(self.peaks.left_over(folder.name)),
            )
            return self._judged(whole, outlet, folder, beside)

    def _labels(self, outlet: Staged, folder: str) -> "_Labels":
        return _Labels(self.peaks, folder, dict(zip(outlet.paths, outlet.answers, strict=True)), outlet)

    def _judged(self, whole: Verdict, outlet: Staged, folder: Path, beside: "_Beside") -> list[Verdict]:
        with Seen(folder, outlet) as seen:
            return [
                replace(
                    whole,
                    name=answer.name,
                    outcome=seen.outcome(n) or whole.outcome,
                    behind=seen.is_behind(n),
                    seconds=seen.seconds(n) or whole.seconds,
                    peak_mb=round(self.peaks.of(folder.name, answer.name) or self.peaks.of(folder.name, ""), 1),
                    neighbour=round(beside.longest(*seen.span(n)), 2),
                )
                for n, answer in enumerate(outlet.answers)
            ]


@dataclass(frozen=True, slots=True)
class _Labels:
    """From the request for a hostile answer to that for the good article behind it, memory is told of that answer."""

    peaks: Peaks
    folder: str
    answers: dict[str, Hostile]
    outlet: Staged

    def __call__(self, path: str) -> None:
        if path in self.answers:
            self.peaks.begin(self.folder, self.answers[path].name)
        elif len(self.answers) > 1 and any(path == f"/{good}/" for _, good in self.outlet.numbers):
            self.peaks.begin(self.folder, "")


class _Beside(threading.Thread):
    """Crawls a neighbour with something new each time, from the first hostile answer until it is told to end."""

    def __init__(self, neighbour: Staged, folder: Path, outlet: Staged, pause: float) -> None:
        super().__init__(name="neighbour", daemon=True)
        self._neighbour, self._folder, self._pause = neighbour, folder, pause
        self._cue = outlet.site.when_asked(outlet.paths[0])
        self._end = threading.Event()
        self._crawls: list[tuple[float, float, bool]] = []

    def run(self) -> None:
        self._cue.wait(START)
        number = 0
        while not self._crawls or not self._end.wait(self._pause):
            self._neighbour.publish(number)
            number += 1
            started = time.monotonic()
            result = run_crawl(self._neighbour.outlet, self._folder, time_limit=START)
            self._crawls.append((started, time.monotonic(), (result.new, result.cause) == (1, "")))

    def end(self) -> None:
        self._end.set()
        self.join()

    def longest(self, begin: float, end: float) -> float:
        """The longest crawl of those between two instants, or of all where there was none; 0 where one failed."""
        meant = [one for one in self._crawls if one[0] < end and one[1] > begin] or self._crawls
        return max(end - begin for begin, end, _ in meant) if all(well for _, _, well in meant) else 0.0
