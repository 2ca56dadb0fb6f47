"""What was found outside of the box named for the text, or over the headline, is no text; an opening is."""

import pytest

from tests.support.made_html import FIRST, SECOND, STORY, paragraphs, reading

TITLE = "سوق جديدة للخضار في الحي الشرقي من المدينة"
HEAD = f"<title>{TITLE} - بريد النموذج</title>"
HEADLINE = f"<h1>{TITLE}</h1>"
OTHER = "وتوقع خبراء في الزراعة أن يتراجع إنتاج الزيتون هذا الموسم بسبب الجفاف الذي ضرب المحافظة لعام ثان."
COLUMN = f"<div class='x3'><h3>رأي</h3><p>{OTHER}</p><p>{OTHER[:-1]} أيضًا.</p></div>"
NAMES = ("entry-content", "td-post-content", "field--name-body", "itemFullText", "elementor-widget-theme-post-content")


@pytest.mark.parametrize("name", NAMES)
def test_a_column_longer_than_a_flash_is_no_text_beside_a_box_named_for_it(name: str) -> None:
    shown = f"<div>{HEADLINE}<div class='{name}'>{paragraphs(FIRST)}</div></div>{COLUMN}"
    assert reading(shown, head=HEAD).text == FIRST


def test_the_innermost_of_boxes_named_so_counts() -> None:
    tools = "<div class='m'>سامر الحامد</div>"
    text = f"<div class='entry-content'>{paragraphs(FIRST)}</div>"
    shown = f"<article class='post-content'>{HEADLINE}{tools}{text}</article>{COLUMN}"
    assert reading(shown, head=HEAD).text == FIRST


def test_an_opening_between_headline_and_box_is_text() -> None:
    shown = f"<div>{HEADLINE}<p>{FIRST}</p><div class='entry-content'>{paragraphs(*STORY[1:])}</div></div>"
    assert reading(shown, head=HEAD).text == "\n".join(STORY)


def test_of_several_boxes_named_so_none_is_believed() -> None:
    boxes = "".join(f"<div class='entry-content'>{paragraphs(line)}</div>" for line in STORY)
    assert reading(f"<div>{HEADLINE}{boxes}</div>", head=HEAD).text == "\n".join(STORY)


def test_sentences_over_the_headline_are_no_text() -> None:
    over = f"<div class='hot'><b>عاجل</b><p>{OTHER}</p></div>"
    shown = f"{over}<div>{HEADLINE}<div class='x5'>{paragraphs(FIRST, SECOND)}</div></div>"
    assert reading(shown, head=HEAD).text == f"{FIRST}\n{SECOND}"


def test_a_text_over_a_line_that_says_the_headline_again_is_text() -> None:
    shown = f"<div>{paragraphs(*STORY)}</div><p>{TITLE}</p>"
    assert reading(shown, head=HEAD).text == "\n".join(STORY)


def test_a_flash_in_a_page_laid_out_by_tables_is_a_line_without_the_bars_of_a_table() -> None:
    side = f"<td><b>رأي</b><p>{OTHER}</p></td>"
    told = f"<tr><td><span>{TITLE}</span></td></tr><tr><td><div>{paragraphs(FIRST)}</div></td></tr>"
    shown = f"<form><table><tr>{side}<td><table>{told}</table></td></tr></table></form>"
    found = reading(shown, head=HEAD)
    assert (found.title, found.text) == (TITLE, FIRST)


def test_a_flash_in_a_box_called_after_comments_is_read_and_not_the_column_beside_it() -> None:
    told = f"<div class='comments'>{paragraphs(FIRST)}</div>"
    column = (
        f"<div class='sidebar'><p><a href='/1'>خبر آخر عن الطريق الجديدة في البلدة</a></p><p>{OTHER[:80]}</p></div>"
    )
    assert reading(f"{HEADLINE}<div>{told}</div>{column}", head=HEAD).text == FIRST
