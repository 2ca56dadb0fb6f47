"""A made archive for keyword in context: lines in both directions, copies, a headline, markup in what outlets print."""

from datetime import timedelta
from pathlib import Path

from tests.support.copied_articles import DAY, MadeRecord, prose
from tests.support.reading_room import Site

PHRASE = "المجلس المحلي"
LINES = (
    "أحال المجلس المحلي إلى الشرطة ثلاث مخالفات سُجّلت خلال الجولة",
    "ثم تراجع عن القرار بعد أن أبلغه المجلس المحلي أن المضخات لن تصل قبل نهاية الشهر",
    "عادت بئران من أصل خمس، وقال المجلس المحلي: إن المولدات تكفي لست ساعات",
    "نُقلت البسطات من الساحة الشمالية إلى ما وراء السوق القديم بطلب من المجلس المحلي إلى أن تنتهي أعمال الصرف",
    "وقال المجلس المحلي ان الجدول الجديد يبدأ صباح الأحد",
    'وقال "المجلس المحلي" <b>بناء</b> على طلب التجار & سواهم',
)
COPIED = f"{prose(70)} وقال المجلس المحلي إن الماء عاد إلى الحي {prose(71)}"
ENGLISH = f"A notice signed by {PHRASE} and pinned to the bakery door sets the price of a loaf of bread in the town."
BAKERY = "The bakery opened again in the old market, and bread is sold there from six in the morning until noon. "


def make(data: Path) -> Site:
    with MadeRecord(data, {"furat": "فرات24", "hawran": "نشرة حوران", "orontes": "Orontes Post"}) as desk:
        for n, line in enumerate(LINES):
            desk.put(f"{('furat', 'hawran')[n % 2]}/{n + 1}", f"{line}\n{prose(n)}", at=n * DAY)
        desk.put("furat/20", COPIED, at=10 * DAY)
        desk.put("hawran/20", COPIED, at=10 * DAY + timedelta(hours=5))
        desk.put("orontes/1", f"{ENGLISH}\n{3 * BAKERY}", at=11 * DAY)
        desk.put("orontes/2", 4 * BAKERY, at=12 * DAY)
        desk.put("furat/30", prose(88), at=13 * DAY, title="المجلس المحلي في العنوان")
    return Site(data, {})
