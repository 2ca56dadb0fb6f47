"""Polls and forms for an address of mail are no text; a story round them is."""

from tests.support.made_html import FIRST, SECOND, STORY, paragraphs, reading

CHOICES = "<label><input type=radio>نعم</label><label><input type=radio>لا</label>"
POLL = f"<div class='x9'><p>هل تؤيد القرار الجديد؟</p>{CHOICES}</div>"
MAIL = "<div class='x8'><strong>رسالة الصباح</strong><p>ما يهمك قبل القهوة</p><form><input type=email></form></div>"


def test_a_poll_with_its_question_and_a_form_with_its_promise_are_no_text() -> None:
    for box in (POLL, MAIL):
        shown = f"<h1>سوق جديدة للخضار</h1><div>{paragraphs(FIRST)}{box}{paragraphs(SECOND)}</div>"
        assert reading(shown).text == f"{FIRST}\n{SECOND}"


def test_a_flash_in_one_box_with_a_poll_is_read() -> None:
    assert reading(f"<h1>سوق جديدة للخضار</h1><div>{paragraphs(FIRST)}{POLL}</div>").text == FIRST


def test_a_page_that_lies_whole_in_a_form_with_fields_is_read() -> None:
    fields = "<input type=email><input type=checkbox><input type=checkbox>"
    assert reading(f"<form>{fields}<h1>سوق جديدة للخضار</h1>{paragraphs(*STORY)}</form>").text == "\n".join(STORY)


def test_boxes_in_one_another_go_once() -> None:
    inner = f"<div><p>هل تؤيد القرار الجديد؟</p>{CHOICES}</div>"
    outer = f"<section>{inner}<input type=email></section>"
    assert reading(f"<h1>سوق جديدة للخضار</h1><div>{paragraphs(FIRST)}{outer}{paragraphs(SECOND)}</div>").text == (
        f"{FIRST}\n{SECOND}"
    )
