"""The names of months and weekdays in the languages of the press of Syria, and the Hijri calendar.

Arabic months are Levantine (شباط), Egyptian (فبراير), Maghrebi (فيفري in Tunis and Algiers, شتنبر in Rabat); Kurdish
ones Kurmanji (Sibat) and Sorani (شوبات); beside them English, French and Turkish. All are matched in folded spelling:
one alef, no marks, no tatweel, ASCII digits, Latin letters without their marks. Kurdish names of the solar calendar
(Rezber, گەلاوێژ) begin within a month of ours and are none of them.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from hijridate import Hijri

# By the month: Arabic, Sorani, Kurmanji (its endings: 3ê Sibatê, Sibata 2021an), English, French, Turkish.
_MONTHS = (
    "كانون ?(?:ال)?ثاني|كانون ?2|ك ?2|يناير|جانفي|كانووني دووهمي?|january|jan|janvier|janv|ocak|oca"
    "|cile(?:y?[ae])?(?! pesin)(?: pasin[ae]?)?|kanuna (?:pasin|du[yw]em(?:in)?)[ae]?",
    "شباط|فبراير|فيفري|شوباتي?|february|feb|fevrier|fevr|subat|sub|sibat[ae]?",
    "اذار|مارس|مارت|ئازاري?|ئاداري?|march|mar|mars|mart|adar[ae]?",
    "نيسان|ابريل|افريل|نيساني|april|apr|avril|avr|nisan[ae]?|nis|avrel[ae]?",
    "ايار|مايو|ماي|مايس|ئاياري?|may|mai|mayis|gulan[ae]?",
    "حزيران|يونيو|يونيه|جوان|حوزهيراني?|june|jun|juin|haziran|haz|heziran[ae]?|pusper[ae]?",
    "تموز|يوليو|يوليه|يوليوز|جويليه|تهمموزي?|تهممووزي?|تهمووزي?|تهموزي?|july|jul|juillet|juil|temmuz|tem|temuz[ae]?|tirmeh[ae]?",
    "اب|اغسطس|اوغسطس|اوت|غشت|ئابي?|august|aug|aout|agustos|agu|tebax[ae]?",
    "ايلول|سبتمبر|شتنبر|ئهيلوو?لي?|september|sept|sep|septembre|eylul|eyl|ilon[ae]?",
    "تشرين ?(?:ال)?اول|تشرين ?1|ت ?1|اكتوبر|اوكتوبر|تشريني يهكهمي?|october|oct|octobre|ekim|eki|cotmeh[ae]?"
    "|ciriya (?:pesin|yekem(?:in)?)[ae]?",
    "تشرين ?(?:ال)?ثاني|تشرين ?2|ت ?2|نوفمبر|نونبر|تشريني دووهمي?|november|nov|novembre|kasim|kas|mijdar[ae]?"
    "|ciriya (?:pasin|du[yw]em(?:in)?)[ae]?",
    "كانون ?(?:ال)?اول|كانون ?1|ك ?1|ديسمبر|دجنبر|كانووني يهكهمي?|december|dec|decembre|aralik|ara"
    "|b[ae]rf[ae]nbar[ae]?|cileya pesin[ae]?|kanun[ae]?(?! (?:pasin|du[yw]em))(?: (?:pesin|yekem(?:in)?)[ae]?)?",
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
    "الاثنين|monday|mon|lundi|pazartesi|dusemb?|دووشهممه",
    "الثلاثاء|الثلاثا|الثلثاء|tuesday|tue|mardi|sali|sesemb?|سيشهممه",
    "الاربعاء|الاربعا|wednesday|wed|mercredi|carsamba|carsemb?|چوارشهممه",
    "الخميس|thursday|thu|jeudi|persembe|pencsemb?|پينجشهممه",
    "الجمعه|friday|fri|vendredi|cuma|ههيني",
    "السبت|saturday|sat|samedi|cumartesi|semi|شهممه",
    "الاحد|sunday|sun|dimanche|pazar|yeksemb?|يهكشهممه",
)
_LETTERS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ـ": None}
    | {"ە": "ه", "ھ": "ه", "ۆ": "و", "ێ": "ي", "ڕ": "ر", "ڵ": "ل", "ı": "i", "’": "'", "‘": "'", "´": "'", "`": "'"}
)
_SPACES = str.maketrans(dict.fromkeys("،,;؛()[]{}«»•·*~_", " ") | dict.fromkeys("–—−‐", "-") | {"\\": "/"})

# Latin letters with marks; Arabic ones fall apart otherwise than they are folded.
_DRESSED = re.compile("[\u00c0-\u024f\u1e00-\u1eff]")


def _word(pattern: str) -> str:
    # A digit may touch a name (7حزيران2020), not one that ends in a digit itself (ت10).
    return rf"(?<![^\W\d_])(?:{pattern})(?![^\W\d_])(?!(?<=\d)\d)"


def _numbered(patterns: Iterable[str]) -> list[tuple[re.Pattern[str], int]]:
    return [(re.compile(_word(pattern)), number) for number, pattern in enumerate(patterns, 1)]


_MONTH_NUMBERS, _WEEKDAY_NUMBERS = _numbered(_MONTHS), _numbered(_WEEKDAYS)
_HIJRI_NUMBERS = _numbered(_HIJRI_MONTHS)
MONTH_NAME = _word("|".join(_MONTHS))
# Most lines name none, and are asked once for all names.
_A_MONTH, _A_WEEKDAY = re.compile(MONTH_NAME), re.compile(_word("|".join(_WEEKDAYS)))
_HIJRI_NAME = _word("|".join(_HIJRI_MONTHS))
HIJRI = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})\s+(?:من\s+)?(?P<name>{_HIJRI_NAME})\s+(?P<y>1[345]\d\d)(?!\d)\s*(?:ه(?!\w))?"
)
# الثالث من تشرين الأول, الحادي والعشرين من آذار: a day in words, which "of" and a month follow.
_SPELT = ("اول|واحد|حادي", "ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر")
_ONES = "|".join(f"(?P<n{number}>{words})" for number, words in enumerate(_SPELT, 1))
_TENS = r"(?P<twenty>عشر[يو]ن)|(?P<thirty>ثلاث[يو]ن)"
_SPELT_DAY = re.compile(
    rf"(?<!\w)ال(?:(?:{_ONES})(?:\s(?P<teen>عشر)|\sوال(?:{_TENS}))?|(?P<tens>عشر[يو]ن|ثلاث[يو]ن))(?=\sمن\s(?:شهر\s)?{MONTH_NAME})"
)
_YEAR = re.compile(r"(?<!\d)(?:1[345]|19|20)\d\d(?!\d)|\d{8}")
_LONGEST_FOLDED, _KEPT = 2_000, 0x10000  # a page of all other characters fills no memory


class _Plain(dict[int, str]):
    """What each character becomes in the spelling that names are looked for in, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        bare = unicodedata.normalize("NFD", char) if _DRESSED.match(char) else char
        plain = "".join(map(self._kept, bare)).translate(_LETTERS).translate(_SPACES)
        if code < _KEPT:
            self[code] = plain
        return plain

    @staticmethod
    def _kept(char: str) -> str:
        category = unicodedata.category(char)
        if category == "Nd":
            return str(unicodedata.decimal(char))
        return "" if category in ("Mn", "Cf", "Cs") else char


_PLAIN = _Plain()


@lru_cache(maxsize=256)  # Several rules ask for the same few lines of a page.
def fold(text: str) -> str:
    """The beginning of `text` in the one spelling in which names of months and days are looked for, separators made
    plain: a line that prints a date is short."""
    lower = unicodedata.normalize("NFKC", text[:_LONGEST_FOLDED]).lower()
    folded = " ".join(lower.translate(_PLAIN).split())
    return _SPELT_DAY.sub(_in_digits, folded) if " من " in folded else folded


def _in_digits(spelt: re.Match[str]) -> str:
    number = next((number for number in range(1, 11) if spelt[f"n{number}"]), 0)
    tens = spelt["tens"] or ""
    more = 10 if spelt["teen"] else 20 if spelt["twenty"] or tens[:3] == "عشر" else 30 if spelt["thirty"] or tens else 0
    return str(number + more)


def month_number(text: str) -> int | None:
    """The month all names in folded `text` agree on, 1 to 12, or None."""
    if not _A_MONTH.search(text):
        return None
    named = {number for pattern, number in _MONTH_NUMBERS if pattern.search(text)}
    return named.pop() if len(named) == 1 else None


def day_is_named(text: str) -> bool:
    """Does folded `text` name a weekday?"""
    return _A_WEEKDAY.search(text) is not None


def has_year(text: str) -> bool:
    """Does a year, or a number as programs write moments, stand in folded `text`?"""
    return _YEAR.search(text) is not None


def weekday_agrees(text: str, day: date) -> bool:
    """True where folded `text` names no weekday, or names that of `day`."""
    if not day_is_named(text):
        return True
    named = {number for pattern, number in _WEEKDAY_NUMBERS if pattern.search(text)}
    return day.isoweekday() in named


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
