"""Lines that single outlets print round their texts, by the rules of their files; a story that speaks of such stays."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from archive.reading.extract import read
from spiders.registry import outlets
from tests.support.made_html import STORY, page, paragraphs

# Made in the manner of what was counted on stored pages, not copied from them.
LINES = {
    "enabbaladi": ("مؤسسة إعلامية سورية مستقلة تأسست قبل أعوام", "فضلًا عن مجموعة من الحسابات على الشبكات"),
    "arabi21": ("عـاجل آخر الأخبار >>",),
    "orient": ("البرامج الحلقات", "مدة التصويت: شهر", "أورينت نت صحيفة إلكترونية للتجربة"),
    "rt_arabic": ("العناوين روسيا اليوم وسواها",),
    "baladi": ("الخميس 2 تموز 2020 | 9:05 صباحا بتوقيت دمشق", "صفحة جميع الحقوق محفوظة 2020 شبكة بلدي"),
    "alwatan": ("الوطن PDF صفحات",),
    "shaam": ("الرئيسيةالأخبارالتقارير",),
    "zamanalwsl": ("| أخبار سورية - زمان الوصل منذ البداية", "أدوات الموضوع"),
    "aljazeera": ("الساعة 9:15 (مكة المكرمة)", "خطأ في اسم المستخدم", "شبكتنا مواقع الشبكة"),
    "stepagency": ("نشر في: تموز 2, 2020", "وكالة إخبارية مستقلة تأسست قبل أعوام"),
    "syrianobserver": ("helpful keywords: bread, water",),
}
OF_STORIES = (
    "وقالت مؤسسة إعلامية سورية مستقلة إن الخبر غير صحيح.",
    "وانتهت مدة التصويت عند الساعة السابعة مساء بتوقيت دمشق.",
    "ونشر في وقت سابق تقرير عن الحقوق المحفوظة للسكان.",
)


def text_of(name: str, lines: Iterable[str]) -> list[str]:
    outlet = replace(outlets()[name], body=("article",), drop=())
    return read(page(f"<body><article>{paragraphs(*lines)}</article></body>"), outlet).text.split("\n")


@pytest.mark.parametrize("name", LINES)
def test_what_an_outlet_prints_round_its_texts_is_no_text(name: str) -> None:
    for line in LINES[name]:
        for lines in ((line, *STORY), (*STORY[:2], line, *STORY[2:]), (*STORY, line)):
            assert text_of(name, lines) == [*STORY]


@pytest.mark.parametrize("name", LINES)
def test_a_story_that_uses_such_words_stays_whole(name: str) -> None:
    lines = [*STORY[:2], *OF_STORIES, *STORY[2:]]
    assert text_of(name, lines) == lines
