"""One made story in the templates of common systems: a headline, what stands over the text, the text, what follows.

`TEMPLATES` are functions of a title, the body's markup, and the markup over and after it; `SELECTORS` name the body of
each as an outlet's file would.
"""

import re
from collections.abc import Callable

from tests.support.made_html import STORY, paragraphs
from tests.support.whole_suite import WHOLE

TITLE = "سوق جديدة للخضار في الحي الشرقي"
MENU = '<a href="/">الرئيسية</a> <a href="/news">أخبار</a> <a href="/sport">رياضة</a>'
DATE = "20 تشرين الثاني 2026"
END = "جميع الحقوق محفوظة © 2026"
Template = Callable[..., str]


def _document(title: str, shown: str) -> str:
    head = f'<meta charset="utf-8"><title>{title} - بريد النموذج</title><meta property="og:title" content="{title}">'
    return f'<!doctype html><html lang="ar" dir="rtl"><head>{head}</head><body>{shown}</body></html>'


def wordpress(body: str, over: str = "", after: str = "", title: str = TITLE, shown: str = TITLE) -> str:
    return _document(
        title,
        f'<header><nav>{MENU}</nav></header><main><article class="post hentry tag-market"><header class="entry-header">'
        f'<h1 class="entry-title">{shown}</h1><div class="entry-meta"><span>مازن الخطيب</span> <time>{DATE}</time>'
        f'</div></header>{over}<div class="entry-content">{body}</div>{after}</article></main><footer>{END}</footer>',
    )


def elementor(body: str, over: str = "", after: str = "", title: str = TITLE, shown: str = TITLE) -> str:
    return _document(
        title,
        f'<div class="menu">{MENU}</div><div class="elementor"><div class="elementor-widget-heading"><h1>{shown}</h1>'
        f'</div><div class="elementor-post-info"><span>مازن الخطيب</span><span>{DATE}</span></div>{over}'
        f'<div class="elementor-widget-theme-post-content"><div class="elementor-widget-container">{body}</div></div>'
        f'<div class="elementor-after">{after}</div></div><div class="foot">{END}</div>',
    )


def aspx(body: str, over: str = "", after: str = "", title: str = TITLE, shown: str = TITLE) -> str:
    rows = (f'<span id="lbl">{shown}</span>', DATE, over, f'<div id="divBody">{body}</div>', after)
    table = "".join(f"<tr><td>{row}</td></tr>" for row in rows)
    menu = MENU.replace("> <", "><br><")
    return _document(
        title, f'<form method="post"><table><tr><td>{menu}</td><td><table>{table}</table></td></tr></table></form>'
    )


def drupal(body: str, over: str = "", after: str = "", title: str = TITLE, shown: str = TITLE) -> str:
    return _document(
        title,
        f'<div class="region-header">{MENU}</div><h1 class="page-title">{shown}</h1><div class="node node-news">{over}'
        f'<div class="submitted">{DATE} - 10:00</div><div class="field field-name-body"><div class="field-items">'
        f'<div class="field-item even">{body}</div></div></div>{after}</div><div class="region-footer">{END}</div>',
    )


def blogger(body: str, over: str = "", after: str = "", title: str = TITLE, shown: str = TITLE) -> str:
    body = re.sub("<p>(.*?)</p>", r"<div>\1</div>", body)
    return _document(
        title,
        f'<div class="main"><div class="post hentry"><h3 class="post-title entry-title">{shown}</h3>'
        f'<div class="post-header">{DATE} </div>{over}<div class="post-body entry-content">{body}</div>'
        f'<div class="post-footer">{after}</div></div></div><div class="footer">{END}</div>',
    )


def nameless(body: str, over: str = "", after: str = "", title: str = TITLE, shown: str = TITLE) -> str:
    return _document(
        title,
        f'<div class="w1"><div class="x7">{MENU}</div><div class="x8"><div class="t1">{shown}</div><div>{DATE}</div>'
        f'{over}<div class="z3">{body}</div>{after}</div><div class="x9"><div>'
        '<a href="/7">خبر عن السوق القديم</a></div></div></div>',
    )


def sections(body: str, over: str = "", after: str = "", title: str = TITLE, shown: str = TITLE) -> str:
    return _document(
        title,
        f'<div id="app"><section class="hero"><h1>{shown}</h1>{over}</section><section class="news"><div class="row">'
        f'<div class="col-8"><div class="detail">{body}</div>{after}</div><div class="col-4"><h4>أخبار أخرى</h4>'
        '<a href="/9">خبر آخر في العمود الجانبي من الصفحة</a></div></div></section></div>',
    )


TEMPLATES: dict[str, Template] = {
    function.__name__: function for function in (wordpress, elementor, aspx, drupal, blogger, nameless, sections)
}
SELECTORS = {
    "wordpress": ".entry-content",
    "elementor": ".elementor-widget-theme-post-content",
    "aspx": "#divBody",
    "drupal": ".field-name-body",
    "blogger": ".post-body",
    "nameless": ".z3",
    "sections": ".detail",
}
# Each template with its selector or without, in turn; WARRAQ_SUITE=whole takes both.
WAYS = [
    (name, selector)
    for n, (name, own) in enumerate(SELECTORS.items())
    for at, selector in enumerate(("", own))
    if WHOLE or n % 2 == at
]
BEFORE, BEHIND = paragraphs(*STORY[:2]), paragraphs(*STORY[2:])
