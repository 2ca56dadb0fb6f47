"""The fourth way to a text: it brings back what three ways lost, and makes nothing of what stands beside a flash."""

import json

from selectolax.lexbor import LexborHTMLParser

from archive.model import Reading
from archive.reading._lines_aside import story_letters
from archive.reading._page_walk import SeenLines
from tests.support.made_html import FIRST, SECOND, STORY, paragraphs, reading

TITLE = "سوق جديدة للخضار في الحي الشرقي"
HEAD = f"<title>{TITLE} - بريد النموذج</title>"
# Written for these tests.
OTHER = "ويقول مزارعون في وادٍ متخيل إن موسم الزيتون هذا العام أفضل من سابقه بكثير رغم قلة الأمطار."
CARD = '<div class="card"><a href="/{n}"><h3>مزارعون ينتظرون الموسم {n}</h3></a><p>دمشق - نموذج: {text}</p></div>'


def of(shown: str) -> Reading:
    return reading(shown, head=HEAD)


def cards(number: int) -> str:
    return "".join(CARD.format(n=n, text=OTHER) for n in range(number))


def test_a_body_named_after_what_is_no_text_is_found_under_its_heading() -> None:
    side = f'<div class="sidebar"><p>{OTHER}</p></div>'
    found = of(f'<h1>{TITLE}</h1><div id="comments-wrapper">{paragraphs(*STORY)}</div>{side}')
    assert (found.text, found.strategy) == ("\n".join(STORY), "fallback")


def test_cards_of_sentences_beside_a_flash_make_it_no_longer() -> None:
    found = of(f'<div class="main"><h1>{TITLE}</h1><div>{paragraphs(FIRST)}</div></div><div>{cards(6)}</div>')
    assert found.text == FIRST


def test_a_page_that_a_program_shows_is_read_from_what_the_program_is_given() -> None:
    state = json.dumps({"props": {"article": {"title": TITLE, "body": paragraphs(*STORY)}}}, ensure_ascii=False)
    found = of(f'<div id="app"></div><script id="__NEXT_DATA__" type="application/json">{state}</script>')
    assert (found.text, found.strategy) == ("\n".join(STORY), "fallback")


def test_a_program_s_words_are_no_text_where_the_page_shows_one() -> None:
    state = json.dumps({"footer": {"text": " ".join([OTHER] * 9)}}, ensure_ascii=False)
    given = f'<script type="application/json">{state}</script>'
    found = of(f"<h1>{TITLE}</h1><article>{paragraphs(FIRST, SECOND)}</article>{given}")
    assert found.text == f"{FIRST}\n{SECOND}"


def test_a_menu_however_long_is_no_text() -> None:
    menu = "".join(f'<td><a href="/s{n}">قسم من أقسام الموقع المصنوع للاختبار برقم {n}</a></td>' for n in range(90))
    found = of(f"<table><tr>{menu}</tr></table><table><tr><td>{TITLE}</td></tr><tr><td>{FIRST}</td></tr></table>")
    assert found.text == FIRST


def test_a_line_said_twice_counts_once_of_what_was_found() -> None:
    page = SeenLines(LexborHTMLParser(f"{paragraphs(FIRST, SECOND, FIRST)}"), "https://sample.example/1", ())
    assert story_letters(page, [FIRST]) == sum(map(str.isprintable, FIRST.replace(" ", "")))
