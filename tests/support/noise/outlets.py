"""Made outlets, their pages, and visits to them: what is there before, two captures of each page, what comes after."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from archive.model import Outlet
from tests.support.noise.pages import Draft, Sight, apply, apply_elsewhere
from tests.support.noise.patterns import Pattern
from tests.support.noise.stories import Story, story
from tests.support.noise.templates import LABELS, Template

OPENED = datetime(2026, 11, 19, 6, 0, tzinfo=UTC)
BETWEEN_VISITS = timedelta(hours=4)
# So many stories may a site have; those of its patterns come first, those of its other pages later.
STORIES, OTHERS = 400, 300


class Visit(NamedTuple):
    """A capture: the address, the page as it stood, when."""

    url: str
    html: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Site:
    """An outlet in a template, on whose pages a few patterns happen, each on an article of its own.

    `number` is its own among all sites of a run, `turn` chooses the wordings. `every` is on which of its other pages
    the furniture stands: 1 on each, 4 on one in four. `given` are stories to be taken, by number, instead of made ones.
    """

    name: str
    template: Template
    has_selector: bool
    patterns: tuple[Pattern, ...]
    number: int
    turn: int = 0
    every: int = 1
    given: Mapping[int, Story] = field(default_factory=dict)

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
        return self.address(self._story(n))

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
            whole = self._story(OTHERS + k)
            draft = Draft(whole, self.template)
            turns = {one: n for n, one in enumerate(self.patterns) if not one.is_edit and (k + n) % self.every == 0}
            sight = Sight(k % 60, (self._story(OTHERS + k - 1), self._story(OTHERS + k - 2)))
            apply_elsewhere(draft, turns, map(self._turn, turns.values()), sight, is_new=k // self.every % 2 == 1)
            day = timedelta(days=1, hours=5) if k >= 0 else timedelta(hours=20)
            yield Visit(self.address(whole), draft.html(), OPENED + day + timedelta(minutes=20 * k))

    def _sight(self, n: int, second: bool) -> Sight:
        """At the first visit headlines that the archive has met, where there are some; at the second some it will."""
        start, count = (OTHERS, 5) if second else (OTHERS - 10, 10)
        if not second and self.every == 1:
            start, count = (0, len(self.patterns)) if len(self.patterns) > 2 else (OTHERS + 5, 5)
        return Sight(int(second), (self._story(start + (n + 1) % count), self._story(start + (n + 2) % count)))

    def _turn(self, n: int) -> int:
        """Which wording: another in each template and with the selector."""
        return self.turn + n

    def _story(self, n: int) -> Story:
        return self.given.get(n) or story(STORIES * (self.number + 1) + n, self.template.lang)

    def address(self, whole: Story) -> str:
        """Of the article of a story."""
        return f"https://{self.host}/{10_000 + whole.number}/x"
