"""A made archive in which articles print one quotation, or half of it, or the same words without marks."""

from datetime import timedelta
from pathlib import Path

from archive.record.redacting import take_article_out
from tests.support.copied_articles import DAY, MadeRecord, prose
from tests.support.reading_room import Site

SAID = "لن نقبل بأي اتفاق لا يضمن عودة المهجرين إلى بيوتهم في المدينة القديمة"
TEXTS = {
    "first": ("furat/1", f"قال الناطق باسم المجلس: «{SAID}» أمس", 0),
    "later": ("hawran/1", f'وذكر المصدر "{SAID} مهما كان الثمن" في بيان', 1),
    "last": ("barid/1", f"ونقلت الوكالة عنه “{SAID.replace('إلى', 'الى')}” اليوم", 2),
    "other": ("barid/2", "وقال: «نرحب بكل اتفاق يعيد أهل المدينة إلى بيوتهم من غير شروط ولا انتظار» اليوم", 2),
    "half": (
        "barid/3",
        f"وقال: «{' '.join(SAID.split()[:7])} على ما كان متفقا عليه قبل عام كامل في الاجتماع» اليوم",
        4,
    ),
    "plain": ("furat/2", f"{SAID} بلا علامات", 3),
}


def make(data: Path) -> Site:
    """Fill an empty folder; one more article that printed it was taken out."""
    with MadeRecord(data, {"furat": "فرات24", "hawran": "نشرة حوران", "barid": "بريد"}) as desk:
        ids = {
            name: desk.put(where, f"{prose(n)}\n{text}\n{prose(n + 50)}", at=days * DAY + timedelta(hours=n))
            for n, (name, (where, text, days)) in enumerate(TEXTS.items())
        }
        gone = desk.put("hawran/9", f"{prose(90)}\nقال «{SAID}» ثم سُحب الخبر\n{prose(91)}", at=5 * DAY)
        take_article_out(desk.writer.store.db, gone)
    return Site(data, ids)
