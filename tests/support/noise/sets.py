"""The sets of the bench by name: which sites each has, whole or the share that every change of the code is held to."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from tests.support.noise.corrections import corrections
from tests.support.noise.outlets import Site
from tests.support.noise.patterns import edits, noise
from tests.support.noise.plans import share
from tests.support.noise.runner import STAGES, Result, run
from tests.support.noise.saved_sites import saved_sites
from tests.support.noise.series import added_lines, counted

Makes = Callable[[bool], Iterable[list[Site]]]  # whole? archives, each of some sites
# Where furniture stands on one page in four, later stages are asked; fewer in the share.
RARE, RARE_SHARE = (0, 10, 30), (0, 10)
# Of a whole set each pattern in six templates, with a body selector and without one.
WAYS = 12
# Of the share every third pattern of noise, every second of edits.
OF_SHARE, EDITS_OF_SHARE = 3, 2


class Set(NamedTuple):
    """What is measured together: how its archives are made, other articles taken before, stages."""

    archives: Makes
    before: int = 0
    stages: tuple[int, ...] = STAGES
    stages_of_share: tuple[int, ...] = STAGES


def _saved(whole: bool) -> Iterable[list[Site]]:
    # Patterns of edits and of noise stand in two files and meet on the saved pages.
    patterns = (*noise(), *edits())
    return saved_sites(patterns, 4, 3) if whole else saved_sites(patterns, 3, 3, step=3)


def _parted(sites: list[Site]) -> Iterable[list[Site]]:
    """A whole set in several archives: one would have more outlets than any has."""
    return (sites[start : start + 100] for start in range(0, len(sites), 100))


SETS: dict[str, Set] = {
    "noise": Set(lambda whole: _parted(share(noise(), times=WAYS) if whole else share(noise()[::OF_SHARE]))),
    "rare": Set(lambda whole: _parted(share(noise(), 4, times=4 if whole else 1)), 10, RARE, RARE_SHARE),
    "edits": Set(lambda whole: _parted(share(edits(), times=WAYS) if whole else share(edits()[::EDITS_OF_SHARE]))),
    "edits later": Set(lambda whole: _parted(share(edits(), times=3 if whole else 1)), 20),
    "made corrections": Set(lambda whole: [corrections(200 if whole else 40, real=False)]),
    "real corrections": Set(lambda whole: [corrections(200 if whole else 40, real=True)]),
    "added": Set(lambda whole: [added_lines() if whole else added_lines()[2:4]]),
    "counted": Set(lambda whole: [counted(200 if whole else 60)]),
    "saved": Set(_saved),
}


def measured(name: str, folder: Path, *, whole: bool) -> list[Result]:
    """What becomes of every change of a set."""
    made = SETS[name]
    results: list[Result] = []
    for number, sites in enumerate(made.archives(whole)):
        stages = made.stages if whole else made.stages_of_share
        results += run(folder / str(number), sites, made.before, stages)
    return results


def clear(results: Iterable[Result]) -> list[Result]:
    """Without those that a reader could not tell either."""
    return [result for result in results if not result.pattern.ambiguous]
