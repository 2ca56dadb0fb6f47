"""How much a list of names would have told a day, worked out from the archive's own past before anybody subscribes."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlite_utils.utils import sqlite3

from archive.search.name_lists import Name
from archive.search.volumes import Volumes
from archive.times import damascus_day, day_of_id, first_id_of, now

DAYS = 90
# Articles a day: a name above is loud, and left out unless it is chosen; and so are the loudest of a list above.
MOST_OF_A_NAME, MOST_OF_A_LIST = 3, 100
MOST_LOOKED_AT = 20_000  # articles of one name


@dataclass(frozen=True, slots=True)
class Estimate:
    """Of the `days` days from `first` to `last`: how many articles each name found, in the order of the list, and how
    many different ones all names found a day that are not loud, on average and on the fullest day.

    `loud`: the places of the names that are left out unless they are chosen.
    """

    first: date
    last: date
    days: int
    counts: tuple[int, ...]
    loud: frozenset[int]
    a_day: float
    fullest: int
    total: int


def estimate(
    connection: sqlite3.Connection,
    names: Sequence[Name],
    on_name: Callable[[], object] = lambda: None,
    *,
    days: int = DAYS,
) -> Estimate:
    """Ask for each name of the last `days` days, today left out; `on_name` is told behind each.

    The connection should be in one state meanwhile.
    """
    last = damascus_day(now()) - timedelta(days=1)
    first = _first_day(connection, last, days)
    covered = (last - first).days + 1
    volumes, found = Volumes(connection, first, last, MOST_LOOKED_AT), list[list[int]]()
    for name in names:
        found.append(volumes.ids(name.text))
        on_name()
    loud = _loud([len(ids) for ids in found], covered)
    heard = Counter(day_of_id(one) for one in {one for at, ids in enumerate(found) if at not in loud for one in ids})
    total = heard.total()
    counts = tuple(map(len, found))
    return Estimate(first, last, covered, counts, loud, total / covered, max(heard.values(), default=0), total)


def _first_day(connection: sqlite3.Connection, last: date, days: int) -> date:
    """The first of the last days, or the day of the first article behind it, where the archive is younger."""
    wanted = last - timedelta(days=days - 1)
    oldest = connection.execute("SELECT min(id) FROM articles WHERE id >= ?", (first_id_of(wanted),)).fetchone()[0]
    return wanted if oldest is None else min(day_of_id(oldest), last)


def _loud(counts: Sequence[int], days: int) -> frozenset[int]:
    """Names above their bound; then the loudest of the others, until the rest keeps that of a list."""
    loud = {at for at, number in enumerate(counts) if number > MOST_OF_A_NAME * days}
    left = sum(number for at, number in enumerate(counts) if at not in loud)
    for at in sorted(range(len(counts)), key=lambda place: -counts[place]):
        if left <= MOST_OF_A_LIST * days:
            break
        if at not in loud:
            loud.add(at)
            left -= counts[at]
    return frozenset(loud)
