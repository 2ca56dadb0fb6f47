"""Which of very many addresses are the newest, when their order says nothing and dates are missing or all the same.

Pure numbers: a map of half a million addresses is chosen from by four arrays, and only what was chosen is read.
"""

from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from heapq import nlargest
from itertools import islice, zip_longest

from archive.times import now

Indexes = Callable[[], Iterable[int]]


def moment_of(date: str) -> float:
    """Seconds since 1970 of a date as feeds and sitemaps write it, 0 where it is none or lies in the future."""
    try:
        found = _parsed(date)
        found = found if found.tzinfo else found.replace(tzinfo=UTC)
        return max(found.timestamp(), 0.0) if found <= now() + timedelta(days=1) else 0.0
    except (ValueError, OverflowError, IndexError, TypeError):
        return 0.0


def _parsed(date: str) -> datetime:
    try:
        return datetime.fromisoformat(date)
    except ValueError:
        # W3C's "2026-11", or RFC 822.
        return datetime.fromisoformat(f"{date}-01") if len(date) == 7 else parsedate_to_datetime(date)


def newest(moments: "array[float]", numbers: "array[float]", most: int) -> list[int]:
    """Indexes of the newest `most` addresses, the newest first. A moment of 0 is unknown, and so is a number of -1.

    What has a date goes by it. Where a date is missing, or the same as too many others, an address may be the newest by
    its number, by being the first or by being the last: each of the three has its share.
    """
    count = len(moments)
    undated = moments.count(0.0)
    if count <= most:
        dated = sorted((i for i in range(count) if moments[i]), key=lambda i: -moments[i])
        return dated + [i for i in range(count) if not moments[i]]
    share = min(undated, max(most // 2, most - (count - undated)))
    return _dated(moments, numbers, most - share) + spread(
        lambda: (i for i in range(count) if not moments[i]), numbers, share
    )


def _dated(moments: "array[float]", numbers: "array[float]", most: int) -> list[int]:
    top = nlargest(most, (i for i in range(len(moments)) if moments[i]), key=moments.__getitem__)
    if not top:
        return []
    last = moments[top[-1]]
    sure = [i for i in top if moments[i] > last]
    return sure + spread(lambda: (i for i in range(len(moments)) if moments[i] == last), numbers, most - len(sure))


def spread(indexes: Indexes, numbers: "array[float]", most: int) -> list[int]:
    """At most `most` of these, in turns the one with the greatest number, the first and the last."""
    highest = nlargest(most, (i for i in indexes() if numbers[i] >= 0), key=numbers.__getitem__)
    first, last = islice(indexes(), most), reversed(deque(indexes(), maxlen=most))
    chosen = (i for turn in zip_longest(highest, first, last) for i in turn if i is not None)
    return list(islice(_once(chosen), most))


def _once(items: Iterable[int]) -> Iterator[int]:
    return iter(dict.fromkeys(items))
