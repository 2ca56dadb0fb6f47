"""Which patterns happen in which templates: each in as many as are asked for, or in all of its languages."""

from collections.abc import Iterator, Sequence
from itertools import product

from tests.support.noise.outlets import Site
from tests.support.noise.patterns import Pattern
from tests.support.noise.runner import chunks, named
from tests.support.noise.templates import TEMPLATES, Template

# Patterns on one site. They are other articles to each other: with more of them, and with those that come later, some
# would be settled before they are looked at.
TOGETHER = 6
FEW = 6


def share(patterns: Sequence[Pattern], every: int = 1, times: int = 1) -> list[Site]:
    """Every pattern in `times` templates of its languages, with a body selector or without one: the next pattern in the
    next template. From FEW on in both ways of so many templates, as far as there are."""
    ways = list(_ways())
    chosen: dict[int, list[Pattern]] = {n: [] for n in range(len(ways))}
    for number, pattern in enumerate(patterns):
        fitting = [n for n, (template, _) in enumerate(ways) if pattern.speaks(template.lang)]
        step, start = (1, number * 14) if times >= FEW else (5, number * 7)
        for turn in range(min(times, len(fitting))):
            chosen[fitting[(start + turn * step) % len(fitting)]].append(pattern)
    return named(site for n, way in enumerate(ways) for site in _sites(chosen[n], way, every))


def _ways() -> Iterator[tuple[Template, bool]]:
    return product(TEMPLATES, (False, True))


def _sites(patterns: Sequence[Pattern], way: tuple[Template, bool], every: int) -> Iterator[Site]:
    template, has_selector = way
    fitting = [pattern for pattern in patterns if pattern.speaks(template.lang)]
    for group in chunks(fitting, TOGETHER):
        turn = TEMPLATES.index(template) + has_selector
        yield Site("", template, has_selector, group, 0, turn, every)
