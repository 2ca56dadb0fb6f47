"""What endless scrolling sets behind an article is no part of its text, whatever the markup; its own headings are."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from archive.reading._other_articles import behind_the_text
from archive.reading._page_walk import SeenLines
from archive.reading.extract import read
from tests.support.made_html import STORY, outlet, page, paragraphs
from tests.support.story_templates import TITLE

NEXT = "افتتاح مكتبة عامة في مدينة نموذجية بعد ترميمها"
OTHER = (
    "افتتحت مديرية الثقافة مكتبة عامة في مدينة نموذجية بعد ترميم استمر أربعة أشهر، وفق ما ذكر مديرها في هذا النص.",
    "وتضم المكتبة قاعة للأطفال وأخرى للمطالعة، وفيها عشرة آلاف كتاب تبرع بها الأهالي خلال العامين الماضيين.",
    "وقال المدير إن المكتبة تفتح أبوابها كل يوم عدا الجمعة، وإن الاشتراك فيها مجاني لطلاب المدارس والجامعات.",
)
OG = f'<meta charset="utf-8"><meta property="og:title" content="{TITLE} - وكالة نموذجية">'
BOXES = {
    "infinite": "<div class='single-post-outer {c}'><article><header><h1 class='s-title'>{}</h1></header>"
    "<div class='e-ct-outer'><div class='entry-content rbct'>{}</div></div></article></div>",
    "flat": "<h1 class='s-title'>{}</h1><div class='entry-content rbct'>{}</div>",
    "flat paragraphs": "<h1 class='s-title'>{}</h1>{}",
    "articles": "<article><h1>{}</h1><div>20 تشرين الثاني 2026</div><div class='text'>{}</div></article>",
    "smaller headline": "<section><div><h{h} class='entry-title'>{}</h{h}></div><div class='text'>{}</div></section>",
}
SELECTORS = {"infinite": ".entry-content", "flat": ".entry-content", "articles": ".text", "smaller headline": ".text"}
WAYS = [(name, selector) for name in BOXES for selector in dict.fromkeys(("", SELECTORS.get(name, "")))]


def page_of(*boxes: str, over: str = "", behind: str = "") -> str:
    return f"<html><head>{OG}</head><body>{over}<main>{''.join(boxes)}</main>{behind}</body></html>"


@pytest.mark.parametrize(("name", "selector"), WAYS, ids=lambda value: value or "generic")
@pytest.mark.parametrize("is_short", [True, False], ids=["short", "long"])
def test_the_next_articles_in_a_page_are_no_text_of_it(name: str, selector: str, is_short: bool) -> None:
    length = 4 if not is_short else 2 if selector else 3
    own = BOXES[name].format(TITLE, paragraphs(*STORY[:length]), h=1, c="activated")
    others = [BOXES[name].format(f"{NEXT} {number}", paragraphs(*OTHER), h=2, c="") for number in range(2)]
    of_outlet = outlet(body=(selector,) if selector else ())
    for over in ("", "<header><h1>وكالة نموذجية</h1></header>"):
        found = read(page(page_of(own, *others, over=over, behind="<footer>جميع الحقوق محفوظة</footer>")), of_outlet)
        assert (found.title, found.text) == (TITLE, "\n".join(STORY[:length]))


HEADINGS = {
    "in the text": "{a}<h1>تفاصيل السوق الجديدة</h1>{b}",
    "in boxes": "<div>{a}</div><div><div><h1>تفاصيل البيع والشراء</h1></div></div><div>{b}</div>",
    "over the text": "<h1>تفاصيل البيع والشراء</h1>{a}{b}",
    "of one class": "{a}<h2 class='head'>تفاصيل البيع والشراء</h2>{b}",
}


LEDES = {"no lede": "", "a lede": paragraphs(OTHER[0]), "a long lede": paragraphs(*OTHER)}


@pytest.mark.parametrize("lede", LEDES)
@pytest.mark.parametrize("kind", HEADINGS)
def test_headings_of_the_text_do_not_end_it(kind: str, lede: str) -> None:
    made = HEADINGS[kind].format(a=paragraphs(*STORY[:2], OTHER[0]), b=paragraphs(*OTHER[1:], *STORY[2:]))
    html = f"<article><h1 class='head'>{TITLE}</h1>{LEDES[lede]}<div class='text'>{made}</div></article>"
    for selectors in ((), (".text",)):
        lines = read(page(page_of(html)), outlet(body=selectors)).text.split("\n")
        assert [line for line in (*STORY, *OTHER) if line not in lines] == []


def test_a_next_article_in_a_box_that_is_made_otherwise_is_known_behind_a_whole_text() -> None:
    own = f"<article><h1>{TITLE}</h1><div class='text'>{paragraphs(*STORY * 3)}</div></article>"
    other = f"<div id='next'><article><h1>{NEXT}</h1><div class='text'>{paragraphs(*OTHER)}</div></article></div>"
    assert read(page(page_of(own, other)), outlet(body=(".text",))).text == "\n".join(STORY * 3)


def test_a_heading_in_the_text_does_not_end_it_behind_a_long_introduction_of_its_own() -> None:
    made = f"<div class='text'>{paragraphs(*STORY)}<h1>بيع وشراء</h1>{paragraphs(*OTHER)}</div>"
    html = page_of(f"<h1 class='head'>{TITLE}</h1><div class='lede'>{paragraphs(*OTHER * 3)}</div>{made}")
    assert "بيع وشراء" in read(page(html), outlet(body=(".text",))).text.split("\n")


def test_headings_in_boxes_of_their_own_do_not_end_the_text_of_the_boxes_between_them() -> None:
    boxes = (
        f"<h1 class='head'>{TITLE}</h1>",
        paragraphs(*OTHER),
        "<h1 class='head'>بيع وشراء</h1>",
        paragraphs(*STORY),
    )
    html = page_of(*(f"<div class='widget'><div>{box}</div></div>" for box in boxes))
    lines = read(page(html), outlet(body=(".widget p",))).text.split("\n")
    assert lines == [*OTHER, *STORY]


def test_a_motto_or_a_section_over_the_headline_ends_nothing() -> None:
    over = f"<div><h1>بريد النموذج صحيفة مستقلة</h1><p>{OTHER[0]}</p><p>{OTHER[1]}</p></div>"
    html = page_of(f"<article><h1>{TITLE}</h1><div class='text'>{paragraphs(*STORY)}</div></article>", over=over)
    assert read(page(html), outlet(body=(".text",))).text == "\n".join(STORY)


def test_sections_of_one_article_that_open_with_headings_as_large_as_its_own_are_its_text() -> None:
    sections = "".join(
        f"<div class='block'><div><h1>{heading}</h1></div><div>{paragraphs(*STORY, *OTHER)}</div></div>"
        for heading in ("أسعار الأسبوع الأول", "ما يقوله الباعة")
    )
    over = f"<header><h1>{TITLE}</h1></header><div class='block'>{paragraphs(*STORY * 3)}</div>"
    text = read(page(page_of(f"<article>{over}{sections}</article>")), outlet()).text
    assert "أسعار الأسبوع الأول" in text
    assert "ما يقوله الباعة" in text


def test_a_second_article_is_left_out_where_headlines_are_h2_and_each_has_its_day() -> None:
    boxes = [
        f"<h2 class='ttl'>{title}</h2><div>{day} تشرين الثاني 2026</div><div>{paragraphs(*lines)}</div>"
        for title, day, lines in ((TITLE, 20, STORY), (NEXT, 19, OTHER))
    ]
    assert read(page(page_of("<hr>".join(boxes))), outlet()).text.split("\n") == [*STORY]


def test_the_short_headings_of_a_page_builder_that_gives_one_class_to_every_heading_end_no_text() -> None:
    heading = "<section><div class='e-widget'><h1 class='e-heading e-size'>{}</h1></div><div>{}</div></section>"
    parts = (("بيع وشراء", STORY), ("ما يقوله الباعة", OTHER))
    sections = "".join(heading.format(title, paragraphs(*lines)) for title, lines in parts)
    own = heading.format(TITLE, paragraphs(*STORY, OTHER[0]))
    text = read(page(page_of(f"<div class='e-page'>{own}{sections}</div>")), outlet()).text
    assert OTHER[2] in text


def test_a_heading_of_an_article_that_stands_under_a_logo_in_h1_does_not_end_it() -> None:
    logo = "<div class='brand'><h1 class='site-title'><a href='/'>وكالة نموذجية للأنباء</a></h1></div>"
    parts = f"<h1>عن السوق</h1><div>{paragraphs(*STORY)}<h1>سيرة السوق القديمة</h1>{paragraphs(*OTHER)}</div>"
    head = "<head><title>عن السوق | وكالة نموذجية للأنباء</title></head>"
    html = f"<html>{head}<body>{logo}<article>{parts}</article></body></html>"
    assert OTHER[2] in read(page(html), outlet()).text


def test_a_section_whose_heading_is_made_like_the_headline_is_of_the_text_where_it_has_no_day() -> None:
    head, section = f"<h2 class='ttl'>{TITLE}</h2>", "<h2 class='ttl'>عن السوق القديمة</h2>"
    shown = f"{head}<div>{paragraphs(*STORY[:2])}</div>{section}<div>{paragraphs(*STORY[2:])}</div>"
    assert STORY[3] in read(page(page_of(shown)), outlet()).text


def test_a_heading_of_other_articles_in_the_middle_of_a_block_says_nothing_of_the_text_before_it() -> None:
    text = f"<h3>{TITLE}</h3><div>{'<br>'.join(STORY)}<br><b>اقرأ أيضًا :</b><br><a href='/2'>سوق أخرى</a></div>"
    walked = SeenLines(LexborHTMLParser(text), "https://sample.example/1", ())
    assert list(behind_the_text(walked, [TITLE])) == []


# The first story may be short, and have the subject of the second in its headline.
FIRST_HEADLINES = {
    "h1": "<h1>{}</h1>",
    "h2 of a class": "<h2 class='ttl'>{}</h2>",
    "unmarked": "<table><tr><td><span id=lbl>{}</span></td></tr></table>",
}
SECOND_BOXES = {
    "dated": "<h1>{t}</h1><time>18 نوفمبر 2026</time>{p}",
    "dated in a box": "<div class=next><div><h1>{t}</h1><div>18 تشرين الثاني 2026</div><div>{p}</div></div></div>",
    "in an article": "<div class=infinite><article class=post><h1>{t}</h1><div>{p}</div></article></div>",
}


@pytest.mark.parametrize("first", FIRST_HEADLINES)
@pytest.mark.parametrize("second", SECOND_BOXES)
@pytest.mark.parametrize("around", ["{}{}", "<div class=stream>{}{}</div>", "<section>{}</section>{}"])
@pytest.mark.parametrize("length", [1, 4])
def test_a_second_article_is_known_by_its_day_or_its_element_whatever_stands_in_its_headline(
    first: str, second: str, around: str, length: int
) -> None:
    alike = " ".join((*TITLE.split()[len(TITLE.split()) // 2 :], "يثير", "جدلا", "واسعا", "بين", "الأهالي"))
    own = f"<div>{FIRST_HEADLINES[first].format(TITLE)}<p>20 تشرين الثاني 2026</p>{paragraphs(*STORY[:length])}</div>"
    found = read(
        page(page_of(around.format(own, SECOND_BOXES[second].format(t=alike, p=paragraphs(*OTHER))))), outlet()
    )
    assert (found.title, found.text) == (TITLE, "\n".join(STORY[:length]))
