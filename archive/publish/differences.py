"""What a comparison of two archives, A and B, says: in all, of an outlet, of a day, of an article."""

from dataclasses import dataclass, field
from typing import Literal, TypedDict


class Followed(TypedDict):
    """An outlet in one archive: its articles, and the days of Damascus it covers: from the first article or capture,
    whichever is of the earlier day, to the last; a single one without another within 30 days widens nothing, unless
    there are only such."""

    articles: int
    first_day: str
    last_day: str


class OutletDifference(TypedDict):
    """An outlet in both; `a` and `b` are None where that archive does not follow it.

    `differ`: articles of both with another present text (`other_text` counts these), other texts before it or another
    number of versions.
    `only_a_outside`: of `only_a`, those of days that B does not cover; all of them where it does not follow the outlet.
    """

    outlet: str
    only_a: int
    only_b: int
    differ: int
    same: int
    other_text: int
    only_a_outside: int
    only_b_outside: int
    a: Followed | None
    b: Followed | None


class DayDifference(TypedDict):
    """A day of publication on which something differs; empty for articles that state none."""

    outlet: str
    day: str
    only_a: int
    only_b: int
    differ: int


class ArticleDifference(TypedDict):
    """An article that is not the same in both. The fields of one archive are None where it lacks the article;
    `texts_only_a` counts the texts, by their hash, that only A has of it."""

    outlet: str
    day: str
    key: str
    url: str
    what: Literal["only_a", "only_b", "differ"]
    id_a: int | None
    id_b: int | None
    versions_a: int | None
    versions_b: int | None
    sha256_a: str | None
    sha256_b: str | None
    texts_only_a: int
    texts_only_b: int


@dataclass(slots=True)
class Comparison:
    """What `compare` found: sums, and by outlet and day; with the keys of `warraq compare --json`."""

    only_a: int = 0
    only_b: int = 0
    differ: int = 0
    same: int = 0
    outlets: list[OutletDifference] = field(default_factory=list)
    days: list[DayDifference] = field(default_factory=list)
