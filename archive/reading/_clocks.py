"""Times of day as they are printed: hours, halves of the day, and the zone where one is named.

Matched in the folded spelling of `_calendars.fold`.
"""

import re
from datetime import timedelta, tzinfo
from datetime import timezone as fixed_zone

# RFC 822, section 5.1; Greenwich in Arabic.
_ZONES = dict.fromkeys(("z", "ut", "utc", "gmt", "بتوقيت غرينتش", "بتوقيت غرينيتش", "بتوقيت جرينتش"), 0) | {
    "est": -5,
    "edt": -4,
    "cst": -6,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
}
HALF = r"(?:ص|صباحا|م|مساء|ظهرا|عصرا|[ap]\.?m)(?!\w)"
# Hours and minutes; hours alone only where nothing else can be meant: behind "GMT", or as "+03".
_OFFSET = (
    r"\s*(?:(?:gmt|utc?)\s*)?(?P<sign>[+-])(?P<oh>0\d|1[0-4]):?(?P<om>[0-5]\d)(?!\d)"
    r"|\s*(?:gmt|utc?)\s*(?P<sign_>[+-])\s?(?P<oh_>0?\d|1[0-4])(?![\d:])|(?P<plus>\+)(?P<ohh>0\d|1[0-4])(?![\d:])"
)
CLOCK = re.compile(
    rf"(?:(?<!\w)(?P<before>{HALF})\s*)?(?<![\d:])(?P<h>\d{{1,2}}):(?P<min>\d\d)(?::(?P<s>\d\d)(?:\.\d+)?)?(?!:?\d)"
    rf"(?:\s*(?P<after>{HALF}))?"
    rf"(?:{_OFFSET}|\s*(?P<zone>{'|'.join(_ZONES)})(?!\w))?"
)


def hour_of(clock: re.Match[str]) -> int:
    """0 to 23 for a time that can be; what cannot (25:00) is left to whoever makes a moment of it."""
    hour, half = int(clock["h"]), clock["after"] or clock["before"] or ""
    if hour > 12 or not half:
        return hour
    return hour % 12 + (0 if half[0] in "صa" else 12)


def zone_of(clock: re.Match[str], local: tzinfo) -> tzinfo:
    """The zone a match of `CLOCK` names, else `local`."""
    if clock["zone"]:
        return fixed_zone(timedelta(hours=_ZONES[clock["zone"]]))
    hours = clock["oh"] or clock["oh_"] or clock["ohh"]
    if not hours:
        return local
    offset = timedelta(hours=int(hours), minutes=int(clock["om"] or 0))
    return fixed_zone(-offset if "-" in (clock["sign"], clock["sign_"]) else offset)
