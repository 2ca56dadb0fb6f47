"""Times of day as they are printed: hours, halves of the day, and the zone where one is named.

Matched in the folded spelling of `_calendars.fold`. An hour that may be one of two, or of a zone nobody knows, is None:
its day is right all the same.
"""

import re
from datetime import UTC, timedelta, tzinfo
from datetime import timezone as fixed_zone
from zoneinfo import ZoneInfo

# RFC 822, section 5.1, and what the clocks of Europe and the Levant write; AST, IST and BST are each two zones.
_ZONES = dict.fromkeys(("z", "ut", "utc", "gmt", "wet"), 0) | {
    "est": -5,
    "edt": -4,
    "cst": -6,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
    "cet": 1,
    "cest": 2,
    "eet": 2,
    "eest": 3,
    "trt": 3,
    "msk": 3,
}
_UNKNOWN_ZONES = "ast|ist|bst|sst|gst"
ZONES = f"{'|'.join(_ZONES)}|{_UNKNOWN_ZONES}"
_GREENWICH = "(?:غ|ج)رين[يت]?تش|ت ?[.-]? ?غ"
_PLACES = {
    "دمشق": "Asia/Damascus",
    "سوريا": "Asia/Damascus",
    "سوريه": "Asia/Damascus",
    "حلب": "Asia/Damascus",
    "damascus": "Asia/Damascus",
    "بيروت": "Asia/Beirut",
    "لبنان": "Asia/Beirut",
    "القدس": "Asia/Jerusalem",
    "عمان": "Asia/Amman",
    "بغداد": "Asia/Baghdad",
    "اربيل": "Asia/Baghdad",
    "مكه": "Asia/Riyadh",
    "السعوديه": "Asia/Riyadh",
    "الرياض": "Asia/Riyadh",
    "الدوحه": "Asia/Qatar",
    "الكويت": "Asia/Kuwait",
    "ابوظبي": "Asia/Dubai",
    "دبي": "Asia/Dubai",
    "القاهره": "Africa/Cairo",
    "اسطنبول": "Europe/Istanbul",
    "انقره": "Europe/Istanbul",
    "تركيا": "Europe/Istanbul",
    "موسكو": "Europe/Moscow",
    "لندن": "Europe/London",
    "باريس": "Europe/Paris",
    "برلين": "Europe/Berlin",
}
_MORNING = r"صباحا?|ص|فجرا|قبل الظهر|ق\.? ?ظ|بعد منتصف الليل|a\.?m|پ\.? ?ن|oo|sibehe|sabah"
_EVENING = r"مساءا?|م|عصرا|بعد الظهر|ب\.? ?ظ|p\.?m|د\.? ?ن|os|evare|aksam"
_OF_BOTH = r"ظهرا|ليلا"
HALF = rf"(?:{_MORNING}|{_EVENING}|{_OF_BOTH})(?!\w)"
_IS_MORNING, _IS_EVENING = re.compile(_MORNING), re.compile(_EVENING)
# Hours and minutes; hours alone only where nothing else can be meant: behind "GMT", or as "+03".
_OFFSET = (
    r"\s*(?:(?:gmt|utc?)\s*)?(?P<sign>[+-])(?P<oh>0?\d(?=:)|0\d|1[0-4]):?(?P<om>[0-5]\d)(?!\d)"
    r"|\s*(?:gmt|utc?)\s*(?P<sign_>[+-])\s?(?P<oh_>0?\d|1[0-4])(?![\d:])|(?P<plus>\+)(?P<ohh>0\d|1[0-4])(?![\d:])"
)
_OF_PLACE = rf"(?:حسب |ب)?توقيت (?P<place>{_GREENWICH}|\w+)(?: المكرمه)?|(?P<beside>مكه المكرمه|{_GREENWICH})(?!\w)"
_HOUR = r"(?<![\d:])(?P<h>\d{1,2})"
CLOCK = re.compile(
    rf"(?:(?<!\w)(?P<before>{HALF})\s*)?"
    rf"(?:{_HOUR}\s?[:h]\s?|(?P<named>(?:الساعه|saat|saet|at)\s+){_HOUR.replace('<h>', '<hh>')}\.)(?P<min>\d\d)"
    rf"(?::(?P<s>\d\d)(?:[.,]\d+)?)?(?!:?\d)(?:\s*(?P<after>{HALF}))?"
    rf"(?:{_OFFSET}|\s*(?P<zone>{ZONES})(?!\w)|\s+(?:{_OF_PLACE}))?"
)
ZONE_IN_FRONT = re.compile(r"(?:حسب |ب)?توقيت (?P<place>\w+)(?: المكرمه)?(?=[\s|:-]*(?:الساعه\s+)?\d{1,2}:\d\d)")


def hour_of(clock: re.Match[str]) -> int | None:
    """0 to 23 for a time that can be; None where its half of the day leaves two; what cannot (25:00) is left to whoever
    makes a moment of it."""
    hour, half = int(clock["h"] or clock["hh"]), clock["after"] or clock["before"] or ""
    if hour > 12 or not half:
        return hour
    if _IS_MORNING.fullmatch(half):
        return hour % 12
    if _IS_EVENING.fullmatch(half):
        return hour % 12 + 12
    if half == "ظهرا":
        return hour if hour >= 10 else hour + 12
    return hour % 12 if hour == 12 or hour <= 3 else hour + 12 if hour >= 7 else None


def zone_of(clock: re.Match[str], local: tzinfo) -> tzinfo | None:
    """The zone a match of `CLOCK` names, else `local`; None where it names one that nobody knows."""
    if name := clock["zone"]:
        return fixed_zone(timedelta(hours=_ZONES[name])) if name in _ZONES else None
    if place := clock["place"] or clock["beside"]:
        return _zone_at(place)
    hours = clock["oh"] or clock["oh_"] or clock["ohh"]
    if not hours:
        return local
    offset = timedelta(hours=int(hours), minutes=int(clock["om"] or 0))
    return fixed_zone(-offset if "-" in (clock["sign"], clock["sign_"]) else offset)


def zone_in_front(found: re.Match[str]) -> tzinfo | None:
    """The zone a match of `ZONE_IN_FRONT` names, None where nobody knows it."""
    return _zone_at(found["place"])


def _zone_at(place: str) -> tzinfo | None:
    if re.fullmatch(_GREENWICH, place):
        return UTC
    named = _PLACES.get(place.removesuffix(" المكرمه"))
    return ZoneInfo(named) if named else None
