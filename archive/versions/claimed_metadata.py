"""What a page claims of its article beside the text: author, source, publication; and is another one claimed?

Only what cannot be the doing of a template, a clock or a way of writing is a change: another name takes the place of
the first, another day that of the publication. What only appears or goes says nothing of the outlet.
"""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple, TypedDict

from archive.model import Reading
from archive.text.folding import words_for_comparison
from archive.text.memoized import Memoized
from archive.times import damascus_day, stamp, unstamp

BETWEEN_NAMES = "، "
# Written for machines, whole and absolute. What a reader sees may count back from now, and the time that a page shows
# first is often that of its last touch.
SOURCES = ("jsonld", "meta", "rest")
# How far one instant read in two time zones can lie from itself.
ZONES = timedelta(hours=14)
# A page that dates itself so shortly before it was fetched gives the time at which it was made.
MADE_NOW = timedelta(hours=1)
MOST_WORDS = 8


class Claims(NamedTuple):
    """As `versions` holds them: names, an instant or a day, names; empty where none is claimed."""

    author: str = ""
    published: str = ""
    credit: str = ""


NONE = Claims()


class ClaimingRow(TypedDict):
    """What a version's row holds of them."""

    author: str
    published: str
    credit: str


def claims_in(version: ClaimingRow) -> Claims:
    """What is noted with a version."""
    return Claims(version["author"], version["published"], version["credit"])


def claims_of(reading: Reading) -> Claims:
    """What a reading found."""
    published, credit = reading.published, "" if "://" in reading.credit else reading.credit
    if published is None or published.source not in SOURCES or published.precision == "month":
        return Claims(BETWEEN_NAMES.join(reading.authors), "", credit)
    claimed = stamp(published.instant) if published.instant else published.day.isoformat()
    return Claims(BETWEEN_NAMES.join(reading.authors), claimed, credit)


@Memoized
def changed_claims(old: Claims, new: Claims, fetched_at: datetime) -> tuple[str, ...]:
    """Which of `byline`, `credit` and `date` another page of the article, fetched then, claims otherwise."""
    byline, credit = _is_another(old.author, new.author), _is_another(old.credit, new.credit)
    dated = _is_another_day(old.published, new.published) and not _is_made_now(new.published, fetched_at)
    return tuple(name for name, is_other in (("byline", byline), ("credit", credit), ("date", dated)) if is_other)


def _is_another(old: str, new: str) -> bool:
    """Neither begins with a name that the other has, in any spelling, or part of it: a page names many besides."""
    before, after = (_names(claimed) for claimed in (old, new))
    if not (before and after):
        return False
    return not any(_is_one(before[0], name) for name in after) and not any(_is_one(after[0], name) for name in before)


def _names(claimed: str) -> list[frozenset[str]]:
    """The words of each; none where it is no name: with a number it is a time, with many words a sentence."""
    names = [frozenset(words_for_comparison(name)) for name in claimed.split(BETWEEN_NAMES)]
    sound = all(0 < len(words) <= MOST_WORDS and not any(map(_has_digit, words)) for words in names[:1])
    return [words for words in names if words] if sound else []


def _has_digit(word: str) -> bool:
    return any(map(str.isdecimal, word))


def _is_one(name: frozenset[str], other: frozenset[str]) -> bool:
    return name <= other or other <= name


def _is_another_day(old: str, new: str) -> bool:
    if not (old and new) or old == new:
        return False
    (first, last), (first_new, last_new) = _span(old), _span(new)
    apart = max(first_new - last, first - last_new)
    return apart > ZONES and _day(old) != _day(new) and not _is_turned(_day(old), _day(new))


def _span(claimed: str) -> tuple[datetime, datetime]:
    """From when to when it can have been, by the clock of its zone."""
    if len(claimed) > len("2026-11-22"):
        return unstamp(claimed), unstamp(claimed)
    start = datetime.combine(date.fromisoformat(claimed), datetime.min.time(), UTC)
    return start, start + timedelta(days=1)


def _day(claimed: str) -> date:
    return damascus_day(unstamp(claimed)) if len(claimed) > len("2026-11-22") else date.fromisoformat(claimed)


def _is_turned(one: date, other: date) -> bool:
    """The same numbers with day and month exchanged."""
    return (one.year, one.month, one.day) == (other.year, other.day, other.month)


def _is_made_now(claimed: str, fetched_at: datetime) -> bool:
    if len(claimed) > len("2026-11-22"):
        return abs(fetched_at - unstamp(claimed)) <= MADE_NOW
    return damascus_day(fetched_at) <= date.fromisoformat(claimed)
