"""Pages mangled in every way are read and judged without a failure, and what is read of them can be written down."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.exchange import Hint, Page
from archive.identity.urls import LONGEST_ADDRESS, is_web_address
from archive.reading._titles import LONGEST_TITLE
from archive.reading.charset import decode
from archive.reading.extract import LONGEST_TEXT, read
from archive.reading.quality_gate import judge
from tests.support.made_html import ADDRESS, SEEN, STORY, outlet, page, paragraphs
from tests.support.mangled_bytes import TOKENS, mangled, odd_texts
from tests.support.property_rounds import cpu_seconds

TITLE = "سوق جديدة للخضار في الحي الشرقي"
LD = {
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": "2026-11-20T10:00:00+03:00",
    "author": {"name": "أحمد العلي"},
    "image": {"url": "https://sample.example/a.jpg", "caption": "السوق"},
}
HEAD = f"""<title>{TITLE} - بريد النموذج</title><meta property="og:title" content="{TITLE}">
<meta property="og:image" content="/b.jpg"><link rel="canonical" href="{ADDRESS}">
<meta property="article:published_time" content="2026-11-20T10:00:00+03:00"><meta name="author" content="ليلى">"""
SHOWN = f"""<header><time datetime="2026-11-21">اليوم</time></header><article><h1>{TITLE}</h1>
<p class="date">20 تشرين الثاني 2026 - 10:30</p><figure><img src="/a.jpg"><figcaption>السوق</figcaption></figure>
{paragraphs(*STORY)}<p>المصدر: سانا</p></article><aside><a href="/2/">خبر آخر</a></aside>"""


def document(ld: str, head: str = HEAD, shown: str = SHOWN, lang: str = "ar") -> str:
    script = f'<script type="application/ld+json">{ld}</script>'
    head = f'<head><meta charset="utf-8">{script}{head}</head>'
    return f'<!doctype html><html lang="{lang}">{head}<body>{shown}</body></html>'


WHOLE = document(json.dumps(LD, ensure_ascii=False))
# One telling way, none of the page's own rules: generic reading, and reading by a selector.
OUTLETS = (outlet(), outlet(body=("article",), drop=("aside",), junk_lines=("المصدر",)))


def read_and_judged(served: Page, number: int) -> str:
    with cpu_seconds(10):
        found = read(served, OUTLETS[number])
        reason = judge(served, found, OUTLETS[number])
    published = found.published
    texts = [found.title, found.text, found.credit, found.lang, found.canonical, found.strategy, found.held, reason]
    texts += [found.image, found.image_caption, *found.authors, published.source if published else ""]
    for text in texts:
        text.encode()
        assert "\0" not in text
    assert len(found.title) <= LONGEST_TITLE
    assert len(found.text) <= LONGEST_TEXT
    assert not is_web_address(found.canonical) or len(found.canonical) <= LONGEST_ADDRESS
    assert sum(map(len, (found.image, found.image_caption, found.credit, *found.authors))) < 20_000
    assert published is None or 2000 <= published.day.year <= SEEN.year
    return found.text


def test_what_is_mangled_below_is_read_when_it_is_whole() -> None:
    for number in (0, 1):
        text = read_and_judged(page(WHOLE), number)
        assert all(line in text for line in STORY)


@given(mangled([WHOLE.encode()]), st.sampled_from((0, 1)), st.sampled_from(("utf-8", "utf-8", "cp1256", "utf-16")))
def test_a_mangled_page_is_read_and_judged_and_can_be_written_down(body: bytes, number: int, charset: str) -> None:
    read_and_judged(
        page(body.decode("utf-8", "replace").encode(charset, "replace") if charset != "utf-8" else body), number
    )


VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | odd_texts(TITLE, "2026-11-20T10:00:00+03:00", "/a.jpg"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from((*LD, "name", "url", "@id", "@graph", "caption")), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from((*LD, "@graph", "mainEntity")), VALUE, max_size=4), st.sampled_from((0, 1)))
def test_whatever_a_page_claims_of_itself_is_no_failure(claims: dict[str, object], number: int) -> None:
    text = read_and_judged(page(document(json.dumps(LD | claims).replace("</", "<\\/"))), number)
    assert STORY[1] in text


@given(
    odd_texts(TITLE, "20 تشرين الثاني 2026", "&#1582;"),
    odd_texts(ADDRESS, "ar-SY"),
    st.sampled_from((0, 1)),
    odd_texts(TITLE),
)
def test_any_text_in_any_place_of_a_page_can_be_written_down(text: str, address: str, number: int, hinted: str) -> None:
    html = WHOLE.replace("أحمد العلي", json.dumps(text)[1:-1]).replace("ليلى", text).replace(ADDRESS, address)
    html = html.replace("20 تشرين الثاني 2026 - 10:30", text).replace('lang="ar"', f'lang="{address}"')
    read_and_judged(page(html.replace("السوق", text), hint=Hint(title=hinted, published=text)), number)


@given(st.lists(st.sampled_from((*TOKENS, *(line.encode() for line in STORY))), max_size=30).map(b"".join))
def test_any_bytes_become_text_without_surrogate_or_nul(body: bytes) -> None:
    for charset in ("", "text/html; charset=asmo-708", "text/html; charset=utf-16", "text/html; charset=" + "x" * 99):
        found = decode(body, charset)
        found.text.encode()
        assert "\0" not in found.text


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256"])
@given(
    st.lists(st.sampled_from(STORY), min_size=1, max_size=4), st.sampled_from(("utf-8", "windows-1256", "iso-8859-1"))
)
def test_an_arabic_page_is_read_in_the_charset_of_its_bytes(charset: str, lines: list[str], declared: str) -> None:
    html = f'<html><meta charset="{declared}"><body>{paragraphs(*lines)}</body></html>'
    # Half a word of harakat and quotation marks has no place in windows-1256.
    html = html.encode(charset, "ignore").decode(charset)
    assert decode(html.encode(charset), f"text/html; charset={declared}").text == html
