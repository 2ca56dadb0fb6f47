"""Dates as Syrian sites write them: Levantine months on the old portal, Egyptian ones on the ASP.NET site."""

from datetime import datetime

WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
LEVANTINE = (
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
)
EGYPTIAN = (
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
)


def levantine(moment: datetime) -> str:
    """Like "الأحد 7 من حزيران 2026"."""
    return f"{WEEKDAYS[moment.weekday()]} {moment.day} من {LEVANTINE[moment.month - 1]} {moment.year}"


def levantine_clock(moment: datetime) -> str:
    """Like "الأحد، 7 حزيران 2026 - 14:05", which no feed reader understands as a pubDate."""
    day = f"{WEEKDAYS[moment.weekday()]}، {moment.day} {LEVANTINE[moment.month - 1]} {moment.year}"
    return f"{day} - {moment:%H:%M}"


def egyptian_clock(moment: datetime) -> str:
    """Like "الأحد، 07 يونيو 2026 - 02:05 م", the form of the dailies' pages."""
    half = "ص" if moment.hour < 12 else "م"
    day = f"{WEEKDAYS[moment.weekday()]}، {moment:%d} {EGYPTIAN[moment.month - 1]} {moment.year}"
    return f"{day} - {moment:%I:%M} {half}"
