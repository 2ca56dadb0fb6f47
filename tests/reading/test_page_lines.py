"""The lines of a page that a reader sees, and what their markup says of them."""

import time

import pytest

from archive.model import PageLine
from archive.reading.extract import read
from tests.support.made_html import STORY, outlet, page, paragraphs, reading

TITLE = "سوق جديدة للخضار في الحي الشرقي"
SHOWN = f"""<nav><a href="/">الرئيسية</a></nav><main><h1>{TITLE}</h1><div class="story-text">{paragraphs(*STORY)}</div>
<ul class="related-posts"><li><a href="/2/">خبر آخر من الحي</a></li></ul></main><footer>جميع الحقوق</footer>"""


def lines(shown: str) -> dict[str, PageLine]:
    return {line.text: line for line in reading(shown).lines}


def test_every_line_a_reader_sees_comes_in_the_order_of_the_page() -> None:
    found = reading(SHOWN).lines
    assert [line.text for line in found] == ["الرئيسية", TITLE, *STORY, "خبر آخر من الحي", "جميع الحقوق"]
    assert [line.tag for line in found] == ["nav", "h1", "p", "p", "p", "p", "li", "footer"]
    assert [line.is_over for line in found] == [True, True] + [False] * 6
    assert [line.in_text for line in found] == [False, False] + [True] * 4 + [False] * 2
    assert [line.mark for line in found] == ["nav", "", "", "", "", "", "related", ""]


def test_cells_and_what_br_parts_are_lines_of_their_own() -> None:
    table = "<table><tr><td>أول<br>ثان</td><td>ثالث <b>وخامس</b></td></tr></table>"
    assert list(lines(table)) == ["أول", "ثان", "ثالث وخامس"]


def test_lines_of_a_cell_that_holds_paragraphs_are_no_cells_of_a_table() -> None:
    laid_out = f"<table><tr><td>{'<br><br>'.join(STORY)}<br>1204 مشاهدة</td></tr><tr><td>وحيدة</td></tr></table>"
    found = lines(laid_out)
    assert {found[line].tag for line in (*STORY, "1204 مشاهدة")} == {"div"}
    assert found["وحيدة"].tag == "td"


def test_a_link_counts_where_it_leads_to_the_outlet() -> None:
    found = lines(
        "<p><a href='/a'>كله رابط</a></p><p>نصف <a href='https://www.sample.example/b'>نصف</a></p>"
        "<p><a href='https://other.example/c'>إلى غيره</a></p><p><a href='//en.sample.example/d'>إنكليزي</a></p>"
        "<p><a href='mailto:a@b.example'>راسلنا</a></p><p><a href='http://[x'>معطوب</a></p><p><a>بلا عنوان</a></p>"
        "<p><a href='javascript:void(0)'>زر</a></p>"
    )
    assert [(line.links, line.leads_to) for line in found.values()] == [
        (1.0, "https://sample.example/a"),
        (0.5, "https://www.sample.example/b"),
        (0.0, ""),
        (1.0, "https://en.sample.example/d"),
        (0.0, ""),
        (0.0, ""),
        (0.0, ""),
        (1.0, ""),
    ]


@pytest.mark.parametrize(
    ("names", "mark"),
    [
        ('class="post-share"', "share"),
        ('class="wp-block RelatedPosts"', "related"),
        ('id="comments"', "comments"),
        ('class="twitter-tweet"', "twitter"),
        ('class="mc4wp newsletter_box"', "newsletter"),
        ('class="breaking-ticker"', "breaking"),
        ('class="kk-star-ratings"', "ratings"),
        ('class="plain" id="weather-box"', "weather"),
        ('class="views-row"', ""),
        ('class="views-field-share"', ""),
        ('class="share-quote"', ""),
        ('class="comment-text"', ""),
        ('class="related-content"', ""),
        ('class="shared-memory-of-a-town"', ""),
        ("", ""),
    ],
)
def test_a_box_is_marked_by_a_name_that_says_what_it_is(names: str, mark: str) -> None:
    found = lines(f"<div class='c'>{paragraphs(*STORY)}<div {names}><section><p>سطر في صندوق</p></section></div></div>")
    assert found["سطر في صندوق"].mark == mark
    assert found[STORY[0]].mark == ""


def test_a_box_that_holds_the_text_is_no_furniture_whatever_its_name() -> None:
    found = lines(f"<body class='comments-open'><article class='post tag-ads share'>{paragraphs(*STORY)}</article>")
    assert {line.mark for line in found.values()} == {""}


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>سر</p>",
        "<div style='color:red; DISPLAY : none'><p>سر</p></div>",
        "<div style='visibility:hidden'><p>سر</p></div>",
        "<div aria-hidden='true'><p>سر</p></div>",
        "<span class='screen-reader-text'>سر</span>",
        "<dialog><p>سر</p></dialog>",
        *(f"<{tag}><div><p>سر</p></div></{tag}>" for tag in ("noscript", "template", "button", "iframe", "audio")),
        "<svg><text>سر</text></svg>",
        "<select><option>سر</option></select>",
        "<textarea>سر</textarea>",
    ],
)
def test_what_nobody_sees_is_in_no_line(hidden: str) -> None:
    for body in ((), ("article",)):
        found = reading(f"<article>{paragraphs(*STORY[:2])}{hidden}{paragraphs(*STORY[2:])}</article>", body=body)
        assert [line.text for line in found.lines] == list(STORY)
        assert found.text == "\n".join(STORY)


@pytest.mark.parametrize("shown", ["display:inline-block", "visibility:visible", "x-display:none-such", "display:flex"])
def test_what_only_looks_hidden_is_seen(shown: str) -> None:
    assert len(lines(f"<div style='{shown}'>{paragraphs(*STORY)}</div>")) == 4


def test_an_article_hidden_until_a_program_shows_it_is_seen() -> None:
    found = reading(f"<h1>{TITLE}</h1><article style='display:none'>{paragraphs(*STORY)}</article><p>سطر آخر</p>")
    assert found.text == "\n".join(STORY)


def test_a_line_that_stands_elsewhere_too_is_of_the_text_where_the_text_is() -> None:
    found = reading(f"<div><p>{STORY[0]}</p></div><hr><article>{paragraphs(*STORY)}</article>", body=("article",)).lines
    assert [(line.is_over, line.in_text) for line in found] == [(True, False)] + [(False, True)] * 4


@pytest.mark.parametrize(
    "made",
    [
        "<div>سطر " * 10_000,
        "<div class=share hidden>" * 2_000 + "سطر" * 9,
        "<p class=share>سطر</p>" * 10_000,
        "<p>" + "سطر طويل " * 100_000,
        "<div style='display:none'>س" * 3_000,
        "<a href=/x>" * 3_000 + "سطر",
        "<p>سطر<br>" * 10_000,
    ],
    ids=["deep", "deep hidden", "many", "long", "nested hidden", "nested links", "broken"],
)
def test_lines_are_bounded_and_their_price_grows_with_the_page(made: str) -> None:
    began = time.process_time()
    found = read(page(f"<html><body>{made}"), outlet())
    assert time.process_time() - began < 9
    assert len(found.lines) <= 3_000
    assert sum(len(line.text) for line in found.lines) <= 1_100_000


def test_no_line_holds_what_cannot_be_written_down() -> None:
    found = read(page("<p>س\x01طر&#0;<a href='/\ud800'>رابط</a> &#xd800;</p>"), outlet()).lines
    for line in found:
        assert f"{line.text}{line.leads_to}".encode()
        assert "\0" not in line.text
