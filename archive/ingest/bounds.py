"""Is a crawl within what is usual for its outlet: a page that is not is held, until a run that is shows how it was.

A new template or a fault of the outlet's would else enter the record as articles without a date, or as first lines, and
as edits once it is mended.
"""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from archive.crawl_state.expectations import figures_of
from archive.ingest.article_signs import HOLDING, SIGNS
from archive.model import Traits
from archive.record.rows import ArticleRow
from archive.times import now

OUT_OF_BOUNDS = "run_out_of_bounds"
# Of an outlet, among these a page's text is looked for: what stands in the place of articles comes one after the other.
NEWEST_VERSIONS = 500
# What an outlet has so rarely, of so many articles, is not usual for it.
RARE, ENOUGH_ARTICLES = 0.02, 50
# A line that so many texts of a crawl had before, and so many such lines, or half of all, in one text.
HAD_BEFORE, LINES_SHARED = 3, 2


class RunBounds:
    """What is usual for an outlet, and how the pages of one crawl are beside it."""

    def __init__(self, floor: int, rare: frozenset[str]) -> None:
        self._floor, self._rare = floor, rare
        # Since when its pages are looked at.
        self.since = now()
        self._lines: Counter[int] = Counter()
        self._poor = self._good = 0

    @classmethod
    def of(cls, service: Path, outlet: str) -> "RunBounds | None":
        """None where too little of the outlet's past is known to say what is usual."""
        figures = figures_of(service, outlet)
        if figures is None:
            return None
        signs, floor = figures.get("signs"), figures.get("floor")
        known: Mapping[str, Mapping[str, float]] = signs if isinstance(signs, dict) else {}
        rare = frozenset(name for name in HOLDING if name in known and _is_rare(known[name]))
        return cls(floor if isinstance(floor, int) else 0, rare)

    def is_out(self, traits: Traits, article: ArticleRow | None) -> bool:
        """Is this page poorer than the outlet's are? `article`: the article it is of, where that is known.

        What the archive has of an article in the same poor state is how the article is.
        """
        signs = {name for name in self._rare if SIGNS[name](traits, self._floor)}
        if article is not None:
            signs -= self._as_before(article)
        out = bool(signs) or (article is None and self._is_shared(traits))
        self._lines.update(traits.lines if article is None else ())
        if article is None or out:
            self._poor, self._good = self._poor + out, self._good + (not out)
        return out

    @property
    def is_within(self) -> bool:
        """Did the crawl bring new articles, and most as they usually are? One that brought none shows nothing."""
        return self._good > 0 and self._poor <= self._good

    def _as_before(self, article: ArticleRow) -> set[str]:
        before = {
            "undated": not article["published_day"],
            "untitled": not article["title"],
            "short": len(article["body"]) < self._floor,
        }
        return {name for name, was_so in before.items() if was_so}

    def _is_shared(self, traits: Traits) -> bool:
        shared = sum(self._lines[line] >= HAD_BEFORE for line in traits.lines)
        return shared >= LINES_SHARED and 2 * shared >= len(traits.lines)


def _is_rare(share: Mapping[str, float]) -> bool:
    return share["pages"] >= ENOUGH_ARTICLES and share["hits"] <= RARE * share["pages"]
