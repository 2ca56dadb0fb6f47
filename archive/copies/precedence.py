"""Who of two articles was first, and on what basis we say so.

A credit beats the clock; then come times of publication that we could check, because we saw the article soon after;
then what the outlets state, where we came too late to one of the two; then which one we saw first. To see an old
article for the first time says nothing of its age: an outlet that is archived later loses nothing by it, and what is
told by a date that nobody checked says so. What only an imported capture or a given text tells of was not seen by us:
its date is such a date, its first sight no sight.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, TypedDict

from archive.exchange import Origin
from archive.times import start_of, unstamp

Basis = Literal["credit", "published", "stated", "agency", "first_seen", "unknown"]

# A time of publication is checked where we saw the article within so long after it, give or take a wrong clock.
CHECKED_WITHIN = timedelta(hours=48)
CLOCK_SKEW = timedelta(minutes=10)
DAY = timedelta(days=1)


# Whose capture the first sight of an article `a` is from; `given` where nobody says to have seen it.
FIRST_SEEN_BY = """
iif(a.origin = 'given', 'given', coalesce((
  SELECT via FROM captures WHERE article_id = a.id AND fetched_at = a.first_seen_at
    AND status IN (200, 304) ORDER BY via LIMIT 1), a.origin)) AS first_seen_by
"""


class StatedRow(TypedDict):
    """What an article says of when it came out, and whom it credits: columns of `articles`."""

    id: int
    outlet: str
    key: str
    credit: str
    published_at: str | None
    published_day: str
    published_from: str
    first_seen_at: str


class PublicationRow(StatedRow):
    """And whose capture its first sight is from: FIRST_SEEN_BY."""

    first_seen_by: Origin


@dataclass(frozen=True, slots=True)
class PublicationEvidence:
    """What is known of when an article came out. `credited` is the outlet its credit names, empty where none we know.

    `earliest` and `latest` are the bounds of its publication as it states them, None where it states nothing.
    """

    id: int
    outlet: str
    key: str
    credited: str
    is_agency: bool
    first_seen: datetime
    earliest: datetime | None
    latest: datetime | None
    seen_by_us: bool = True

    @property
    def is_checked(self) -> bool:
        if self.earliest is None or self.latest is None or not self.seen_by_us:
            return False
        return self.latest >= self.first_seen - CHECKED_WITHIN and self.earliest <= self.first_seen + CLOCK_SKEW

    @property
    def is_dated(self) -> bool:
        """Does it state a time of publication that can be gone by?"""
        return self.is_checked or self.is_late

    @property
    def is_late(self) -> bool:
        """Does it state when it came out, and did we come so late that our first sight says nothing of its age?"""
        return self.latest is not None and (not self.seen_by_us or self.latest < self.first_seen - CHECKED_WITHIN)

    @property
    def known_by(self) -> datetime | None:
        """Since when it was out for certain: by what it states, if that can be gone by, or because we saw it."""
        bounds = [self.latest] if self.latest is not None and self.is_dated else []
        return min([*bounds, self.first_seen] if self.seen_by_us else bounds, default=None)

    @property
    def moment(self) -> datetime:
        """The best single guess, for an order in time."""
        return self.earliest if self.earliest and self.is_dated else self.first_seen


def evidence_of(article: PublicationRow, credited: str, *, is_agency: bool) -> PublicationEvidence:
    """The evidence in a row of the record; `credited` is the outlet that its credit names, empty where none we know."""
    earliest = latest = None
    if article["published_at"]:
        earliest = latest = unstamp(article["published_at"])
    elif article["published_from"] != "first_seen":
        earliest = start_of(date.fromisoformat(article["published_day"]))
        latest = earliest + DAY
    return PublicationEvidence(
        id=article["id"],
        outlet=article["outlet"],
        key=article["key"],
        credited=credited,
        is_agency=is_agency,
        first_seen=unstamp(article["first_seen_at"]),
        earliest=earliest,
        latest=latest,
        seen_by_us=article["first_seen_by"] == "crawl",
    )


def first_of(a: PublicationEvidence, b: PublicationEvidence) -> tuple[int | None, Basis]:
    """The article that was first, None where nothing tells, and the basis."""
    a_credits_b, b_credits_a = a.credited == b.outlet != a.outlet, b.credited == a.outlet != b.outlet
    if a_credits_b != b_credits_a:
        return (b.id if a_credits_b else a.id), "credit"
    found = _by_time(a, b)
    if found[0] is None and a.is_agency != b.is_agency:
        return (a.id if a.is_agency else b.id), "agency"
    return found


def _by_time(a: PublicationEvidence, b: PublicationEvidence) -> tuple[int | None, Basis]:
    if a.is_checked and b.is_checked:
        found: tuple[int | None, Basis] = _earlier(a, b), "published"
    elif a.is_late or b.is_late:
        found = _earlier(a, b), "stated"
    else:
        found = _seen_earlier(a, b), "first_seen"
    return found if found[0] is not None else (None, "unknown")


def _earlier(a: PublicationEvidence, b: PublicationEvidence) -> int | None:
    """Which was out before the other can have been, as that one states."""
    if _is_before(a, b) == _is_before(b, a):
        return None
    return a.id if _is_before(a, b) else b.id


def _is_before(one: PublicationEvidence, other: PublicationEvidence) -> bool:
    if one.known_by is None or other.earliest is None or not other.is_dated:
        return False
    return one.known_by < other.earliest


def _seen_earlier(a: PublicationEvidence, b: PublicationEvidence) -> int | None:
    if a.first_seen == b.first_seen or not (a.seen_by_us and b.seen_by_us):
        return None
    return a.id if a.first_seen < b.first_seen else b.id
