"""A page made inert keeps its text and its look, and nothing in it runs, loads, connects or leads away."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from archive.reading.inert_page import DROPPED, KEPT_ATTRIBUTES, inert

HTML = "text/html; charset=utf-8"
PAGE = """<!DOCTYPE html><html lang="ar" dir="rtl" onload="x()"><head><meta charset="utf-8"><base href="//e.example/">
<link rel="stylesheet" href="/a.css"><link rel="preconnect" href="//e.example"><script src="/a.js"></script>
<style>p { color: red }</style></head><body background="/b.png" class="page"><!-- note -->
<h1 style="color:blue">عنوان</h1>
<p>نصّ <a href="https://e.example/x?a=1&amp;b=2" ping="/p" target="_top">رابط</a> <a href="#x" title="هنا">آخر</a></p>
<img src="/1.jpg" alt="صورة"><img src="data:image/png;base64,AAAA"><iframe srcdoc="<p>x"></iframe>
<svg viewBox="0 0 9 9"><path d="M1 1" fill="url(//e.example/f)" stroke="url(#g)"/><use href="/s.svg#a"/></svg>
<video autoplay src="/v.mp4"></video>
<form action="/f"><input autofocus name="q"><button formaction="/g">أرسل</button></form>
<table border="1"><tr><td colspan="2">خلية</td></tr></table></body></html>"""


def test_text_and_look_stay_and_what_was_taken_out_is_counted() -> None:
    page = inert(PAGE.encode(), HTML)
    tree = LexborHTMLParser(page.html)
    assert (page.scripts, page.frames, page.media, page.pictures, page.styles) == (1, 1, 1, 1, 1)
    for kept in ("<style>p { color: red }</style>", 'style="color:blue"', 'class="page"', 'colspan="2"', 'dir="rtl"'):
        assert kept in page.html
    assert [node.text() for node in tree.css("h1")] == ["عنوان"]
    assert [node.attributes.get("title") for node in tree.css("a")] == ["https://e.example/x?a=1&b=2", "هنا"]
    assert [node.attributes.get("src") for node in tree.css("img")] == [None, "data:image/png;base64,AAAA"]
    assert [node.attributes for node in tree.css("path")] == [{"d": "M1 1", "stroke": "url(#g)"}]


def test_no_element_and_no_attribute_stays_that_is_not_named() -> None:
    tree = LexborHTMLParser(inert(PAGE.encode(), HTML).html)
    nodes = [node for node in tree.css("*") if node.tag != "meta"]
    assert {node.tag for node in nodes} & set(DROPPED) == set()
    named = {name.lower() for node in nodes for name in node.attributes}
    assert named - KEPT_ATTRIBUTES == {"src"}
    leading = {"href", "xlink:href", "srcset", "ping", "action", "formaction", "background", "autofocus", "target"}
    assert named & leading == set()
    assert [node.attributes for node in tree.css("meta")] == [{"name": "color-scheme", "content": "light only"}]
    assert "note" not in tree.html if tree.html else False


@pytest.mark.parametrize(
    "body",
    [
        '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
        '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
        '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
        '<template><script>alert(1)</script></template><select><template><img src=x onerror=alert(1)>',
        '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
        '<noembed><img title="</noembed><img src onerror=alert(1)>"></noembed>',
        '<title><a id="</title><img src=x onerror=alert(1)>"></title>',
        '<xmp><a id="</xmp><img src=x onerror=alert(1)>"></xmp>',
    ],
)  # fmt: skip
def test_what_a_parser_makes_of_it_a_second_time_holds_no_handler_either(body: str) -> None:
    tree = LexborHTMLParser(inert(body.encode(), HTML).html)
    named = {name for node in tree.css("*") for name in node.attributes}
    assert {name for name in named if name.startswith("on") or name in ("href", "srcset")} == set()
    assert tree.css("script, template, noscript") == []


@pytest.mark.parametrize(
    ("body", "doctype"),
    [
        (b"<!DOCTYPE html><p>a", "<!DOCTYPE html>"),
        (b"<p>a", ""),
        (b"\n<!-- x --><!doctype HTML PUBLIC '-//W3C//DTD HTML 4'><p>a", "<!doctype HTML PUBLIC '-//W3C//DTD HTML 4'>"),
        (b"<p>a<!DOCTYPE html>", ""),
    ],
)  # fmt: skip
def test_a_browser_lays_it_out_by_the_doctype_it_came_with(body: bytes, doctype: str) -> None:
    assert inert(body, HTML).html.partition("<meta")[0] == doctype


@pytest.mark.parametrize(
    "body",
    [
        "\ufeff<p>عادت المياه".encode(),
        "\ufeff\ufeff<p>عادت المياه".encode("utf-16-le"),
        "<p>عادت المياه إلى الحي".encode("cp1256"),
        "<meta charset=utf-7><p>عادت المياه +ADw-script+AD4-".encode(),
        b"<p>\xd8\xb9\xd8\xa7\xd8\xaf\xd8\xaa \xff\xfe \xd8\xa7\xd9\x84\xd9\x85\xd9\x8a\xd8\xa7\xd9\x87",
    ],
)
def test_whatever_charset_it_came_in_it_is_text_without_a_byte_order_mark(body: bytes) -> None:
    html = inert(body, HTML).html
    assert "عادت" in html
    assert "\ufeff" not in html
    assert "<script" not in html


@pytest.mark.parametrize(
    "body", [b"", b"\x00", b"<", b"<!--", b"\xff\xfe", b"<plaintext><script>", b"<frameset><frame src=x>"]
)
def test_pages_that_are_hardly_any_are_made_inert_too(body: bytes) -> None:
    assert inert(body, HTML).html.startswith("<meta")
