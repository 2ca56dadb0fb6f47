"""Lines printed to show a date: 20 تشرين الثاني 2026 - 10:30, قبل ساعتين."""

import re
from datetime import datetime, timedelta

from archive.model import Outlet
from archive.reading._calendars import HIJRI, fold, month_number
from archive.reading._labels import OF_AN_UPDATE
from archive.reading.dates import parse_date

_DATE_WORDS = re.compile(
    r"(?:ال)?نشر\w*|(?:ب|ال)?تاريخ|في|يوم|من|منذ|قبل|امس|(?:ال)?ساع\w*|دقيق\w*|دقائق|ايام|يومين|اسبوع\w*|ب?توقيت|دمشق|"
    r"تم|عام|م|ص|ه|مساء|صباحا|ظهرا|published|posted|date|on|at|[ap]m|gmt|utc|[tz]"
    r"|ال(?:احد|اثنين|ثلاثاء|اربعاء|خميس|جمعه|سبت)"
)
_TWO_WORDS = re.compile(r"(?:تشرين|كانون) (?:ال)?(?:اول|ثاني)")
_DATED = re.compile(r"\d|منذ|قبل|امس")
_BYLINE_MARK = re.compile(r"[-–—|•●:/،]")
_UPDATE = re.compile(r"(?i)تحديث|تعديل|updated|modified|©|حقوق")
_OF_AN_UPDATE = re.compile(r"اخر|(?:ال)?تحديث|(?:ال)?تعديل|محدث|حدث|last|update|updated|modified|edited")
_LONGEST = 90
# A clock that is ahead, an edition printed for tomorrow: no date to believe, and still a date.
_AHEAD = timedelta(days=400)


def unsigned(line: str, outlet: Outlet) -> str:
    """`line` without the outlet's own name."""
    for name in filter(None, (outlet.title, outlet.title_en)):
        line = line.replace(name, " ")
    return line


def is_date_line(line: str) -> bool:
    """True for a line printed to show a date: it names one and hardly anything else, and not that of an update."""
    if len(line) > _LONGEST or _UPDATE.search(line) or not _DATED.search(fold(line)):
        return False
    others = len(other_words(line))
    return others == 0 or (others <= 3 and _BYLINE_MARK.search(line) is not None and line[-1] not in ".؟!")


def is_only_a_date(line: str, seen_at: datetime, timezone: str) -> bool:
    """True for a line that is a date, that of an update too, and no other word, whether it is to be believed or not."""
    if len(line) > _LONGEST or not _DATED.search(fold(line)):
        return False
    if not all(_OF_AN_UPDATE.fullmatch(word) for word in other_words(line)):
        return False
    bare = OF_AN_UPDATE.sub(" ", fold(line))
    return any(parse_date(bare, seen_at + ahead, timezone) for ahead in (timedelta(), _AHEAD))


def other_words(line: str) -> list[str]:
    """The words of a line that are none of a date."""
    words = re.findall(r"[^\W\d_]+", _TWO_WORDS.sub(" ", HIJRI.sub(" ", fold(line))))
    return [word for word in words if not (_DATE_WORDS.fullmatch(word) or month_number(word))]
