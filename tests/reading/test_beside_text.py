"""What was found outside of the box of a text: labels, buttons and a ticker go, a story's own words stay."""

import pytest

from tests.support.made_html import STORY, paragraphs, reading

HEADING = "<h1>سوق جديدة للخضار في الحي الشرقي</h1>"
TICKER = "أعلنت بلدية متخيلة أن الطريق الجنوبي سيغلق يومين كاملين لإصلاح الجسر القديم"
OVER = {
    "labels": "<div><label>تاريخ الخبر:</label> <span>21/11/2026</span> <label>القراءات:</label> <span>77</span></div>",
    "a ticker": f"<div><strong>عاجل</strong> <span>{TICKER}</span></div>",
    "a row of tools": "<div><span>37</span><span>احفظه</span><span>أرسله</span></div>",
}
BEHIND = {
    "a button": "<div><span>تم النسخ</span></div>",
    "the way back": '<div><a href="/news">عودة إلى الأخبار</a></div>',
    "a name and a button": '<div><span>بريد النموذج على تلغرام</span><a href="https://t.me/s">تابع</a></div>',
    "short texts side by side": "<div><span>أسعار يومية في جيبك</span><span>برسالة قصيرة عبر الرقم 0000</span></div>",
}


def read_beside(over: str, behind: str) -> list[str]:
    return reading(f"{HEADING}{over}<div class='z1'>{paragraphs(*STORY)}</div>{behind}").text.split("\n")


@pytest.mark.parametrize("kind", OVER)
def test_what_a_theme_sets_over_a_text_is_none(kind: str) -> None:
    assert read_beside(OVER[kind], "") == [*STORY]


@pytest.mark.parametrize("kind", BEHIND)
def test_what_a_theme_sets_behind_a_text_is_none(kind: str) -> None:
    assert read_beside("", BEHIND[kind]) == [*STORY]


def test_the_name_of_a_table_of_contents_is_no_text() -> None:
    contents = '<div><span>محتوى المقال</span><a href="#a">البداية</a><a href="#b">ما بعدها</a></div>'
    shown = f"<div>{contents}{paragraphs(*STORY[:2])}<h2 id='a'>البداية</h2>{paragraphs(*STORY[2:])}</div>"
    assert reading(HEADING + shown).text.split("\n") == [*STORY[:2], "البداية", *STORY[2:]]


def test_the_last_short_words_in_the_box_of_a_text_are_of_it() -> None:
    lines = (*STORY, "(يتبع غدًا)")
    assert reading(f"{HEADING}<div>{paragraphs(*lines)}</div>").text.split("\n") == [*lines]


def test_a_correction_behind_a_text_is_of_it() -> None:
    correction = "تصحيح: ورد في نسخة سابقة أن عدد الباعة سبعون، والصحيح ستون."
    assert read_beside("", f"<div>{correction}</div>")[-1] == correction
