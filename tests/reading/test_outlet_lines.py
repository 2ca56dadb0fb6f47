"""Lines that outlets print around their texts: datelines that name the outlet itself, signatures, share rows."""

import pytest

from archive.reading._boilerplate import clean_lines
from spiders.registry import outlets

FIRST = "افتتحت البلدية، أمس، سوقًا جديدة للخضار في الحي الشرقي من المدينة، في خبر كُتب نموذجًا للاختبار."
LAST = "ومن المنتظر أن تفتح السوق أبوابها كل يوم من الصباح حتى المساء، وأن تُقام فيها سوق أسبوعية."
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
    assert clean_lines((line, FIRST, LAST), "", (), outlets()[name].junk_lines).lines == (FIRST, LAST)


@pytest.mark.parametrize(("name", "line"), SENTENCES)
def test_a_sentence_that_names_the_outlet_stays(name: str, line: str) -> None:
    assert clean_lines((FIRST, line, LAST), "", (), outlets()[name].junk_lines).lines == (FIRST, line, LAST)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("F. Sample/ Namouzaj", ("F. Sample", "Namouzaj")),
        ("Sample al-Sample / Made Name", ("Sample al-Sample", "Made Name")),
    ],
)
def test_a_desk_that_signs_under_the_text_is_its_author(line: str, names: tuple[str, ...]) -> None:
    cleaned = clean_lines(("The market opened on Monday.", line), "", ())
    assert (cleaned.lines, cleaned.authors) == (("The market opened on Monday.",), names)


@pytest.mark.parametrize("line", ["He works for the Aleppo/ Idlib road project.", "Damascus", "UN/ EU"])
def test_a_last_line_that_is_no_signature_stays(line: str) -> None:
    assert clean_lines(("The market opened on Monday.", line), "", ()).lines[-1] == line


@pytest.mark.parametrize(
    "line",
    [
        "فيسبوك تويتر واتساب",
        "Facebook Telegram",
        "لن يتم نشر عنوان بريدك الإلكتروني.",
        "READ MORE: A village counts its trees",
    ],
)
def test_a_row_of_share_links_a_comment_form_and_a_teaser_are_no_text(line: str) -> None:
    assert clean_lines((FIRST, line, LAST), "", ()).lines == (FIRST, LAST)
