"""Which changes wait, and which are the outlet's own for sure."""

import pytest

from archive.text.folding import words_for_comparison
from archive.versions.furniture._suspicions import _content
from archive.versions.furniture.verdict import judge_change, nobody_knows
from tests.support.compared_pages import STORY, added, kind, knows, line, page, replaced


@pytest.mark.parametrize(
    "correction",
    [
        "تصحيح: ورد في نسخة سابقة اسم غير صحيح",
        "نعتذر عن خطأ في اسم المهندس أعلاه",
        "تنويه: عُدّل هذا الخبر لتصحيح رقم الكلفة",
        "Correction: an earlier version named another engineer",
        "صُحح هذا الخبر بعد أن ذُكر خطأ أن المهندس من حلب.",
        "ورد في نسخة سابقة أن الجسر من الخشب",
    ],
)
def test_a_correction_is_an_edit_whatever_is_known_of_it(correction: str) -> None:
    for tag, mark in (("p", ""), ("div", "share")):
        assert added(line(correction, tag=tag, mark=mark), knows(correction)) == "edit"
        assert added(line(correction, tag=tag, mark=mark), at=0) == "edit"


@pytest.mark.parametrize("notice", ["تصحيح لغوي", "تنويه: الآراء تعبر عن أصحابها"])
def test_a_notice_that_corrects_nothing_waits(notice: str) -> None:
    assert added(notice) == "unsettled"


@pytest.mark.parametrize(
    "notice",
    [
        "المواد المنشورة تعبر عن وجهة نظر أصحابها ولا تعكس بالضرورة سياسة الموقع التحريرية.",
        "انضم إلينا على تلغرام ليصلك كل جديد.",
        "هذه المادة مترجمة آليا وقد تحتوي على أخطاء في الصياغة أو المعنى.",
    ],
)
@pytest.mark.parametrize("at", [0, 2, 4])
def test_a_notice_with_a_full_stop_waits(notice: str, at: int) -> None:
    assert added(notice, at=at) == "unsettled"
    assert kind(page(*STORY[:at], notice, *STORY[at:]), page(*STORY)) == "unsettled"


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_sentence_that_speaks_of_the_story_is_an_edit_at_once(at: int) -> None:
    assert added("وقال سائق شاحنة إن الجسر الجديد قصّر الطريق إلى السوق.", at=at) == "edit"


@pytest.mark.parametrize(
    "sentence",
    [
        "ولم تحدد غرفة التجارة حتى الآن من يتولى العمل.",
        "من جهته نفى مجلس المدينة ذلك.",
        "تحديث: أفرج عن ليلى العلي مساء اليوم بعد احتجاز دام يومين.",
    ],
)
@pytest.mark.parametrize("at", [0, 2, 4])
def test_a_sentence_that_goes_on_from_the_one_before_it_is_an_edit_at_once(sentence: str, at: int) -> None:
    assert added(sentence, at=at) == "edit"
    assert added("تحديث: يجري تحديث هذا الخبر تباعا.", at=at) == "unsettled"
    assert added("والموقع غير مسؤول عن التعليقات.", at=at) == "unsettled"


def test_a_subheading_over_a_paragraph_that_stayed_is_an_edit_and_that_of_a_box_waits() -> None:
    heading = line("خلفية القرار وأسبابه", tag="h2")
    assert added(heading, at=2) == "edit"
    assert replaced(heading, line("خلفية القرار وتداعياته", tag="h2")) == "edit"
    assert added(heading) == "unsettled"
    assert added(line("أخبار ذات صلة", tag="h2"), at=2) == "unsettled"
    assert kind(page(*STORY), page(*STORY, heading, "خلاصة الأحداث في صندوقك كل يوم")) == "unsettled"


def test_a_short_line_in_other_words_is_an_edit_and_a_counter_in_other_words_waits() -> None:
    assert replaced(line("فتح طريق القلعة", tag="li"), line("فتح طريق المحطة", tag="li")) == "edit"
    assert replaced("«لن نغادر بيوتنا مهما حدث»", "«لن نغادر أرضنا مهما حدث»") == "edit"
    assert replaced("يقرأ هذه الصفحة شخصان الآن", "يقرأ هذه الصفحة 3 أشخاص الآن") == "unsettled"
    assert replaced("وسوم: سوريا، دمشق، حلب، جسور", "وسوم: سوريا، دمشق، حلب، طرق") == "unsettled"


def test_a_sentence_of_numbers_waits_unless_it_speaks_of_the_story() -> None:
    told = {
        "سجل الدولار في دمشق {} ليرة للشراء و{} ليرة للمبيع.": "unsettled",
        "انتهى الشوط الأول بتقدم الكرامة {}-{} على تشرين بعد نصف ساعة من بدايته.": "unsettled",
        "وثق فريقنا مقتل {} مدنيا وإصابة {} في عام واحد.": "unsettled",
        "يتوقع الراصد الجوي حرارة من {} إلى {} درجات مع أمطار خفيفة.": "unsettled",
        "يمر فوق الجسر الجديد بين الحي والسوق {} شاحنات وحافلات و{} سيارات كل صباح.": "edit",
        "وبلغ عدد المصابين في الحادث {} أشخاص و{} أطفال.": "edit",
    }
    assert {said: replaced(said.format(17, 40), said.format(19, 41)) for said in told} == told


def test_a_sentence_in_other_words_waits_unless_it_speaks_of_the_story() -> None:
    on_air = "يبث الآن على إذاعتنا برنامج {}."
    assert replaced(on_air.format("صباح الخير يا شام"), on_air.format("حكايات من الأرياف")) == "unsettled"
    said = "شارك أهالي الحي الشرقي في أعمال {}."
    assert replaced(said.format("الجسر الجديد"), said.format("السوق الجديد")) == "edit"


def test_another_address_and_other_headlines_in_one_line_wait() -> None:
    assert replaced("Write to our investigators: tips@nmd.example", "Write to our investigators: desk@nmd.example") == (
        "unsettled"
    )
    news = "سائقو الشاحنات يطلبون طريقا جديدا إلى السوق", "الجسر القديم يغلق أمام الحافلات بعد أن تضررت قواعده"
    for strip in ("{} • {}", "حول الموضوع: {}، و{}"):
        assert replaced(strip.format(*news), strip.format("مجلس المدينة يؤجل اجتماعه", news[1][::-1])) == "unsettled"


def test_words_that_every_text_has_say_nothing_of_the_story() -> None:
    words = "على كافة فيها وفقا الذين كانت ايضا"
    assert _content(words_for_comparison(words)) == frozenset()


def test_what_stands_on_both_pages_was_changed_by_nobody() -> None:
    teaser = line("وزارة النقل تعد بطريق جديد في العام المقبل بعد أن انتهت من دراسة كلفته كاملة.", in_text=False)
    assert kind(page(*STORY, around=[teaser]), page(*STORY, teaser._replace(in_text=True))) == "furniture"
    assert kind(page(*STORY, around=[teaser]), page(*STORY, teaser, around=[teaser])) != "furniture"
    moved = page(STORY[1], STORY[0], *STORY[2:])
    assert kind(page(*STORY), moved) == "edit"


def test_what_waits_are_the_lines_that_nothing_proves() -> None:
    link, call = line("وزارة النقل تعد بطريق جديد", links=1.0), line("كن أول من يعلم")
    verdict = judge_change(page(*STORY), page(*STORY, link, call), nobody_knows)
    assert (verdict.kind, verdict.lines) == ("unsettled", (call,))
    assert kind(page(*STORY), page(*STORY, link, call), knows(call.text)) == "furniture"


def test_words_are_no_proof() -> None:
    honest = "تابعنا القصف على الأحياء من سطح المنزل"
    assert judge_change(page(*STORY), page(*STORY, honest), nobody_knows).kind == "unsettled"


def test_a_change_of_signs_alone_is_an_edit_that_nothing_takes_back() -> None:
    verdict = judge_change(page("-5 درجات"), page("5 درجات"), frozenset)
    assert (verdict.kind, verdict.lines) == ("edit", ())
