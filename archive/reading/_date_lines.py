"""Lines printed to show a date: 20 تشرين الثاني 2026 - 10:30, قبل ساعتين."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from archive.model import Outlet
from archive.reading._calendars import HIJRI, MONTH_NAME, day_is_named, fold, has_year, month_number
from archive.reading._date_labels import OF_AN_UPDATE, PUBLICATION, names_a_publication, names_an_update, of_publication
from archive.reading._relative_dates import without_counted
from archive.reading._times_of_day import CLOCK, ZONES
from archive.reading.dates import parse_date

_DATE_WORDS = re.compile(
    r"(?:ت?ا?ل?)?نشر\w*|(?:ب|ال)?تاريخ|في|(?:ال)?يوم|من|منذ|قبل|(?:ال)?امس|اول|البارحه|(?:ال)?ساع\w*|دقيق\w*|دقائق|ايام|يومين|اسبوع\w*"
    r"|(?:ال)?وقت|والوقت|تمام|(?:حسب|ب?توقيت|دمشق|مكه|المكرمه|بيروت|القدس|اسطنبول|غرينتش)|تم|اضيف\w*|ل?عام|سنه|شهر|م|ص|ه|الموافق|ميلادي|هجري"
    r"|ل|واحده?|ثلاثه?|اربعه?|خمسه?|سته?|سبعه?|ثماني?ه?|تسعه?|عشره?|مساءا?|صباحا?|ظهرا|عصرا|فجرا|ليلا|بعد|الظهر|منتصف|الليل"
    r"|published|posted|publie|le|date|the|of|on|at|a|h|[ap]m|today|[tz]|st|nd|rd|th|er|ago|yesterday"
    r"|(?:days?|hours?|minutes?|mins?)|e|an?|sala?|meha|we[sş]andin|saat|saet|yayin\w*|yayinlanma|ي|روژي|سالي|مانگي|كاتژمير|tarihi?|giris|first|originally|roj[ae]?|ber[ie]|dem|dirok[ae]?|d[ie]"
    rf"|{ZONES}"
)
_DATED = re.compile(r"\d|منذ|قبل|امس|بارح|yesterday|ago|duh|dun|(?<!\w)(?:ber[ie]|once|today|bugun|iro)(?!\w)")
_MARK = re.compile(
    r"[|•●·»]|\s[-–—/]\s|[،,]\s|(?<!تاريخ)\s(?=(?:تاريخ |تأريخ |D[iî]roka )?[^\W\d_]+\s?:(?!\d))"  # the next label
)
_RIGHTS = re.compile(r"©|حقوق|(?i:rights reserved)")
_IN_FIGURES = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
_NAMES_A_DAY = re.compile(
    rf"{MONTH_NAME}|\d\s?[-/.]\s?\d{{1,2}}\s?[-/.]\s?\d|(?<!\w)(?:منذ|قبل|امس|ago|yesterday)(?!\w)"
)
# 2026-10-04 ريف دمشق-سانا
_DATELINE = re.compile(r"(?:date )?(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-/]\d{1,2}[-/]\d{4}) [^\d]+-[^\d]+$")
# Dates of people, events, polls, archives.
_OF_ELSE = re.compile(
    r"(?<!\w)(?:ال)?(?:انضم\w*|عضو|مواليد|ولدت?|ينتهي|تنتهي|انتهاء|موعد|حتي|يبدا|تبدا|ارشيف\w*|العدد|joined|member|born|since|until"
    r"|deadline|expires|archived?|issue|photos?|pictures?|صوره|تصوير|عدسه|wene|fotograf)(?!\w)"
)
_MOST_OTHERS, _MOST_BEHIND, _MOST_BESIDE = 6, 3, 7
# Who published it, before the day or behind it; the section behind that; the number of a printed issue.
_BY_WHOM = re.compile(
    r"(?i)(?:^|(?<=\s))(?:بواسطة|بقلم|by) \S+(?: \S+){0,2}?"
    r"(?= (?:في|يوم|بتاريخ|in|on|at|\d)|$| (?-i:[A-Z])[a-z]{2,8}\.? \d)"
)
_SECTION = re.compile(r"(?i) (?:in|في|ضمن) [^\s\d]+(?: [^\s\d]+){0,2}$")
_ISSUE = re.compile(r"(?<!\w)العدد\s*:?\s*\d+(?: الصادر)?")
_SUBMITTED = re.compile(
    r"(?:(?:ت?ا?ل?نشرت?|كتبت?|اضيفت?|ارسلت?ه?|مرسله|submitted|posted|published) )?(?:بواسطه|بقلم|by) \S"
)
_MONTH, _WORD = re.compile(MONTH_NAME), re.compile(r"[^\W\d_]+")
_SPOKEN_HOUR = re.compile(r"(?<!\w)(?:ال)?ساعه ال\w{4,}(?: عشره?)?(?: و(?:ال)?(?:نصف|ربع|ثلث))?(?!\w)")
_TIME_OF_PLACE = re.compile(r"(?:حسب |ب)?توقيت \w+(?: المكرمه)?")
_ENDS = re.compile(r"(?<![ap]\.m)[.؟!]$")
_LONGEST = 90
# A clock that is ahead, an edition printed for tomorrow: no date to believe, and still a date.
_AHEAD = timedelta(days=400)


def unsigned(line: str, outlet: Outlet) -> str:
    """`line` without the outlet's own name."""
    for name in filter(None, (outlet.title, outlet.title_en)):
        line = line.replace(name, " ")
    return line


@lru_cache(maxsize=256)  # several rules ask for the same few lines of a page
def date_in(line: str) -> str:
    """What a line printed to show a date says of the publication; empty where it is none, or of an update alone.

    Beside the date may stand a few words that a mark parts from it: a name, a section, a counter.
    """
    line = _without_signature(_ISSUE.sub("", line))
    if len(line) > _LONGEST or _RIGHTS.search(line) or not _DATED.search(fold(line)) or not of_publication(line):
        return ""
    told = of_publication(line)
    others = len(other_words(told))
    if others == 0:
        return line
    if names_an_update(fold(line)):
        return date_in(told) if told != fold(line) else ""
    if others > _MOST_OTHERS or _ENDS.search(line) or names_else(fold(line)):
        return ""
    return _labelled_moment(told) or _marked_off(line) or (_dateline(line) if others <= _MOST_BEHIND else "")


def names_else(folded: str) -> bool:
    """Does folded text say that its date is that of a person, an event, a poll or an archive?"""
    return _OF_ELSE.search(folded) is not None


def _without_signature(line: str) -> str:
    bare = _BY_WHOM.sub("", line)
    return _SECTION.sub("", bare).strip() if bare != line else line


def _marked_off(line: str) -> str:
    """The parts of a line that are a date alone, if they are all that tell one."""
    parts = _MARK.split(line)
    bare = [part for part in parts if not other_words(part)]
    dated = [part for part in parts if _NAMES_A_DAY.search(fold(part))]
    joined = " | ".join(bare)
    is_whole = dated and all(part in bare for part in dated) and has_year(fold(joined)) >= has_year(fold(line))
    return joined if is_whole else ""


def _dateline(line: str) -> str:
    return line if _DATELINE.match(fold(line)) else ""


def _labelled_moment(folded: str) -> str:
    """The beginning of folded text that is a label of a publication, its day and its time of day; a few words, as a
    section that a theme sets right behind it, may follow."""
    label, clock = PUBLICATION.search(folded), CLOCK.search(folded)
    if not label or not clock or other_words(folded[: label.start()]):
        return ""
    told = folded[: clock.end()]
    is_moment = has_year(told) and names_a_day(told) and not other_words(told)
    return told if is_moment and len(other_words(folded)) <= _MOST_BEHIND else ""


def is_date_line(line: str) -> bool:
    """True for a line printed to show a date: it names one and hardly anything else, and not that of an update."""
    return date_in(line) != ""


def names_a_day(line: str) -> bool:
    """Does it hold a date in figures, or a month's name?"""
    return _IN_FIGURES.search(line) is not None or month_number(fold(line)) is not None


def is_only_a_date(line: str, seen_at: datetime, timezone: str) -> bool:
    """True for a line that is a date, that of an update too, and no other word, whether it is to be believed or not."""
    if len(line) > _LONGEST or not _DATED.search(fold(line)):
        return False
    bare = OF_AN_UPDATE.sub(" ", fold(line))
    if other_words(bare):
        return False
    return any(parse_date(bare, seen_at + ahead, timezone) for ahead in (timedelta(), _AHEAD))


def days_of_parts(parts: Iterable[str]) -> list[str]:
    """Of the parts of a line, each in an element of its own, those that show a day; none where the line has one part.

    The date of an update is none: a label may stand in the part before.
    """
    stripped = [part for text in parts if (part := text.strip())]
    if len(stripped) < 2:
        return []
    before = ["", *stripped]
    return [
        part
        for part, label in zip(stripped, before, strict=False)
        if date_in(part) == part
        and names_a_day(part)
        and not names_an_update(fold(part))
        and not (names_an_update(fold(label)) and not names_a_day(label))
    ]


def own_parts(parts: Iterable[str]) -> list[str]:
    """The parts of a line, each in an element of its own, but those that the part before calls another thing's."""
    bare = [part.strip() for part in parts]
    return [part for label, part in zip(["", *bare], bare, strict=False) if not names_else(fold(label))]


def tells_day_and_hardly_more(text: str, parts: Sequence[str]) -> bool:
    """Is it a line as themes set over a text: a name, a day, a section, a counter, side by side in their elements?"""
    is_short = len(text) <= _LONGEST and text[-1] not in ".؟!:"
    is_signed = is_short and names_a_day(text) and _SUBMITTED.match(fold(text)) is not None
    if not is_signed and (len(parts) < 2 or len(text) > 2 * _LONGEST):
        return False  # most lines: nobody asks for their words
    return len(other_words(text)) <= _MOST_BESIDE and (is_signed or days_of_parts(parts) != [])


def other_words(line: str) -> list[str]:
    """The words of a line that are none of a date."""
    folded = without_counted(fold(line))
    if names_a_publication(folded):
        folded = PUBLICATION.sub(" ", folded)
    if "توقيت" in folded:
        folded = _TIME_OF_PLACE.sub(" ", folded)
    if "ساعه ال" in folded:
        folded = _SPOKEN_HOUR.sub(" ", folded)
    words = _WORD.findall(_MONTH.sub(" ", HIJRI.sub(" ", folded)))
    return [word for word in words if not (_DATE_WORDS.fullmatch(word) or day_is_named(word))]
