"""Days and hours counted back from the moment a page was seen: منذ ساعتين، أول أمس, 3 days ago, berî 2 rojan.

Matched in the folded spelling of `_calendars.fold`. What leaves the number open (منذ أيام, a few hours ago) or
counts in months is not understood.
"""

import re
from datetime import timedelta
from typing import NamedTuple

from archive.reading.late_patterns import late_pattern

_BACK = r"(?:منذ|قبل|مضت|مضي|ago|il y a|ber[ie]|beriya|once|پيش|لهمهوپيش|لهمهوبهر)"
_AGO = late_pattern(rf"(?<!\w){_BACK}(?!\w)")
# By the unit: one of it, two, and the plural, which needs its number.
_UNITS = (
    (
        timedelta(minutes=1),
        "دقيقه|minute|deqe(?:yek[ae]?)?|deqi[qk]e(?:yek[ae]?)?|دهقيقه|خولهك",
        "دقيقت[اي]ن",
        "دقائق|minutes|mins?|m|dakika|dk|deq[iy]?[qk]?ey?an",
    ),
    (
        timedelta(hours=1),
        "ساعه|hour|heure|saet(?:ek[ae]?)?|كاتژمير",
        "ساعت[اي]ن",
        "ساعات|hours|hrs?|h|heures|saat|saet[ae]n|demjimer[ae]?n?",
    ),
    (timedelta(days=1), "يوما?|day|jour|roj(?:ek[ae]?)?|روژ", "يوم[اي]ن", "ايام|days|jours|gun|rojan"),
    (
        timedelta(weeks=1),
        "اسبوعا?|week|semaine|hefte(?:yek[ae]?)?|ههفته",
        "اسبوع[اي]ن",
        "اسابيع|weeks|semaines|hafta|hefteyan",
    ),
)
_NUMBERS = (
    r"واحده?|one|an?|une?|yek|bir",
    r"اثن(?:ين|ان)|اثنتين|two|deux|du|iki",
    r"ثلاثه?|three|trois|se|uc",
    r"اربعه?|four|quatre|car|dort",
    r"خمسه?|five|cinq|penc|bes",
    r"سته?|six|ses|alti",
    r"سبعه?|seven|sept|heft|yedi",
    r"ثماني?ه?|eight|huit|hest|sekiz",
    r"تسعه?|nine|neuf|neh|dokuz",
    r"عشره?|ten|dix|deh|on",
)
_NUMBER = "|".join(rf"(?P<n{number}>{words})" for number, words in enumerate(_NUMBERS, 1))
# Else it ends a larger number: خمسة عشر يوماً, 1000 دقيقة.
_BEFORE_A_NUMBER = late_pattern(
    rf"(?:^|[^\w\s]|(?<!\w)(?:{_BACK}|حوالي|نحو|قرابه|about|و|and|et|u|ve|نشر\w*|published|posted|wesand\w*|"
    rf"{'|'.join('|'.join(unit[1:]) for unit in _UNITS)}))\s*$"
)
_COUNTED = tuple(
    (
        unit,
        late_pattern(
            rf"(?<!\w)و?(?:(?:(?P<digits>\d{{1,3}}(?=\s|[hm](?:\s|$)))|{_NUMBER})\s*)?(?:(?P<one>{one})|(?P<two>{two})|(?P<many>{many}))(?!\w)"
        ),
    )
    for unit, one, two, many in _UNITS
)
_AND = late_pattern(r"(?<!\w)(?:و|and|et|u|ve)(?!\w)")
_NOT_COUNTED = late_pattern(
    r"(?<!\w)(?:شهر\w*|اشهر|سن[هت]\w*|سنوات|عام\w*|اعوام|نصف|ربع|half|quarter|months?|years?|mois|ans|annees?|meh\w*|sal\w*|ay|yil"
    r"|nik|niv|اكثر|اقل|more|less|over)(?!\w)"
)
_DAYS_BACK = late_pattern(
    r"(?<!\w)(?P<before>(?:(?:ما\s+)?(?:اول[هي]?|قبل|day before|ber[ie]|beriya)\s+(?:من\s+|يوم\s+|ليله\s+)?)*)"
    r"(?:(?P<today>اليوم|today|bugun|iro|aujourd'hui|ئهمرو)|(?P<yesterday>(?:[وب]?ال|ب)?امس|البارحه|ا?مبارح|yesterday|dun|d[uo]hi?|hier|دويني)"
    r"|(?P<two>evvelsi gun|avant[ -]hier|پيري))(?!\w)(?P<behind>\s+الاولي?(?!\w))?"
)
_KURMANJI_TWO = late_pattern(r"per(?= \d| saet|$)")
_LONGEST = 60


class Back(NamedTuple):
    """How long before the page was seen; `in_days`: by the calendar, or in days and more; `least`: the unit counted in,
    of which pages show whole ones; zero for a day by its name."""

    ago: timedelta
    in_days: bool
    least: timedelta = timedelta()


def counted_back(text: str) -> Back | None:
    """What `text`, folded, counts back; None where it does no such thing, or two of them."""
    if len(text) > _LONGEST:
        return None
    if _KURMANJI_TWO.match(text):
        return Back(timedelta(days=2), True)
    named = {_days_back(found) for found in _DAYS_BACK.finditer(text)}
    ago = _ago(_DAYS_BACK.sub(" ", text))
    if named:
        days = named.pop()
        return None if named or days is None or ago else Back(timedelta(days=days), True)
    return ago


def without_counted(text: str) -> str:
    """Folded `text` without what it counts back in: منذ, ساعتين, 3 hours, dün; as it is where it counts in none."""
    if len(text) > _LONGEST:
        return text
    text = _DAYS_BACK.sub(" ", text)
    if not _AGO.search(text):
        return text
    for _, form in _COUNTED:
        text = form.sub(" ", text)
    return _AND.sub(" ", _AGO.sub(" ", text))


def _ago(text: str) -> Back | None:
    if not _AGO.search(text) or _NOT_COUNTED.search(text):
        return None
    total, units = timedelta(), set()
    for unit, form in _COUNTED:
        for found in form.finditer(text):
            number = _number(found) if _BEFORE_A_NUMBER.search(text[: found.start()]) else None
            if number is None:
                return None
            total += unit * number
            units.add(unit)
    return Back(total, max(units) >= timedelta(days=1), min(units)) if total else None


def _number(found: re.Match[str]) -> int | None:
    if found["two"]:
        return 2
    if found["digits"]:
        return int(found["digits"])
    spelt = next((number for number in range(1, 11) if found[f"n{number}"]), None)
    return spelt or (1 if found["one"] else None)


def _days_back(found: re.Match[str]) -> int | None:
    """0 for today, 1 for yesterday, 2 for the day before (أول أمس، أمس الأول); None where it says something else."""
    more = len(re.findall("اول|قبل|before|beri", found["before"])) + bool(found["behind"])
    if found["today"] or found["two"]:
        return None if more else 0 if found["today"] else 2
    return 1 + more if more < 2 else None
