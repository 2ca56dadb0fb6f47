"""What is history and no news: a saved search tells it only where it was asked to.

An article is history where it was published more than a week before the archive first saw it, where an import brought
it, or where only the walk through an outlet's past listed it. One that states no day and stood in a route of today is
told: nothing says that it is old. A change is history where an import brought it.
"""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TypedDict

from archive.crawl_state.past import Address, only_in_the_past
from archive.times import damascus_day, unstamp

# News that was missed while the archive, or its network, was down is still news.
NEWS_FOR = timedelta(days=7)
# How what an import brings is marked: a capture of somebody else's, or a text without one.
BROUGHT = ("import", "given")


class Arrival(TypedDict):
    """How an article came to the archive, and how a version of it did: `via` as in the table of captures."""

    outlet: str
    key: str
    published_day: str
    first_seen_at: str
    via: str
    first_via: str


def from_the_past(service: Path, arrivals: Sequence[Arrival]) -> set[Address]:
    """Which of the articles only a backfill listed."""
    return only_in_the_past(service, {Address(one["outlet"], one["key"]) for one in arrivals})


def is_history(arrival: Arrival, past: Collection[Address]) -> bool:
    """Is the article itself no news? `past` as `from_the_past` gives it."""
    if arrival["first_via"] in BROUGHT or (arrival["outlet"], arrival["key"]) in past:
        return True
    if not arrival["published_day"]:
        return False
    first_seen = damascus_day(unstamp(arrival["first_seen_at"]))
    return first_seen - date.fromisoformat(arrival["published_day"]) > NEWS_FOR
