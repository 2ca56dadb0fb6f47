"""Does what a route lists now reach back to what it listed before, or may articles have been published in between?

Pure. A pinned article and an old one that is shown again prove nothing: what is new is followed, downwards, by what was
newest before, or there is a hole.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from archive.crawl_state.revisits import Listed
from spiders.discovery._newest import moment_of

Reach = Literal["yes", "no", "unsure"]
Before = Sequence[tuple[str, str]]
# Of the newest of before, so many may be missing for one that is there: an outlet withdraws articles, too.
PRESENT_FOR_ONE_ABSENT = 4
# A page with so many articles, none of them new, lies behind whatever is new.
LEAST_OF_A_PAGE = 3


@dataclass(frozen=True, slots=True)
class Seen:
    """An article of a listing. `moment` is in seconds since 1970, 0 unknown; `rank` is its place in what was listed
    before, -1 where it was not; `is_linked`: other routes have found it since."""

    moment: float
    is_new: bool
    rank: int
    is_linked: bool


def reaches(listed: Sequence[Listed], before: Before, new: Collection[str], linked: Collection[str] = ()) -> Reach:
    """`listed` is newest first as the route lists it, and so is `before`, keys with the dates given for them; of what
    is listed, `new` was found in this crawl or in the hole in question, `linked` by other routes since."""
    ranks, oldest = _ranked(before)
    seen = [_seen(one, ranks, new, linked, oldest) for one in listed]
    telling = [one for one in seen if one.is_new or one.rank >= 0 or one.is_linked]
    if not ranks and not any(one.is_linked for one in telling):
        return "yes"
    if not any(one.is_new for one in telling):
        # Nothing new, and nothing that is known from before: it fell back to old articles.
        return "yes" if telling else "no"
    if oldest and all(one.moment for one in telling):
        telling.sort(key=lambda one: -one.moment)
    last = max(position for position, one in enumerate(telling) if one.is_new)
    below = telling[last + 1 :]
    present = {one.rank for one in telling if one.rank >= 0}
    if any(one.is_linked for one in below) or _is_front(below, present, PRESENT_FOR_ONE_ABSENT):
        return "yes"
    # In an order that is nobody's: where the new most probably end.
    return "unsure" if _is_front(telling[_likeliest_end(telling) :], present, 2) else "no"


def reaches_as_set(keys: Collection[str], before: Before, found: Collection[str]) -> bool:
    """Does a list in no telling order hold the newest of before, and, where any was `found` above the hole, one of
    these? Only then does it go from one side of the hole to the other."""
    ranks, _ = _ranked(before)
    present = {rank for key, rank in ranks.items() if key in keys}
    above = not found or any(key in keys for key in found)
    return above and bool(present) and min(present) <= len(present) // 2


def lies_behind(page: Sequence[Listed], new: Collection[str], since: datetime) -> bool:
    """Is a whole page older than a hole: nothing on it is new, or all of it says that it was published before?"""
    moments = [moment_in(one) for one in page]
    if page and all(moments) and max(moments) < since.timestamp():
        return True
    return len(page) >= LEAST_OF_A_PAGE and not any(one.key in new for one in page)


def published_since(listed: Iterable[Listed], since: datetime) -> list[Listed]:
    """Without what says that it was published before; what says nothing may have been published since."""
    return [one for one in listed if not 0 < moment_in(one) < since.timestamp()]


def moment_in(listed: Listed) -> float:
    """When an article was published as its route says, else the last time it was touched, before which it was; 0 where
    it says neither. In seconds since 1970."""
    return moment_of(listed.hint.published) or moment_of(listed.hint.modified)


def _ranked(before: Before) -> tuple[dict[str, int], float]:
    """The place of each key, by the dates where all have one; and the oldest of these dates, 0 without."""
    dated = [(key, moment_of(date)) for key, date in before]
    if not dated or not all(moment for _, moment in dated):
        return {key: place for place, (key, _) in enumerate(dated)}, 0.0
    ordered = sorted(dated, key=lambda one: -one[1])
    return {key: place for place, (key, _) in enumerate(ordered)}, ordered[-1][1]


def _seen(one: Listed, ranks: dict[str, int], new: Collection[str], linked: Collection[str], oldest: float) -> Seen:
    moment = moment_of(one.hint.published)
    # What came up from below, as another was withdrawn, is no news.
    is_new = one.key in new and not (oldest and 0 < moment < oldest)
    return Seen(moment, is_new, ranks.get(one.key, -1), one.key in linked)


def _is_front(below: Sequence[Seen], present: Collection[int], per_absent: int) -> bool:
    """Are these the newest of what was listed before, but for some that were withdrawn?"""
    ranks = [one.rank for one in below if one.rank >= 0]
    if not ranks:
        return False
    absent = sum(rank not in present for rank in range(min(ranks)))
    return absent <= len(ranks) // per_absent


def _likeliest_end(telling: Sequence[Seen]) -> int:
    """The place with the fewest known ones above and new ones below it; of several, the first."""
    known_above, new_below = 0, sum(one.is_new for one in telling)
    best, fewest = 0, new_below
    for place, one in enumerate(telling, 1):
        known_above += not one.is_new
        new_below -= one.is_new
        if known_above + new_below < fewest:
            best, fewest = place, known_above + new_below
    return best
