"""What one crawl did, as `warraq crawl --json` tells it. Knows nothing of Scrapy: the parent process reads it too."""

from dataclasses import asdict, dataclass, field, replace

from archive.model import Outcome, OutcomeKind

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
_SUMMED = ("found", "fetched", "seconds", *dict.fromkeys(_COUNTED_AS.values()))


@dataclass(slots=True)
class CrawlResult:
    """Counts of articles: `found` listed by routes, `fetched` asked for and answered, then what became of them.

    `missing` is an article that was not found (404, 410, or another way: archive.versions.removals) without proof yet,
    `gone` is confirmed. `cause` is empty when all is well, else one
    word for why the outlet gave nothing or the crawl ended early (spiders/http/causes.py); `seconds` is wall time.
    `strategies` counts the ways in which texts were found (archive.model.Reading); health uses it, JSON has it not.
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

    def count(self, outcome: Outcome) -> None:
        name = _COUNTED_AS[outcome.kind]
        setattr(self, name, getattr(self, name) + 1)
        if outcome.strategy:
            self.strategies[outcome.strategy] = self.strategies.get(outcome.strategy, 0) + 1

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

    def as_dict(self) -> dict[str, str | int | float]:
        row = asdict(self)
        del row["strategies"]
        return row
