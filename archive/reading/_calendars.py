"""The names of months and weekdays the Arabic press uses, and the Hijri calendar.

Months are Levantine (شباط), Egyptian (فبراير), Maghrebi (فيفري in Tunis and Algiers, شتنبر in Rabat) and English,
all matched in folded spelling: one alef, no marks, no tatweel, ASCII digits.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta

from hijridate import Hijri

_MONTHS = (
    "كانون (?:ال)?ثاني|ك ?2|يناير|جانفي|january|jan",
    "شباط|فبراير|فيفري|february|feb",
    "اذار|مارس|march|mar",
    "نيسان|ابريل|افريل|april|apr",
    "ايار|مايو|ماي|may",
    "حزيران|يونيو|يونيه|جوان|june|jun",
    "تموز|يوليو|يوليه|يوليوز|جويليه|july|jul",
    "اب|اغسطس|اوت|غشت|august|aug",
    "ايلول|سبتمبر|شتنبر|september|sept|sep",
    "تشرين (?:ال)?اول|ت ?1|اكتوبر|october|oct",
    "تشرين (?:ال)?ثاني|ت ?2|نوفمبر|نونبر|november|nov",
    "كانون (?:ال)?اول|ك ?1|ديسمبر|دجنبر|december|dec",
)
_HIJRI_MONTHS = (
    "محرم",
    "صفر",
    "ربيع (?:ال)?اول",
    "ربيع (?:ال)?(?:ثاني|اخر)",
    "جمادي (?:ال)?اولي?",
    "جمادي (?:ال)?(?:ثاني|ثانيه|اخره?)",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذ[وي] القعده",
    "ذ[وي] الحجه",
)
_WEEKDAYS = (
    "الاثنين|monday|mon",
    "الثلاثاء|الثلاثا|الثلثاء|tuesday|tue",
    "الاربعاء|الاربعا|wednesday|wed",
    "الخميس|thursday|thu",
    "الجمعه|friday|fri",
    "السبت|saturday|sat",
    "الاحد|sunday|sun",
)
_LETTERS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ـ": None})
_SPACES = str.maketrans(dict.fromkeys("،,()[]«»•·", " ") | dict.fromkeys("–—−‐", "-"))


def _word(pattern: str) -> str:
    return rf"(?<![^\W\d_])(?:{pattern})(?!\w)"


def _numbered(patterns: Iterable[str]) -> list[tuple[re.Pattern[str], int]]:
    return [(re.compile(_word(pattern)), number) for number, pattern in enumerate(patterns, 1)]


_MONTH_NUMBERS, _WEEKDAY_NUMBERS = _numbered(_MONTHS), _numbered(_WEEKDAYS)
_HIJRI_NUMBERS = _numbered(_HIJRI_MONTHS)
MONTH_NAME = _word("|".join(_MONTHS))
_HIJRI_NAME = _word("|".join(_HIJRI_MONTHS))
HIJRI = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})\s+(?:من\s+)?(?P<name>{_HIJRI_NAME})\s+(?P<y>1[345]\d\d)(?!\d)\s*(?:ه(?!\w))?"
)


def fold(text: str) -> str:
    """`text` in the one spelling in which names of months and days are looked for, separators made plain."""
    kept = []
    for char in unicodedata.normalize("NFKC", text).lower():
        category = unicodedata.category(char)
        if category == "Nd":
            kept.append(str(unicodedata.decimal(char)))
        elif category not in ("Mn", "Cf", "Cs"):
            kept.append(char)
    return " ".join("".join(kept).translate(_LETTERS).translate(_SPACES).split())


def month_number(text: str) -> int | None:
    """The month all names in folded `text` agree on, 1 to 12, or None."""
    named = {number for pattern, number in _MONTH_NUMBERS if pattern.search(text)}
    return named.pop() if len(named) == 1 else None


def weekday_agrees(text: str, day: date) -> bool:
    """True where folded `text` names no weekday, or names that of `day`."""
    named = {number for pattern, number in _WEEKDAY_NUMBERS if pattern.search(text)}
    return not named or day.isoweekday() in named


def from_hijri(found: re.Match[str]) -> date | None:
    """The day a match of `HIJRI` names in the Umm al-Qura calendar, or None where it has no such day.

    The calendar is reckoned, the month in Syria begins when the moon is seen: they may differ by a day. A 30th that the
    calendar lacks is therefore the day after its 29th.
    """
    year, day = int(found["y"]), int(found["d"])
    month = next(number for pattern, number in _HIJRI_NUMBERS if pattern.fullmatch(found["name"]))
    try:
        first = Hijri(year, month, 1).to_gregorian()
    except (ValueError, OverflowError):  # before 1343 or after 1500
        return None
    return date(first.year, first.month, first.day) + timedelta(days=day - 1) if 1 <= day <= 30 else None


def nearest_on_weekday(text: str, day: date) -> date | None:
    """`day`, or the day before or after it, whichever is the weekday folded `text` names; None where none of them is.

    Without a weekday it is `day` itself.
    """
    near = (day, day - timedelta(days=1), day + timedelta(days=1))
    return next((other for other in near if weekday_agrees(text, other)), None)
