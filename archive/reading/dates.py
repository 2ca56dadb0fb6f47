"""Every Arabic date form of the Syrian press, to an instant and a local day.

A doubled month name (نيسان / أبريل) must agree with itself, a weekday or a Hijri date with the date it stands beside.
No general parser knows the Levantine months: of 32 forms the best known two read 8 and 5, one of them answering
1 January silently for 21. Here what is not understood stays None.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from archive.model import Published
from archive.reading._calendars import (
    HIJRI,
    MONTH_NAME,
    day_is_named,
    from_hijri,
    month_number,
    nearest_on_weekday,
    weekday_agrees,
)
from archive.reading._date_labels import of_publication
from archive.reading._relative_dates import counted_back
from archive.reading._times_of_day import CLOCK, HALF, ZONE_IN_FRONT, hour_of, zone_in_front, zone_of
from archive.reading.late_patterns import late_pattern

RANKS = ("given", "rest", "jsonld", "meta", "feed", "time", "url", "text")

# All of a doubled name, or its second half would be overlooked where the rest of a form does not fit.
_NAMES = rf"(?P<names>{MONTH_NAME}(?:[\s/|.-]*{MONTH_NAME})*+)"
_DAY = r"(?<!\d)(?P<d>\d{1,2})(?!\d)"
_YEAR = r"(?P<y>(?:19|20)\d\d)(?!\d)"
_NTH = r"(?:\s?(?:st|nd|rd|th|er|'?y?[ei]|ي)(?![^\W\d_]))?"
_OF = rf"{_NTH}[\s/.|-]*(?:(?:من|of|de|ji)\s+)?(?:(?:شهر|meha|mangi|مانگي)\s+)?"
# Whatever is printed between a month and its year; a time of day was taken out before.
_UP_TO_YEAR = r"(?:[\s/.:|'+-]|(?:من|عام|لعام|سنه|الساعه|ميلادي|م|في|of|de|an?|at|sala|yili|سالي)\s)*+"
_NO_SHORT_YEAR = rf"(?![\s/.:|'-]*\d\d(?!\d|\s*{HALF}))"
_FORMS = tuple(
    late_pattern(form)
    for form in (
        rf"(?<!\d)(?<!\d[-/.]){_YEAR}\s?[-/.]\s?(?P<m>\d{{1,2}})\s?[-/.]\s?(?P<d>\d{{1,2}})(?!\d)",
        rf"(?<!\d)(?P<d>\d{{1,2}})\s?[-/.]\s?(?P<m>\d{{1,2}})\s?[-/.]\s?{_YEAR}",
        rf"{_DAY}{_OF}{_NAMES}{_UP_TO_YEAR}{_YEAR}",
        rf"{_NAMES}[\s.-]+{_DAY}{_NTH}[\s|-]+{_YEAR}",
        rf"(?<!\d){_YEAR}[\s/|-]*{_NAMES}[\s.-]+{_DAY}",
        rf"(?<!\d){_YEAR}[\s/|-]*{_DAY}{_OF}{_NAMES}",
        rf"{_DAY}{_OF}{_NAMES}{_NO_SHORT_YEAR}",
        rf"{_NAMES}[\s/-]+{_YEAR}",
        rf"^{_YEAR}-(?P<m>\d\d)$",
        r"^(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)$",
    )
)
_WHOLE = _FORMS[:6]  # those with a day, a month and a year
# What programs write: a time without its colons; seconds or milliseconds since 1970; a year of two digits, which its
# weekday proves.
_TIGHT = re.compile(r"^(\d{8})t(\d\d)(\d\d)(\d\d)?(z|[+-]\d\d:?\d\d)?$")
_EPOCH = re.compile(r"^(\d{9,10})(?:\d{3})?(?:\.\d+)?$")
_SHORT_YEAR = re.compile(r"^([a-z]{3,9} \d{1,2}[ -][a-z]{3}[ -])(\d\d) (?=\d\d:\d\d)")
# The month first; where both may be one, nobody knows of what ASP.NET writes in America and elsewhere.
_AMERICAN = re.compile(r"(?<![\d/-])(\d{1,2})([/-])(\d{1,2})\2(20\d\d)( \d{1,2}:\d\d:\d\d [ap]m)?(?![\w/-])")
_ANY_YEAR = re.compile(rf"(?<!\d){_YEAR}")
_IN_ADDRESS = (
    re.compile(r"/(20\d\d)[/-](\d{1,2})[/-](\d{1,2})(?!\d)"),
    re.compile(r"/(20\d\d)/[a-z_-]+/(\d{1,2})/(\d{1,2})/"),
    re.compile(r"/(20\d\d)/(\d\d)/"),
)
# From one day to another, or both: no day of a publication.
_RANGE = late_pattern(rf"(?<![\d:./-])\d{{1,2}}\s?(?:-|&|و|الي|حتي|to|until|and|u|ve)\s?\d{{1,2}}{_OF}{MONTH_NAME}")
_FIRST_YEAR, _LONGEST = 2000, 300
_HIJRI_TOLERANCE = timedelta(days=2)  # the moon is seen a day before or after its table, the day begins at sunset

_Parts = dict[str, str | None]


def parse_date(text: str, seen_at: datetime, timezone: str = "Asia/Damascus", source: str = "text") -> Published | None:
    """The moment `text` names, or None where it names none, contradicts itself, or cannot be true.

    A time without zone is the outlet's own, in the zone named `timezone`; `day` is the day there. A day without year is
    the last such day not after `seen_at` (aware), if no other year stands in `text`; "منذ ساعتين" counts back from it,
    to the minute though pages round. Before 2000 or over a day after `seen_at` is never right. A Hijri date beside
    another is evidence and can refute it; alone it is reckoned by the Umm al-Qura calendar, corrected by a day where a
    weekday says so, and its source is hijri.
    """
    return _parsed(text[:_LONGEST], seen_at, timezone, source)


@lru_cache(maxsize=256)  # a page's witnesses are weighed alone and together
def _parsed(text: str, seen_at: datetime, timezone: str, source: str) -> Published | None:
    cleaned = _as_words(of_publication(text))
    zone = ZoneInfo(timezone)
    try:
        written = _written(cleaned, seen_at.astimezone(zone), zone, source)
        found = written or (None if _names_a_day(cleaned) else _relative(cleaned, seen_at.astimezone(zone), source))
    except (ValueError, OverflowError):  # the 31st of June, 25:00
        return None
    limit = seen_at + timedelta(days=1)
    if found is None or found.day.year < _FIRST_YEAR or found.day > limit.astimezone(zone).date():
        return None
    return None if found.instant and found.instant > limit else found


def best(claims: Iterable[tuple[str, str]], seen_at: datetime, timezone: str = "Asia/Damascus") -> Published | None:
    """The most trustworthy of `claims`: pairs of a source, as in `Published`, and its text; an address goes in whole.

    A month is taken only where nobody knows the day, a Hijri date only where nothing else is known. A 1 January
    without a time of day is what guessing programs write for "sometime that year": it needs a second source, or a fetch
    within two days of it.
    """
    ranked = sorted(claims, key=lambda claim: RANKS.index(claim[0]) if claim[0] in RANKS else len(RANKS))
    parsed = [
        parse_date(_in_address(text) if source == "url" else text, seen_at, timezone, source) for source, text in ranked
    ]
    known = [found for found in parsed if found]
    sound = [found for found in known if not _lone_new_year(found, known, seen_at, ZoneInfo(timezone))]
    return min(sound, key=lambda found: (found.source == "hijri", found.precision == "month"), default=None)


def _in_address(url: str) -> str:
    """The date in a path, as 2020-11-09 or 2020-11, or nothing: /2020/11/09/, /2013/section/8/3/, /2018/01/slug/."""
    for form in _IN_ADDRESS:
        if found := form.search(url):
            return "-".join(number.zfill(2) for number in found.groups())
    return ""


def _as_words(text: str) -> str:
    """Folded `text`, what only programs write brought to a form that people write."""
    if tight := _TIGHT.search(text):
        day, hour, minute, second, zone = tight.groups()
        return f"{day[:4]}-{day[4:6]}-{day[6:]}t{hour}:{minute}:{second or '00'}{zone or ''}"
    if epoch := _EPOCH.search(text):
        return f"{datetime.fromtimestamp(int(epoch[1]), UTC):%Y-%m-%dt%H:%M:%Sz}"
    if (american := _AMERICAN.search(text)) and int(american[3]) > 12:
        day = f"{american[3]}/{american[1]}/{american[4]}{american[5] or ''}"
        text = f"{text[: american.start()]}{day}{text[american.end() :]}"
    elif american and american[5] and int(american[1]) <= 12 and int(american[1]) != int(american[3]):
        return ""
    if (short := _SHORT_YEAR.search(text)) and day_is_named(text):
        return f"{short[1]}20{short[2]} {text[short.end() :]}"
    return text


def whole_date(folded: str) -> re.Match[str] | None:
    """The day, month and year in folded text; None where there is none, a year more, or a day that it begins from."""
    if _RANGE.search(folded):
        return None
    found = next((found for form in _WHOLE if (found := form.search(folded))), None)
    return found if found and len(_ANY_YEAR.findall(folded)) == 1 else None


def _names_a_day(text: str) -> bool:
    return any(form.search(text) for form in _FORMS)


def _written(text: str, seen: datetime, zone: tzinfo, source: str) -> Published | None:
    zone_of_all: tzinfo | None = zone
    if in_front := ZONE_IN_FRONT.search(text):
        zone_of_all = zone_in_front(in_front)
        text = _without(text, in_front)
    clock = CLOCK.search(text)
    text = _without(text, clock)
    if _RANGE.search(text):
        return None
    hijri = HIJRI.search(text)
    text = _without(text, hijri)
    parts = next((found.groupdict() for form in _FORMS if (found := form.search(text))), None)
    day = _day_of(parts, seen) if parts else None
    if parts is None and hijri:
        return _reckoned(text, hijri)
    if parts is None or day is None or (not parts.get("y") and _ANY_YEAR.search(text)):
        return None
    if parts.get("d") is None:
        return Published(instant=None, day=day, source=source, precision="month")
    if not weekday_agrees(text, day) or (hijri and _refutes(hijri, day)):
        return None
    return _at(day, clock, zone, zone_of_all, source)


def _without(text: str, found: re.Match[str] | None) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}" if found else text


def _reckoned(text: str, hijri: re.Match[str]) -> Published | None:
    """The day of a Hijri date that stands alone, set right by a weekday beside it. An hour would claim too much."""
    reckoned = from_hijri(hijri)
    day = nearest_on_weekday(text, reckoned) if reckoned else None
    return Published(instant=None, day=day, source="hijri", precision="day") if day else None


def _refutes(hijri: re.Match[str], day: date) -> bool:
    reckoned = from_hijri(hijri)
    return reckoned is None or abs(reckoned - day) > _HIJRI_TOLERANCE


def _day_of(parts: _Parts, seen: datetime) -> date | None:
    month = _month_of(parts)
    if month is None:
        return None
    day = int(parts.get("d") or 1)
    if year := parts.get("y"):
        return date(int(year), month, day)
    this_year = date(seen.year, month, day)
    return this_year if this_year <= seen.date() else date(seen.year - 1, month, day)


def _month_of(parts: _Parts) -> int | None:
    if number := parts.get("m"):
        return int(number)
    return month_number(parts.get("names") or "")


def _at(day: date, clock: re.Match[str] | None, local: tzinfo, named: tzinfo | None, source: str) -> Published:
    """The moment `clock` shows on `day` in its own zone, else in `named`; the day alone where either is open."""
    hour = hour_of(clock) if clock else None
    zone = zone_of(clock, named) if clock and named else None
    if clock is None or hour is None or zone is None:
        return Published(instant=None, day=day, source=source, precision="day")
    minute, second = int(clock["min"]), int(clock["s"] or 0)
    moment = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=zone)
    precision = "second" if clock["s"] else "minute"
    return Published(
        instant=moment.astimezone(UTC), day=moment.astimezone(local).date(), source=source, precision=precision
    )


def _relative(text: str, seen: datetime, source: str) -> Published | None:
    back = counted_back(text)
    if back is None:
        return None
    then = seen - back.ago
    if back.in_days:
        zone = seen.tzinfo or UTC
        return _at(then.date(), CLOCK.search(text), zone, zone, source)
    return Published(instant=then.astimezone(UTC), day=then.date(), source=source, precision="minute")


def _lone_new_year(found: Published, known: list[Published], seen_at: datetime, zone: tzinfo) -> bool:
    at_midnight = found.instant is None or 0 in (found.instant.hour, found.instant.astimezone(zone).hour)
    if (found.day.month, found.day.day) != (1, 1) or found.precision == "month" or not at_midnight:
        return False
    if found.source in ("given", "rest", "hijri") or abs(seen_at.astimezone(zone).date() - found.day) <= timedelta(
        days=2
    ):
        return False
    return not any(other.day == found.day and other.source != found.source for other in known)
