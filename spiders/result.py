"""What one crawl did, as `warraq crawl --json` tells it. Knows nothing of Scrapy: the parent process reads it too."""

from dataclasses import asdict, dataclass, field, replace

from archive.model import Outcome, OutcomeKind, Traits

_COUNTED_AS: dict[OutcomeKind, str] = {
    "new": "new",
    "edited": "edited",
    "back": "edited",
    "cosmetic": "unchanged",
    "furniture": "unchanged",
    "unsettled": "unchanged",
    "unchanged": "unchanged",
    "missing": "missing",
    "gone": "gone",
    "held": "held",
    "ignored": "held",
    "failed": "failed",
}
_NOT_TOLD = ("strategies", "reasons", "traits")
# As the page of an article that nobody knew yet is counted, too.
NOT_FOUND = "http_404"
# Of so many new articles of a crawl it is kept how they are: the result travels with every page that is taken.
MOST_TRAITS = 40
_SUMMED = ("found", "fetched", "seconds", *dict.fromkeys(_COUNTED_AS.values()))


@dataclass(slots=True)
class CrawlResult:
    """Counts of articles: `found` listed by routes, `fetched` asked for and answered, then what became of them.

    `missing` is an article that was not found (404, 410, or another way: archive.versions.removals) without proof yet,
    `gone` is confirmed. `cause` is empty when all is well, else one
    word for why the outlet gave nothing or the crawl ended early (spiders/http/causes.py); `seconds` is wall time.
    Health uses these, JSON has them not: `strategies` counts the ways in which texts were found
    (archive.model.Reading), `reasons` why pages gave no article (`http_404` is a page that was not found), `traits` are
    those of the first new articles.
    """

    outlet: str
    found: int = 0
    fetched: int = 0
    new: int = 0
    edited: int = 0
    unchanged: int = 0
    missing: int = 0
    gone: int = 0
    held: int = 0
    failed: int = 0
    cause: str = ""
    seconds: float = 0.0
    strategies: dict[str, int] = field(default_factory=dict)
    reasons: dict[str, int] = field(default_factory=dict)
    traits: list[Traits] = field(default_factory=list, repr=False)

    def count(self, outcome: Outcome) -> None:
        name = _COUNTED_AS[outcome.kind]
        setattr(self, name, getattr(self, name) + 1)
        if outcome.strategy:
            self.strategies[outcome.strategy] = self.strategies.get(outcome.strategy, 0) + 1
        if name in ("missing", "gone", "held", "failed"):
            why = _why(outcome)
            self.reasons[why] = self.reasons.get(why, 0) + 1
        if outcome.traits and len(self.traits) < MOST_TRAITS:
            self.traits.append(outcome.traits)

    def take_back(self, outcome: Outcome, reason: str) -> None:
        """An article or a version that was counted is none: a later page showed `reason`, for which it is held."""
        name = _COUNTED_AS[outcome.kind]
        setattr(self, name, getattr(self, name) - 1)
        self.held += 1
        self.reasons[reason] = self.reasons.get(reason, 0) + 1
        if outcome.traits in self.traits:
            self.traits.remove(outcome.traits)

    def plus(self, other: "CrawlResult") -> "CrawlResult":
        """The sum of this crawl and a later one of the same outlet, which says how it ended."""
        total = replace(other)
        for name in _SUMMED:
            setattr(total, name, getattr(self, name) + getattr(other, name))
        return total

    def minus(self, earlier: "CrawlResult") -> "CrawlResult":
        """What was done since an earlier sum of the same outlet's crawls."""
        rest = replace(self)
        for name in _SUMMED:
            setattr(rest, name, max(getattr(self, name) - getattr(earlier, name), 0))
        return rest

    @property
    def brings_pages_of_its_own(self) -> bool:
        """Did articles come, and nothing in the place of any?"""
        return self.new + self.edited + self.unchanged > 0 and "same_text" not in self.reasons

    def as_dict(self) -> dict[str, str | int | float]:
        row = asdict(self)
        for name in _NOT_TOLD:
            del row[name]
        return row


def _why(outcome: Outcome) -> str:
    """The reason of a page that gave no article; that of one not found is how it was not found."""
    if outcome.kind in ("missing", "gone") and outcome.way != "denied":
        return outcome.way or NOT_FOUND
    return outcome.reason or outcome.kind
