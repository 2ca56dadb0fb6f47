"""Two pages of one article, and what changed between them is judged to be."""

from collections.abc import Sequence
from typing import Any

from archive.model import PageLine
from archive.versions.furniture.verdict import Known, SeenPage, judge_change, nobody_knows

TITLE = "البلدية تفتتح الجسر الجديد"
STORY = (
    "افتتحت البلدية صباح الأحد الجسر الجديد الذي يربط الحي الشرقي بسوق المدينة بعد أشهر من الأعمال.",
    "وقال المهندس سامر الحامد إن الجسر كلف 320 ألف دولار جمع نصفها من تبرعات المغتربين في الخارج.",
    "وأوضح أن الشاحنات ستمنع من المرور فوق الجسر إلى أن تنتهي فحوص الدعامات في الصيف المقبل.",
    "وطالب تجار السوق بفتح طريق ثان لأن الجسر وحده لا يكفي لنقل الخضار في ساعات الصباح.",
)


def line(text: str, **of: Any) -> PageLine:
    return PageLine(text=text, in_text=True)._replace(**of)


def page(*lines: PageLine | str, title: str = TITLE, around: Sequence[PageLine] = ()) -> SeenPage:
    """A page whose text these lines are, with others `around` it."""
    found = [each if isinstance(each, PageLine) else line(each) for each in lines]
    return SeenPage(title, "\n".join(each.text for each in found), (*found, *around))


def given_text(*lines: str) -> SeenPage:
    """A text of which no page is known."""
    return SeenPage(TITLE, "\n".join(lines))


def knows(*texts: str) -> Known:
    return lambda lines: frozenset(each for each in lines if each.text in texts)


def kind(old: SeenPage, new: SeenPage, known: Known = nobody_knows) -> str:
    return judge_change(old, new, known).kind


def added(extra: PageLine | str, known: Known = nobody_knows, at: int = len(STORY)) -> str:
    return kind(page(*STORY), page(*STORY[:at], extra, *STORY[at:]), known)


def replaced(old: PageLine | str, new: PageLine | str, known: Known = nobody_knows, at: int = 2) -> str:
    return kind(page(*STORY[:at], old, *STORY[at:]), page(*STORY[:at], new, *STORY[at:]), known)
