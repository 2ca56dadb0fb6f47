"""Lines in which an outlet names itself around its texts are known by its own rules; sentences that name it stay."""

import pytest

from archive.reading._boilerplate import clean_lines
from spiders.registry import outlets
from tests.support.made_html import FIRST, THIRD

OWN_LINES = [
    ("sana", "دمشق-سانا"),
    ("sana", "ريف دمشق - سانا"),
    ("sana", "date 2025-08-31 ريف دمشق-سانا"),
    ("sana", "Damascus, SANA"),
    ("sana", "Damascus, (SANA) –"),
    ("zamanalwsl", "حمص - زمان الوصل"),
    ("zamanalwsl", "زمان الوصل - خاص"),
    ("zamanalwsl", "أدخل كلمات البحث واضغط على إدخال."),
    ("jesrpress", "جسر – دير الزور"),
    ("jesrpress", "جسر:دير الزور:"),
    ("baladi", "بلدي نيوز - درعا (خاص)"),
    ("baladi", "بلدي نيوز - (التقرير اليومي)"),
    ("orient", "أورينت نت - خاص 2019-02-03 06:40:00"),
    ("orient", "#أورينت"),
    ("orient", "💡 أهم المواضيع"),
]
SENTENCES = [
    ("sana", "وقال المدير لوكالة سانا إن العمل بدأ."),
    ("zamanalwsl", "زمان الوصل زارت الحي وتحدثت إلى أهله."),
    ("jesrpress", "جسر دير الزور المعلق بُني قبل مئة عام، وكان أول جسر على الفرات."),
    ("baladi", "بلدي نيوز - التي زارت المكان، أمس - نقلت عن الأهالي ما جرى."),
    ("orient", "أورينت نت سألت المعلم عن المسابقة."),
]


@pytest.mark.parametrize(("name", "line"), OWN_LINES)
def test_a_line_in_which_the_outlet_names_itself_is_not_its_text(name: str, line: str) -> None:
    assert clean_lines((line, FIRST, THIRD), "", (), outlets()[name].junk_lines).lines == (FIRST, THIRD)


@pytest.mark.parametrize(("name", "line"), SENTENCES)
def test_a_sentence_that_names_the_outlet_stays(name: str, line: str) -> None:
    assert clean_lines((FIRST, line, THIRD), "", (), outlets()[name].junk_lines).lines == (FIRST, line, THIRD)
