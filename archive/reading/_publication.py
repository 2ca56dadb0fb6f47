"""When an article was published: which of the dates that a page claims and prints at its article is believed.

Witnesses that agree to the day are believed in the order of `RANKS`. Where they do not, the day that more of them name
is the right one; where as many name another, nobody knows, unless one of the two is that of the last change.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from archive.model import Outlet, Published
from archive.reading._calendars import day_is_named, has_year
from archive.reading._date_lines import unsigned
from archive.reading._dates_at import DatesAtArticle, Shown
from archive.reading._labels import of_publication
from archive.reading._relative import counted_back
from archive.reading.dates import best, parse_date

_DAY = timedelta(days=1)

Claim = tuple[str, str]


def published(
    claims: Sequence[Claim], modified: Iterable[str], at_article: DatesAtArticle, seen_at: datetime, outlet: Outlet
) -> Published | None:
    """The moment of publication, or None where it is told nowhere, or told in two ways.

    `claims` are pairs of a source, as in `Published`, and its text; the source `date` is that of a meta which many
    systems fill with the moment of the answer. `modified` what the page says of its last change.
    """
    zone = outlet.timezone
    today = _today(seen_at, zone)
    machine = [*_named(claims, seen_at, zone), *(("meta", said) for said in at_article.of_scope())]
    printed = _printed(at_article, seen_at, today, outlet)
    witnesses = _witnesses([*machine, *printed], seen_at, zone)
    days = {found.day for found in witnesses.values()}
    if all(later - earlier <= _DAY for earlier, later in pairwise(sorted(days))):
        return best([*machine, *printed], seen_at, zone)
    changed = {found.day for said in modified if (found := parse_date(said, seen_at, zone))}
    believed = _believed(witnesses, changed)
    if believed is None:
        return None
    agreeing = [claim for claim in (*machine, *printed) if _agrees(claim, believed, seen_at, zone)]
    return best(agreeing, seen_at, zone)


def _today(seen_at: datetime, zone: str) -> date:
    return seen_at.astimezone(ZoneInfo(zone)).date()


def _named(claims: Iterable[Claim], seen_at: datetime, zone: str) -> Iterator[Claim]:
    """The claims; one whose source is `date` alone, if it is not that of the answer."""
    today = _today(seen_at, zone)
    for source, said in claims:
        if source != "date":
            yield source, said
        elif (found := parse_date(said, seen_at, zone)) and found.day != today:
            yield "meta", said


def _witnesses(claims: Sequence[Claim], seen_at: datetime, zone: str) -> dict[str, Published]:
    """What each of the page's systems says, to the day: its machines, the feed, its theme, its address."""
    found: dict[str, Published] = {}
    for source in ("jsonld", "meta", "feed", "url", "shown"):
        told = [claim for claim in claims if claim[0] == source or (source == "shown" and claim[0] in ("time", "text"))]
        day = best(told, seen_at, zone)
        if day and day.precision != "month" and day.source != "hijri":
            found[source] = day
    return found


def _believed(witnesses: dict[str, Published], changed: set[date]) -> Published | None:
    def company(one: Published) -> int:
        return sum(abs(other.day - one.day) <= _DAY for other in witnesses.values())

    ranked = sorted(witnesses.values(), key=company, reverse=True)
    first = ranked[0]
    rivals = [other for other in ranked if abs(other.day - first.day) > _DAY and company(other) == company(first)]
    if not rivals:
        return first
    unchanged = [one for one in (first, *rivals) if one.day not in changed]
    return unchanged[0] if len(unchanged) == 1 else None


def _agrees(claim: Claim, believed: Published, seen_at: datetime, zone: str) -> bool:
    found = best([claim], seen_at, zone)
    return found is not None and found.precision != "month" and abs(found.day - believed.day) <= _DAY


def _printed(at_article: DatesAtArticle, seen_at: datetime, today: date, outlet: Outlet) -> list[Claim]:
    """The dates printed at the article, where all name one day; of several that of a publication."""
    for shown in at_article.shown():
        told = [(one, day) for one in shown if (day := _day_of(one, seen_at, outlet))]
        told = [(one, day) for one, day in told if not (one.may_be_of_reader and day.day == today)]
        # The reader's day, which a theme prints where it likes, gives way to any other.
        others = [pair for pair in told if pair[1].day != today]
        for chosen in ([pair for pair in told if pair[0].is_labelled], told, others):
            if _name_one_day(chosen):
                return [(one.source, one.said) for one, _ in chosen]
            if chosen and chosen is not told:
                return []
    return []


def _name_one_day(told: Sequence[tuple[Shown, Published]]) -> bool:
    """Hijri dates, which may be a day off, beside others aside; an instant, of a zone of its own, may be."""
    plain = [day for _, day in told if day.source != "hijri"] or [day for _, day in told]
    days = {day.day for day in plain if day.source == "text" or not day.instant} or {day.day for day in plain}
    return len(days) == 1 and all(abs(day.day - min(days)) <= _DAY for day in plain)


def _day_of(shown: Shown, seen_at: datetime, outlet: Outlet) -> Published | None:
    """What a printed date says, if that is one day: none without a year or its weekday, none counted in days, which
    pages round."""
    line = unsigned(shown.said, outlet)
    found = parse_date(line, seen_at, outlet.timezone, shown.source)
    if found is None or found.precision == "month":
        return None
    text = of_publication(line)
    back = counted_back(text)
    if back and back.least:
        zone = ZoneInfo(outlet.timezone)
        earliest = (seen_at - back.ago - back.least).astimezone(zone).date()
        return found if not back.in_days and earliest == found.day else None
    return found if back or has_year(text) or day_is_named(text) else None
