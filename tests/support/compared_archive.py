"""A made story for the pages that compare: one article in four versions, and four outlets that carried its text."""

from dataclasses import replace
from pathlib import Path

from tests.support.copied_articles import DAY, HOUR, MINUTE, MadeRecord, prose
from tests.support.made_archive import FAIR, SNOW, WATER
from tests.support.reading_room import Site

TITLES = {"furat": "فرات24", "hawran": "نشرة حوران", "barid": "بريد الجزيرة", "sham": "شام+", "qasyoun": "قاسيون برس"}
TITLE = "عودة ضخّ المياه بعد {} أيام"
LINES = [*WATER.split("\n"), *SNOW.split("\n"), *FAIR.split("\n")]
OURS = "اقرأ أيضًا: خبر آخر عن الكهرباء في المدينة."
LATER = "وأضافت المؤسسة أن العمل يستمرّ في المحطة الثانية حتى مساء الأحد المقبل."


def edited() -> list[str]:
    return [line.replace("في بيان إن", "إن").replace("62%", "58%") for line in LINES]


def last() -> list[str]:
    """A paragraph more and one less, and a word spelt otherwise; our own line stays."""
    lines = [line.replace("ضخّ المياه صباح", "ضخ المياة صباح") for line in edited()]
    return [*lines[:2], LATER, *lines[2:5], *lines[6:], OURS]


def put_versions(desk: MadeRecord) -> int:
    """1 first, 2 the outlet's edit, 3 our own reading, 4 the outlet's again."""
    article = desk.put("furat/water", "\n".join(LINES), seen=7 * MINUTE, title=TITLE.format("سبعة"))
    desk.put("furat/water", "\n".join(edited()), at=2 * HOUR, seen=MINUTE, title=TITLE.format("تسعة"))
    for hours, lines in ((4, [*edited(), OURS]), (7, last())):
        page, reading = desk.page("furat/water", "\n".join(lines), hours * HOUR, MINUTE, TITLE.format("تسعة"), "")
        desk._intakes["furat"].consider(page, replace(reading, strategy="body"))
    return article


def make(data: Path) -> Site:
    """The site over it; `ids` has the number of each outlet's article."""
    text = "\n".join(LINES)
    with MadeRecord(data, TITLES) as desk:
        ids = {"furat": put_versions(desk)}
        put = {
            "barid": (text.replace("ظهر الجمعة", "فجر السبت"), 38 * MINUTE, 10 * MINUTE, "فرات24"),
            "hawran": ("\n".join([prose(3), *LINES[2:8], prose(4)]), 5 * HOUR, 5 * MINUTE, "وكالات"),
            "sham": (text, 12 * HOUR, HOUR, "بريد الجزيرة"),
            "qasyoun": (prose(9), DAY, HOUR, ""),
        }
        for name, (body, at, seen, credit) in put.items():
            ids[name] = desk.put(f"{name}/w", body, at=at, seen=seen, credit=credit, title=f"خبر <b>{name}</b>")
        desk.writer.copies.follow()
    return Site(data, ids)
