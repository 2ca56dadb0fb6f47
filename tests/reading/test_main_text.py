"""Where the text of a page is: the outlet's selectors, the page without its menus, the page as it came."""

from datetime import date

import pytest

from archive.reading.extract import read
from tests.support.made_html import FIRST, STORY, outlet, page, paragraphs, reading


def test_the_outlets_selector_is_the_first_strategy() -> None:
    found = reading(
        f"<div class='story'>{paragraphs(*STORY)}</div><div>{paragraphs('خبر آخر')}</div>", body=("div.story",)
    )
    assert (found.text, found.strategy) == ("\n".join(STORY), "selector")


def test_a_selector_of_paragraphs_and_one_of_their_box_yield_the_same() -> None:
    made = f"<div class='story'>{paragraphs(*STORY)}</div>"
    assert reading(made, body=(".story > p",)).text == reading(made, body=(".story",)).text


def test_a_selector_that_finds_almost_nothing_gives_way_to_the_generic_strategy() -> None:
    found = reading(f"<div class='story'>موجز</div><article>{paragraphs(*STORY)}</article>", body=("div.story",))
    assert (found.text, found.strategy) == ("\n".join(STORY), "generic")


def test_text_that_stands_in_what_looks_like_machinery_is_found_on_the_raw_strategy() -> None:
    found = reading(f"<header><div>{paragraphs(*STORY)}</div></header>")
    assert (found.text, found.strategy) == ("\n".join(STORY), "raw")


def test_a_page_wrapped_whole_in_a_form_is_read() -> None:
    found = reading(
        f"<form><input type=hidden name=__VIEWSTATE value=x><h1>عنوان</h1><div>{paragraphs(*STORY)}</div></form>"
    )
    assert found.text == "\n".join(STORY)


def test_a_table_portal_in_windows_1256_with_paragraphs_parted_by_br_is_read() -> None:
    menu = "<td><a href=1>محليات</a><br><a href=2>رياضة</a></td>"
    rows = ("<b>سوق جديدة للخضار في الحي الشرقي</b>", "الثلاثاء 17 من تشرين الثاني 2026", "<br><br>".join(STORY))
    story = "".join(f"<tr><td>{row}</td></tr>" for row in rows)
    made = f"<html><title>بوابة</title><table><tr>{menu}<td><table>{story}</table></td></tr></table>"
    found = read(page(made.encode("cp1256")), outlet())
    assert found.text == "\n".join(STORY)
    assert found.title == "سوق جديدة للخضار في الحي الشرقي"
    assert found.published is not None
    assert (found.published.day, found.published.source) == (date(2026, 11, 17), "text")


@pytest.mark.parametrize("word", ["القـ.ـوات", "الاستعـ.ـدادات", "مُحَمَّدٌ", "الرقـــة", "١٢٣", "أ\u0627\u0655", "ﻻ"])
@pytest.mark.parametrize("strategy", ["selector", "generic"])
def test_letters_of_the_text_stay_as_they_were_written(word: str, strategy: str) -> None:
    body = ("article",) if strategy == "selector" else ()
    found = reading(
        f"<article>{paragraphs(*STORY, f'وجاء في الخبر كلمة {word} كما هي من غير تغيير.')}</article>", body=body
    )
    assert found.strategy == strategy
    assert word in found.text


HEAD = '<meta property="og:description" content="{}">'


def body_of(shown: str, description: str) -> tuple[str, ...]:
    html = f"<html><head>{HEAD.format(description)}</head><body>{shown}</body></html>"
    return tuple(read(page(html), outlet()).text.split("\n"))


def test_a_lede_set_apart_from_the_text_and_named_as_description_comes_first() -> None:
    shown = (
        f"<h1>سوق جديدة للخضار</h1><div class='summary'>{FIRST}</div><div class='text'>{paragraphs(*STORY[1:])}</div>"
    )
    assert body_of(shown, FIRST) == STORY
    assert body_of(shown, f"{FIRST[:70]}…") == STORY


def test_a_description_that_only_machines_see_is_no_text() -> None:
    shown = f"<h1>سوق جديدة للخضار</h1><article>{paragraphs(*STORY)}</article>"
    assert body_of(shown, "وصف كتبه محرر الموقع لمحركات البحث وحدها ولا يراه أحد من قراء هذه الصفحة المصنوعة") == STORY
    assert body_of(shown, FIRST) == STORY
