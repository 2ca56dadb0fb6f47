"""Lines around an article that are not the article, and sentences that only begin like them."""

import pytest

from archive.reading._boilerplate import clean_lines
from archive.text.folding import fold_line
from spiders.registry import outlets
from tests.support.made_html import FIRST, FOURTH, SECOND, STORY, THIRD, paragraphs, reading

JUNK = (
    "ع ع ع",
    "tag icon ع ع ع",
    "A A A",
    "اقرأ أيضًا: خبر آخر من الحي نفسه",
    "إقرأ أيضا",
    "شارك",
    "شارك هذا المقال على فيسبوك",
    "التعليقات مغلقة، ولكن تركبكس وبينغبكس مفتوحة.",
    "التعليقات (0)",
    "المصدر",
    "https://twitter.com/sample/status/1",
    "pic.twitter.com/sample",
    "هذا الموقع يستخدم ملف تعريف الارتباط Cookie",
    "(115) هل أعجبتك المقالة (104)",
    "لإرسال تعليق,الرجاء تعبئة الحقول التالية",
    "ادعم بريد النموذج",
    "تابعوا أخبار بريد النموذج",
    "تابعونا على فيسبوك وتويتر",
    "تابعنا على قناتنا الرسمية على تلغرام ليصلك كل جديد",
    "اشتركوا في قناتنا على يوتيوب",
    "انضم إلى مجموعتنا على واتساب",
    "Follow us on Facebook and Telegram",
    "الآراء الواردة في هذا المقال لا تعبر بالضرورة عن رأي الموقع",
    "حقوق النشر محفوظة © دار نموذجية للصحافة 2012 | تنفيذ مركز نموذجي",
    "مواضيع قد تعجبك",
    "بريد النموذج",
    "سوق جديدة للخضار",
)


@pytest.mark.parametrize("line", JUNK)
def test_a_line_of_boilerplate_is_dropped(line: str) -> None:
    found = reading(
        f"<h1>سوق جديدة للخضار</h1><article>{paragraphs(FIRST, line, *STORY[1:])}</article>", body=("article",)
    )
    assert found.text == "\n".join(STORY)


HONEST = (
    "شارك مئات الأهالي في تنظيف السوق بعد انتهاء العمل.",
    "المصدر الوحيد للماء في الحي بئر قديمة.",
    "ادعموا المزارعين بشراء منتجاتهم، قال أحد المشاركين في الحملة.",
    "اقرؤوا الفاتحة، قال الشيخ ثم مضى.",
    "تابعنا القصف على الأحياء من سطح المنزل",
    "تابعنا القصف على فيسبوك دقيقة بدقيقة",
    "تابعوا أخبار المنتخب في الملعب",
    "تابعونا على الطريق حتى وصلنا إلى الحدود",
    "انضموا إلى المسيرة في ساحة المدينة",
    "انضموا إلى الجيش في بداية العام",
    "اشتركوا في إضراب على مستوى البلاد",
    "ادعم فلسطين",
    "ادعموا أهل الغوطة",
    "نرحب بالنقاش حول الدستور، وقد وصلتنا التعليقات من كل الأحزاب",
    "ترحب الحكومة بآراء الخبراء في التعليقات على مسودة القانون",
    "شارك على رأس وفد كبير في المؤتمر",
    "شاركوا عبر الحدود في نقل الجرحى",
    "مشاركة على نطاق واسع في الإضراب",
    "اقرأ المزيد من الكتب",
    "اقرأ أكثر مما تكتب، قال له أستاذه",
    "التعليقات مغلقة في وجه المنتقدين",
    "نستخدم ملفات تعريف الارتباط لتتبع المستخدمين، قال مهندس سابق في الشركة",
    "الآراء الواردة في الكتاب لا تعبر عن موقف الحزب، بحسب الناطق باسمه",
    "الصورة: بيت بلا سقف وأم تنتظر.",
    "Related costs rose",
    "Comments are closed minds",
    "https://www.example.org/reports/2026/market.pdf",
    "2006",
    "الرقة – نورث برس",
)


@pytest.mark.parametrize("line", HONEST)
def test_a_sentence_that_only_begins_like_boilerplate_stays(line: str) -> None:
    found = reading(f"<article>{paragraphs(FIRST, SECOND, line, THIRD, FOURTH)}</article>", body=("article",))
    assert line in found.text.split("\n")


def test_related_headlines_at_the_end_are_cut_but_not_an_article_that_goes_on() -> None:
    tail = ("مقالات متعلقة", "خبر عن الكهرباء", "خبر عن المدارس")
    assert clean_lines((*STORY, *tail), "", ()).lines == STORY
    assert clean_lines((*STORY, tail[0], *STORY), "", ()).lines == (*STORY, *STORY)


def test_other_news_of_a_round_up_is_not_cut_off() -> None:
    heading, short = "أخبار أخرى", ("إعادة فتح طريق الحي الغربي", "انقطاع الماء يومين في الحي الشرقي")
    assert clean_lines((*STORY, heading, *short), "", ()).lines == (*STORY, heading, *short)
    assert clean_lines((*STORY, heading, *short), "", (), links={*map(fold_line, short)}).lines == STORY


def test_related_headlines_nobody_marked_are_known_by_being_links() -> None:
    inside = "وقال إن <a href='/1'>السوق القديمة</a> ستُرمم أيضًا."
    tail = "<p><a href='/2'>خبر عن الكهرباء في الحي</a></p><a href='/3'>خبر عن المدارس</a>"
    found = reading(f"<article>{paragraphs(*STORY, inside)}{tail}</article>", body=("article",))
    assert found.text == "\n".join((*STORY, "وقال إن السوق القديمة ستُرمم أيضًا."))


def test_the_outlets_own_junk_lines_are_matched_at_the_start_of_a_line() -> None:
    found = reading(
        f"<article>{paragraphs(*STORY, 'نشرة البريد: اشترك')}</article>", body=("article",), junk_lines=("نشرة البريد",)
    )
    assert found.text == "\n".join(STORY)


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
    assert clean_lines((FIRST, line, THIRD), "", ()).lines == (FIRST, THIRD)


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
SELF_NAMING = [
    ("sana", "وقال المدير لوكالة سانا إن العمل بدأ."),
    ("zamanalwsl", "زمان الوصل زارت الحي وتحدثت إلى أهله."),
    ("jesrpress", "جسر دير الزور المعلق بُني قبل مئة عام، وكان أول جسر على الفرات."),
    ("baladi", "بلدي نيوز - التي زارت المكان، أمس - نقلت عن الأهالي ما جرى."),
    ("orient", "أورينت نت سألت المعلم عن المسابقة."),
]


@pytest.mark.parametrize(("name", "line"), OWN_LINES)
def test_a_line_in_which_the_outlet_names_itself_is_not_its_text(name: str, line: str) -> None:
    assert clean_lines((line, FIRST, THIRD), "", (), outlets()[name].junk_lines).lines == (FIRST, THIRD)


@pytest.mark.parametrize(("name", "line"), SELF_NAMING)
def test_a_sentence_that_names_the_outlet_stays(name: str, line: str) -> None:
    assert clean_lines((FIRST, line, THIRD), "", (), outlets()[name].junk_lines).lines == (FIRST, line, THIRD)
