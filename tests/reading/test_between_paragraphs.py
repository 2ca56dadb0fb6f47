"""What themes and editors set between the paragraphs of a text and behind them, and a second text in its box."""

import pytest

from archive.reading._boilerplate import clean_lines
from tests.support.made_html import FIRST, FOURTH, SECOND, STORY, THIRD, paragraphs, reading

LINK = '<a href="/2">إعادة فتح الطريق بين البلدتين بعد إصلاحه</a>'
OTHER = '<a href="/3">فرق الصيانة تعيد المياه إلى الأحياء الغربية</a>'
HEAD = "<h1>سوق جديدة للخضار في الحي الشرقي</h1>"
SENTENCE = "أعادت ورشات البلدية فتح الطريق بين البلدتين أمام السيارات بعد أعمال دامت عشرة أيام متواصلة."


@pytest.mark.parametrize(
    "set_between",
    [
        f"<h6>{LINK}</h6>",
        f"<p>⬅️ {LINK}</p>",
        f"<div><b>مواضيع مرتبطة</b></div><div>{LINK}</div><div>{OTHER}</div>",
        f"<p><strong>موضوع ذو صلة:</strong></p><p>{LINK}</p>",
        "<p>تابع القراءة بعد الإعلان</p>",
    ],
)
def test_links_to_other_articles_between_paragraphs_are_no_text(set_between: str) -> None:
    body = f"<div class='x'>{paragraphs(FIRST, SECOND)}{set_between}{paragraphs(THIRD, FOURTH)}</div>"
    assert reading(HEAD + body).text == "\n".join(STORY)


def test_a_card_with_a_label_before_its_link_is_a_card() -> None:
    card = f"<div class='box my'><span>في السياق</span>%s<p>{SENTENCE}</p></div>"
    body = paragraphs(FIRST) + card % LINK + paragraphs(SECOND, THIRD) + card % OTHER + paragraphs(FOURTH)
    assert reading(f"{HEAD}<div class='x'>{body}</div>").text == "\n".join(STORY)


@pytest.mark.parametrize("heading", ["التعليقات (2)", "آراء القراء", "3 ردود على «سوق جديدة للخضار»", "تعليقات الزوار"])
def test_what_readers_say_behind_a_text_goes_with_its_heading(heading: str) -> None:
    said = "كلام صحيح والله يعين الناس على ما هم فيه من تعب وغلاء لا ينتهي."
    assert clean_lines([*STORY, heading, "سعيد", said, "رد"], "", ()).lines == STORY


def test_comments_that_a_story_speaks_of_do_not_end_it() -> None:
    lines = (FIRST, "التعليقات", *STORY[1:])
    assert clean_lines(lines, "", ()).lines[-1] == FOURTH


def test_a_second_headline_of_the_same_class_in_the_box_of_the_text_opens_another_article() -> None:
    second = f"<div class='inf'><h1 class='s-title'>فرق الصيانة تعيد المياه</h1>{paragraphs(*[SENTENCE] * 4)}</div>"
    body = f"<div class='entry-content'>{paragraphs(*STORY, *STORY)}{second}</div>"
    head = HEAD.replace("<h1>", "<h1 class='s-title fw'>")
    found = reading(f"<article>{head}{body}</article>", "<title>سوق جديدة للخضار في الحي الشرقي</title>")
    assert SENTENCE not in found.text
    assert FOURTH in found.text


@pytest.mark.parametrize(
    "line",
    [
        *("من نحناتصل بنا", "طباعة | أرسل لصديق | حفظ | تكبير الخط + -", "أعجبني (12) لم يعجبني (3)"),
        *("« الخبر السابق الخبر التالي »", "غرفة الأخبار", "بريد المسار – جميع الحقوق محفوظة"),
        "يرجى الالتزام بآداب الحوار، وتحتفظ الإدارة بحق حذف أي تعليق مسيء.",
        "المسار صحيفة إلكترونية مستقلة تأسست عام 2014 وتعنى بالشأن المحلي على مدار الساعة.",
    ],
)
def test_a_line_of_tools_links_or_rules_is_no_text(line: str) -> None:
    assert clean_lines([*STORY, line], "", ()).lines == STORY


@pytest.mark.parametrize("heading", ["أخبار مشابهة", "آراء القراء"])
def test_a_box_behind_a_flash_that_opens_with_such_a_heading_is_of_it_with_its_sentences(heading: str) -> None:
    box = f"<div><h3>{heading}</h3>{paragraphs(SENTENCE, SENTENCE.replace('عشرة', 'تسعة'))}</div>"
    assert reading(f"{HEAD}<div>{paragraphs(FIRST)}</div>{box}").text == FIRST


def test_a_text_whose_box_opens_with_a_link_to_another_stays() -> None:
    body = f"<div class='x'><h4>اقرأ أيضا</h4><p>{LINK}</p>{paragraphs(*STORY)}</div>"
    assert reading(HEAD + body).text.endswith(FOURTH)
