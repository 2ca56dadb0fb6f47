"""When an article was published: which of the dates that a page claims and prints at its article is believed.

Witnesses that agree to the day are believed in the order of `RANKS`. Where they do not, the day that more of them name
is the right one; where as many name another, nobody knows, unless one of the two is that of the last change.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from archive.model import Outlet, Published
from archive.reading._calendars import day_is_named, fold, has_year
from archive.reading._date_labels import of_publication
from archive.reading._date_lines import unsigned
from archive.reading._dates_beside_words import is_of_today
from archive.reading._printed_dates import DatesAtArticle, Shown
from archive.reading._relative_dates import counted_back
from archive.reading.dates import best, parse_date

_DAY, _ANSWERED = timedelta(days=1), timedelta(minutes=10)
_SAME = timedelta(minutes=2)
_MOVED, _NEW = timedelta(days=60), timedelta(days=2)

Claim = tuple[str, str]


def published(
    claims: Sequence[Claim], modified: Iterable[str], at_article: DatesAtArticle, seen_at: datetime, outlet: Outlet
) -> Published | None:
    """The moment of publication, or None where it is told nowhere, or told in two ways.

    `claims` are pairs of a source, as in `Published`, and its text; the source `date` is that of a meta which many
    systems fill with the moment of the answer. `modified` what the page says of its last change.
    """
    zone = outlet.timezone
    machine = [*_named(claims, seen_at, zone), *(("meta", stated) for stated in at_article.of_scope())]
    month = _month_of(machine, seen_at, zone)
    printed = _printed(at_article, seen_at, month, outlet)
    witnesses = _witnesses([*machine, *printed], seen_at, zone)
    days = {found.day for _, found in witnesses}
    if all(later - earlier <= _DAY for earlier, later in pairwise(sorted(days))):
        sources = {source for source, _ in witnesses}
        if sources == {"url", "shown"} and _today(seen_at, zone) not in days:
            # Some systems make addresses by the day of another zone.
            return best(printed, seen_at, zone)
        is_printed_alone = month is not None and sources == {"shown"}
        return best(machine if is_printed_alone and not _falls_in(days, month) else [*machine, *printed], seen_at, zone)
    witnesses = [one for one in witnesses if not _is_of_answer(*one, seen_at)] or witnesses
    changed = [found for stated in modified if (found := parse_date(stated, seen_at, zone))]
    believed = _of_a_move(witnesses, printed, at_article, seen_at) or _believed(witnesses, changed)
    if believed is None:
        return None
    agreeing = [claim for claim in (*machine, *printed) if _agrees(claim, believed, seen_at, zone)]
    return best(agreeing, seen_at, zone)


def _month_of(claims: Iterable[Claim], seen_at: datetime, zone: str) -> date | None:
    """The first of the month that the address names without its day."""
    found = best([claim for claim in claims if claim[0] == "url"], seen_at, zone)
    return found.day if found and found.precision == "month" else None


def _falls_in(days: Iterable[date], month: date | None) -> bool:
    """Does one of `days`, or a day beside it, fall in the month that begins with `month`?"""
    return month in {(day + off).replace(day=1) for day in days for off in (-_DAY, timedelta(), _DAY)}


def _today(seen_at: datetime, zone: str) -> date:
    return seen_at.astimezone(ZoneInfo(zone)).date()


def _named(claims: Iterable[Claim], seen_at: datetime, zone: str) -> Iterator[Claim]:
    """The claims; one whose source is `date` alone, if it is not that of the answer."""
    today = _today(seen_at, zone)
    for source, stated in claims:
        if source != "date":
            yield source, stated
        elif (found := parse_date(stated, seen_at, zone)) and found.day != today:
            yield "meta", stated


def _witnesses(claims: Sequence[Claim], seen_at: datetime, zone: str) -> list[tuple[str, Published]]:
    """What each of the page's systems says, to the day: its machines, the feed, its address, its theme (`shown`)."""
    found: dict[tuple[str, date], tuple[str, Published]] = {}
    for claim in claims:
        day = best([claim], seen_at, zone)
        if day and day.precision != "month" and day.source != "hijri":
            source = "shown" if claim[0] in ("time", "text") else claim[0]
            found.setdefault((source, day.day), (source, day))
    return list(found.values())


def _is_of_answer(source: str, found: Published, seen_at: datetime) -> bool:
    """Did a program fill in the moment of its answer? Others name another day."""
    return source in ("jsonld", "meta") and found.instant is not None and abs(found.instant - seen_at) <= _ANSWERED


def _believed(witnesses: Sequence[tuple[str, Published]], changed: Sequence[Published]) -> Published | None:
    def company(one: Published) -> int:
        return len({source for source, other in witnesses if abs(other.day - one.day) <= _DAY})

    ranked = sorted((found for _, found in witnesses), key=company, reverse=True)
    first = ranked[0]
    rivals = [other for other in ranked if abs(other.day - first.day) > _DAY and company(other) == company(first)]
    if not rivals:
        return first
    unchanged = [one for one in (first, *rivals) if not any(_is_of_change(one, change) for change in changed)]
    return unchanged[0] if len(unchanged) == 1 else None


def _is_of_change(found: Published, change: Published) -> bool:
    """Is it the moment of the change, or, where one of them tells a day alone, its day? An article may be changed later
    on the day it came out."""
    if found.instant and change.instant:
        return abs(found.instant - change.instant) <= _SAME
    return found.day == change.day


def _of_a_move(
    witnesses: Sequence[tuple[str, Published]], printed: Sequence[Claim], at_article: DatesAtArticle, seen_at: datetime
) -> Published | None:
    """The day printed under the headline where the page's own markup names a much later one and nobody else any: that
    on which an outlet moved to the system that wrote the markup. An article that its markup calls new is none."""
    shown = [found for source, found in witnesses if source == "shown"]
    markup = [found for source, found in witnesses if source in ("jsonld", "meta")]
    if len(shown) != 1 or not markup or len(shown) + len(markup) < len(witnesses):
        return None
    under = {one.said for one in next(at_article.shown(), [])}
    days = [found.day for found in markup]
    is_later = min(days) - shown[0].day > _MOVED and max(days) < (seen_at - _NEW).date()
    return shown[0] if is_later and all(said in under for _, said in printed) else None


def _agrees(claim: Claim, believed: Published, seen_at: datetime, zone: str) -> bool:
    found = best([claim], seen_at, zone)
    return found is not None and found.precision != "month" and abs(found.day - believed.day) <= _DAY


def _printed(at_article: DatesAtArticle, seen_at: datetime, month: date | None, outlet: Outlet) -> list[Claim]:
    """The dates printed at the article, where all name one day; of several that of a publication."""
    today = _today(seen_at, outlet.timezone)
    for shown in at_article.shown():
        dated = [(one, day) for one in shown if (day := _day_of(one, seen_at, month, outlet))]
        dated = [(one, day) for one, day in dated if not (_may_be_of_reader(one) and day.day == today)]
        # The reader's day, which a theme prints where it likes, gives way to any other.
        others = [pair for pair in dated if pair[1].day != today]
        for chosen in ([pair for pair in dated if pair[0].is_labelled], dated, others):
            if _name_one_day(chosen):
                return [(one.source, _dated(one, day)) for one, day in chosen]
            if chosen and chosen is not dated:
                return []
    return []


def _may_be_of_reader(shown: Shown) -> bool:
    text = fold(shown.said)
    return shown.may_be_of_reader or (is_of_today(text) and has_year(text) and not shown.is_labelled)


def _name_one_day(dated: Sequence[tuple[Shown, Published]]) -> bool:
    """Hijri dates, which may be a day off, beside others aside; an instant, of a zone of its own, may be."""
    plain = [day for _, day in dated if day.source != "hijri"] or [day for _, day in dated]
    days = {day.day for day in plain if day.source == "text" or not day.instant} or {day.day for day in plain}
    return len(days) == 1 and all(abs(day.day - min(days)) <= _DAY for day in plain)


def _dated(shown: Shown, day: Published) -> str:
    """What is printed, or the day itself where another witness gave it its year."""
    return shown.said if day.instant or has_year(fold(shown.said)) else f"{day.day}"


def _day_of(shown: Shown, seen_at: datetime, month: date | None, outlet: Outlet) -> Published | None:
    """What a printed date says, if that is one day: none without a year, that of the address, or its weekday; none
    counted in days, which pages round."""
    line = unsigned(shown.said, outlet)
    found = parse_date(line, seen_at, outlet.timezone, shown.source)
    text = of_publication(line)
    if month and not has_year(text) and not counted_back(text):
        end = datetime.combine(month + timedelta(days=31), time(), UTC)
        found = parse_date(line, min(end, seen_at), outlet.timezone, shown.source)
        return found if found and found.precision != "month" and _falls_in([found.day], month) else None
    if found is None or found.precision == "month":
        return None
    back = counted_back(text)
    if back and back.least:
        earliest = _today(seen_at - back.ago - back.least, outlet.timezone)
        return found if not back.in_days and earliest == found.day else None
    return found if back or has_year(text) or day_is_named(text) else None
