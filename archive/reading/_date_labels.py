"""Which part of a printed line tells of the publication, where another tells of an update: نشر في …، آخر تحديث …"""

import re

from archive.reading._calendars import MONTH_NAME, fold
from archive.reading._times_of_day import CLOCK

_UPDATE = (
    r"(?:اخر )?(?:ال)?(?:تحديث|تعديل)|محدثه?|(?:حدث|عدل)ت?(?= في| بتاريخ|:| :)|(?:last )?(?:updated?|modified|edited)"
    r"|(?:son )?guncelle\w+|mis a jour|(?:hat(?:iy)?e? )?nukirin|نويكراوه\w*|دوا نويكردنهوه"
)
_PUBLISHED = (
    r"(?:ت?ا?ل?نشر\w*|published|posted|publication|publiee?|issued|release date|بلاوكراوه\w*|yayin\w*|eklen\w*"
    r"|olusturul\w*|(?:haber )?giris|(?:hat(?:iy)?e? )?we[sş]an(?:d\w*|[ae])(?!\w)|اضيف\w*|كتب\w*"
    r"|تاريخ (?:ال)?(?:اضافه|ادراج|ارسال|تحرير|خبر|مقال\w*|ماده|موضوع|انشاء)"
    r"|(?:صدر|حرر|ادرج|ارسل|رفع)ت?(?= ?:| في \d| بتاريخ| يوم)|(?:ال)?(?:اضافه|ادراج)(?= ?:| في \d| بتاريخ| يوم| \d))"
)
OF_AN_UPDATE = re.compile(rf"(?<!\w)(?:{_UPDATE})(?!\w)")
PUBLICATION = re.compile(rf"(?<!\w)(?:{_PUBLISHED}|(?:ال)?تاريخ النشر)(?!\w)")
# What stands in every text that such a label does: to look for it is many times as fast.
_OF_UPDATES = (
    *("حديث", "عديل", "حدث", "عدل", "نويكر"),
    *("update", "modified", "edited", "guncelle", "mis a jour", "nukirin"),
)
_OF_PUBLICATIONS = (
    *("نشر", "اضيف", "اضاف", "كتب", "تاريخ", "صدر", "حرر", "ادرج", "ادراج", "ارسل", "رفع", "بلاوكراوه"),
    *("publi", "posted", "issued", "release", "yayin", "eklen", "olusturul", "giris", "we"),
)
_MARKS = re.compile(rf"(?<!\w)(?:(?P<update>{_UPDATE})|(?P<publication>{_PUBLISHED}))(?!\w)")
# (آخر تحديث) and nothing else in brackets is the name of what stands before it.
_BEHIND = re.compile(r"\(\s*(?:[^()\d]{0,40})\)")
_DAY = re.compile(
    rf"\d\s?[-/.]\s?\d|\d[^\W\d_]{{0,3}}[\s/.-]*(?:(?:من|of)\s+)?{MONTH_NAME}|{MONTH_NAME}[\s.-]+\d|امس|منذ|قبل|ago"
)


def names_an_update(folded: str) -> bool:
    """Does a label of a change stand in folded text?"""
    return any(map(folded.__contains__, _OF_UPDATES)) and OF_AN_UPDATE.search(folded) is not None


def names_a_publication(folded: str) -> bool:
    """Does a label of a publication stand in folded text?"""
    return any(map(folded.__contains__, _OF_PUBLICATIONS)) and PUBLICATION.search(folded) is not None


def of_publication(text: str) -> str:
    """`text`, folded, or the part of it that tells of a publication; empty where it tells of an update alone.

    A day before an update's label is the publication's where the update has one of its own, or a clock beside the
    day's; else it is the update's.
    """
    folded = fold(text)
    if not names_an_update(folded):
        return folded
    marks = list(_MARKS.finditer(folded))
    if any(OF_AN_UPDATE.search(fold(found[0])) for found in _BEHIND.finditer(text)):
        return ""
    ends = [mark.start() for mark in marks[1:]] + [len(folded)]
    parts = [(mark, folded[mark.end() : end]) for mark, end in zip(marks, ends, strict=True)]
    first = folded[: marks[0].start()]
    dated = [part for mark, part in parts if mark["publication"] and _DAY.search(part)]
    if dated:
        return dated[0]
    updates = [part for mark, part in parts if mark["update"]]
    if not _DAY.search(first):
        return ""
    return first if all(_DAY.search(part) or (CLOCK.search(part) and CLOCK.search(first)) for part in updates) else ""
