"""Made outlets, their pages, and visits to them: what is there before, two captures of each page, what comes after."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from archive.model import Outlet
from tests.support.noise.pages import Draft, Sight, apply, apply_elsewhere
from tests.support.noise.patterns import Pattern
from tests.support.noise.stories import Story, story
from tests.support.noise.templates import LABELS, Template

OPENED = datetime(2026, 11, 19, 6, 0, tzinfo=UTC)
BETWEEN_VISITS = timedelta(hours=4)
STORIES = (
    100  # that a site may have; those of its patterns come first, the fiftieth is the first of the pages after them
)


class Visit(NamedTuple):
    """A capture: the address, the page as it stood, when."""

    url: str
    html: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Site:
    """An outlet in a template, on whose pages a few patterns happen, each on an article of its own.

    `number` is its own among all sites of a run, `turn` chooses the wordings. `every` is on which of its other pages
    the furniture stands: 1 on each, 4 on one in four.
    """

    name: str
    template: Template
    has_selector: bool
    patterns: tuple[Pattern, ...]
    number: int
    turn: int = 0
    every: int = 1

    @property
    def outlet(self) -> Outlet:
        labels = LABELS[self.template.lang]
        return Outlet(
            name=self.name,
            title=labels["site"],
            title_en="Model",
            home=f"https://{self.host}/",
            hosts=(self.host,),
            routes=(),
            key_rules=(r"^/(?P<id>\d{5,})(?:/[^/]*)?/?$",),
            lang=self.template.lang,
            body=(self.template.selector,) if self.has_selector else (),
        )

    @property
    def host(self) -> str:
        return f"{self.name.replace('_', '-')}.example"

    def url(self, n: int) -> str:
        """The address of the article on which pattern `n` happens."""
        return self._url(self._story(n))

    def pairs(self, *, second: bool) -> Iterator[Visit]:
        """The first or the second capture of every page on which a pattern happens."""
        for n, pattern in enumerate(self.patterns):
            draft = Draft(self._story(n), self.template)
            apply(draft, pattern, second=second, turn=self._turn(n), sight=self._sight(n, second))
            at = OPENED + timedelta(days=1, minutes=n) + (BETWEEN_VISITS if second else timedelta())
            yield Visit(self.url(n), draft.html(), at)

    def others(self, start: int, stop: int) -> Iterator[Visit]:
        """Other articles of the outlet, each captured once: those before the pairs have numbers below zero."""
        for k in range(start, stop):
            whole = self._story(50 + k)
            draft = Draft(whole, self.template)
            chosen = [(n, one) for n, one in enumerate(self.patterns) if not one.is_edit and (k + n) % self.every == 0]
            sight = Sight(k % 60, (self._story(50 + k - 1), self._story(50 + k - 2)))
            apply_elsewhere(draft, (one for _, one in chosen), (self._turn(n) for n, _ in chosen), sight)
            day = timedelta(days=1, hours=5) if k >= 0 else timedelta(hours=20)
            yield Visit(self._url(whole), draft.html(), OPENED + day + timedelta(minutes=20 * k))

    def _sight(self, n: int, second: bool) -> Sight:
        """At the first visit headlines that the archive has met, at the second some that it will meet."""
        numbers = (60 + n, 61 + n) if second else (49 - n, 48 - n)
        if not second and self.every == 1:
            numbers = ((n + 1) % len(self.patterns), (n + 2) % len(self.patterns))
        return Sight(int(second), (self._story(min(numbers[0], 59)), self._story(min(numbers[1], 58))))

    def _turn(self, n: int) -> int:
        """Which wording: another in each template and with the selector."""
        return self.turn + n

    def _story(self, n: int) -> Story:
        return story(STORIES * (self.number + 1) + n, self.template.lang)

    def _url(self, whole: Story) -> str:
        return f"https://{self.host}/{10_000 + whole.number}/x"
