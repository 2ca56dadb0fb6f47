"""What is known of a run when it is judged, as the run log has it."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from archive.crawl_state.rows import RunRow
from archive.ingest.bounds import OUT_OF_BOUNDS
from archive.model import Traits
from archive.times import unstamp
from scheduler.health.causes import NOTHING_SAID, of_pages, word_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run. `tried` pages were asked for, `through` of them came as articles, new or known, `absent` were known ones
    that were not there.

    `reasons`: why the others did not; `traits`: how new articles are; `routes`: which failed, and why.
    """

    outlet: str
    at: datetime
    cause: str = ""
    found: int = 0
    new: int = 0
    tried: int = 0
    through: int = 0
    absent: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)
    traits: Sequence[Traits] = ()
    routes: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, row: RunRow) -> "Run":
        through = row["new"] + row["edited"] + row["unchanged"]
        return cls(
            outlet=row["outlet"],
            at=unstamp(row["started_at"]),
            # A crawl that had no time left for all it found did well.
            cause="" if row["cause"] == "time_limit" and through else word_of(row["cause"]),
            found=row["found"],
            new=row["new"],
            tried=through + row["missing"] + row["gone"] + row["held"] + row["failed"],
            through=through,
            absent=row["missing"] + row["gone"],
            reasons=json.loads(row["reasons"]),
            traits=tuple(_traits(one) for one in json.loads(row["quality"])),
            routes={url: word_of(cause) for url, cause in json.loads(row["routes"]).items()},
        )

    @property
    def says_nothing(self) -> bool:
        """Did it end for a reason of ours, or of whoever stopped it?"""
        return self.cause in NOTHING_SAID

    @property
    def finds_nothing(self) -> bool:
        """Did no page come, and neither its route or what nobody had seen before?"""
        return not self.through and (self.tried > self.absent or self.cause != "")

    def reasons_of_pages(self) -> dict[str, int]:
        """Pages that gave no article, by what they say of the outlet."""
        found: Counter[str] = Counter()
        for reason, pages in self.reasons.items():
            # What is wrong with pages out of bounds shows in their traits.
            if reason != OUT_OF_BOUNDS:
                found[of_pages(reason)] += pages
        return dict(found)


def _traits(row: Mapping[str, object]) -> Traits:
    return Traits(**{**row, "lines": _numbers(row["lines"]), "names": _numbers(row["names"])})  # type: ignore[arg-type]


def _numbers(value: object) -> tuple[int, ...]:
    return tuple(value) if isinstance(value, list) else ()


def latest_streak(runs: Sequence[Run]) -> list[Run]:
    """The newest runs, newest first, as long as they failed.

    Runs that say nothing are passed over. So is one that asked for no page after one whose pages failed: that its
    routes answer was never in doubt.
    """
    streak: list[Run] = []
    spoken = [run for run in runs if not run.says_nothing]
    for at, run in enumerate(spoken):
        if run.cause:
            streak.append(run)
            continue
        before = next((older for older in spoken[at + 1 :] if older.cause or older.tried), None)
        if run.tried or before is None or not (before.cause and before.tried):
            break
    return streak
