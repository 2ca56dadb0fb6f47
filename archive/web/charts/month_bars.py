"""Articles a month as bars, each of which leads to its month: what is drawn, and which months of it are not whole."""

from dataclasses import dataclass
from datetime import date, timedelta

from archive.web.app.parameters import month_bounds
from archive.web.app.search_request import SearchRequest
from archive.web.queries.hit_breakdown import Months

HEIGHT = 60.0
LEAST = 2.0  # of one article among thousands
RECENT = 12  # months that have room on a narrow page


@dataclass(frozen=True, slots=True)
class Bar:
    """A month, `first` to `last`; `height` of HEIGHT; `chosen`: in the days asked for; `recent`: also on a narrow page.

    `missing` outlets have nothing in it; where `running` the month is not over.
    """

    month: str
    articles: int
    first: date
    last: date
    height: float
    chosen: bool
    recent: bool
    missing: int
    running: bool


@dataclass(frozen=True, slots=True)
class Bars:
    """`before` and `after`: the days next to those shown."""

    months: list[Bar]
    before: date
    after: date


def month_bars(months: Months, params: SearchRequest, today: date) -> Bars:
    most = max(n for _, n in months.counts)
    dated = params.date_from or params.date_to
    bars = []
    for number, (month, articles) in enumerate(months.counts):
        first, last = month_bounds(month)
        bars.append(
            Bar(
                month,
                articles,
                first,
                last,
                round(max(HEIGHT * articles / most, LEAST), 1) if articles else 0,
                bool(dated) and (params.date_from or first) <= last and (params.date_to or last) >= first,
                number >= len(months.counts) - RECENT,
                len(months.missing.get(month, ())),
                first <= today < last,
            )
        )
    return Bars(bars, bars[0].first - timedelta(days=1), bars[-1].last + timedelta(days=1))
