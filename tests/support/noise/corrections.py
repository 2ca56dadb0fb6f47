"""Two hundred small corrections of articles, made and real: one number, name, place, word of a headline, or a no."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import count, cycle, islice

from tests.bench.material import REAL, real_articles
from tests.support.noise.outlets import OTHERS, Site
from tests.support.noise.patterns import Change, Pattern
from tests.support.noise.runner import chunks, named
from tests.support.noise.stories import Story, stories
from tests.support.noise.templates import TEMPLATES
from tests.support.noise.text_changes import CORRECTIONS, correctable

HAS_REAL = REAL.exists()
FEWEST_LINES, REAL_ONES, FEWEST_LETTERS = 4, 3_000, 500
TOGETHER, OTHER_PAGES = 6, 10
MADE_FROM = 500_000  # numbers of stories that no site of patterns has


def corrections(number: int, *, real: bool) -> list[Site]:
    """So many corrections in the Arabic templates, of made articles or of real ones (where HAS_REAL)."""
    kinds = list(islice(cycle(CORRECTIONS), number))
    patterns = [Pattern(f"correction: {kind}", "correction", True, (Change(f"@text {kind}"),)) for kind in kinds]
    arabic = [template for template in TEMPLATES if template.lang == "ar"]
    fresh = iter(_real() if real else stories("ar", MADE_FROM))
    sites = []
    for n, group in enumerate(chunks(patterns, TOGETHER)):
        given = dict(_stories(group, fresh))
        sites.append(Site("", arabic[n % len(arabic)], n // len(arabic) % 2 == 1, group, 0, given=given))
    return named(sites)


def _stories(group: Iterable[Pattern], fresh: Iterator[Story]) -> Iterator[tuple[int, Story]]:
    """For each correction an article that it changes, and those of the other pages."""
    for n, pattern in enumerate(group):
        change = pattern.changes[0].place.removeprefix("@text ")
        yield n, next(iter(correctable(fresh, change)))
    yield from zip(range(OTHERS, OTHERS + OTHER_PAGES), fresh, strict=False)


@cache
def _real() -> tuple[Story, ...]:
    articles = [(title, text.split("\n")) for title, text in real_articles(REAL_ONES)]
    numbers = count(1)
    return tuple(
        Story(next(numbers), "ar", _escaped(title), "", tuple(map(_escaped, lines)), "")
        for title, lines in articles
        if len(lines) >= FEWEST_LINES and sum(map(len, lines)) >= FEWEST_LETTERS
    )


def _escaped(text: str) -> str:
    # Without numbers, which a correction would find.
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
