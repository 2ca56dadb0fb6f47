"""Made pages of five publishing systems: articles, and whatever stands in an article's place, in the same theme.

Everything in them was written for these tests; nothing of it happened.
"""

import json
import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from archive.exchange import Page
from archive.model import Outlet
from tests.support.made_pages import AT, OUTLET

HOME = "https://sample.example/"
SUBJECTS = (
    "مديرية الزراعة",
    "لجنة المياه",
    "فرقة المسرح",
    "جمعية النحالين",
    "إدارة المدارس",
    "نادي السباحة",
    "مشغل النسيج",
)
DEEDS = ("افتتحت", "أنهت", "أطلقت", "أجلت", "وسعت", "عرضت", "ناقشت")
THINGS = ("معرضا صغيرا", "دورة تدريبية", "موسم القطاف", "خطة الري", "ورشة الصيانة", "أمسية القراءة", "سوق المؤونة")
PLACES = ("في قرية متخيلة", "في الحي الغربي", "قرب الساقية القديمة", "في ساحة البلدة", "خلف المدرسة", "على طرف السهل")
ENDS = (
    "بحضور عشرات الأهالي",
    "بعد انتظار طويل",
    "قبل حلول الشتاء",
    "من دون أي كلفة",
    "للمرة الثالثة",
    "رغم قلة الموارد",
)


def sentence(chance: random.Random) -> str:
    parts = (DEEDS, SUBJECTS, THINGS, PLACES, ENDS)
    words = [f"{chance.choice(part)} {made_word(chance)}" for part in parts]
    return f"{' '.join(words)} عام {chance.randint(1950, 2026)}."


def made_word(chance: random.Random) -> str:
    """A name that is no word, so that no two texts are alike by chance."""
    return "".join(chance.choice("بتجدرسعفقكلمنهوي") for _ in range(5))


def headline(number: int) -> str:
    chance = random.Random(f"headline {number}")
    return f"{chance.choice(SUBJECTS)} {made_word(chance)} {chance.choice(PLACES)} {made_word(chance)} {number}"


def text(number: int, lines: int = 6) -> str:
    chance = random.Random(number)
    return "\n".join(f"{sentence(chance)} {sentence(chance)}" for _ in range(lines))


def cards(number: int, count: int = 8, *, with_openings: bool = True) -> str:
    """Links to other articles, each with an opening beside it as themes show them."""
    chance = random.Random(f"cards {number}")
    shown = (chance.randint(80_000, 89_999) for _ in range(count))
    return "".join(
        f'<div class="card"><h3><a href="{HOME}{other}/">{headline(other)}</a></h3>'
        f"{f'<p>{sentence(chance)}</p>' if with_openings else ''}</div>"
        for other in shown
    )


def _head(title: str, described: str) -> str:
    name = "موقع نموذج"
    return (
        f'<head><meta charset="utf-8"><title>{title} - {name}</title><meta property="og:site_name" content="{name}">'
        f"{described}</head>"
    )


def _described(title: str) -> str:
    ld = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": title, "datePublished": "2026-11-19"}
    return (
        f'<meta property="og:title" content="{title}">'
        '<meta property="article:published_time" content="2026-11-19T10:00:00+03:00">'
        f'<script type="application/ld+json">{json.dumps(ld, ensure_ascii=False)}</script>'
    )


MENU = "".join(
    f'<li><a href="{HOME}category/{name}/">{name}</a></li>' for name in ("أخبار", "سياسة", "اقتصاد", "رياضة")
)
FOOTER = "<footer><p>جميع الحقوق محفوظة لموقع نموذج 2026</p><p>من نحن | اتصل بنا | سياسة الخصوصية</p></footer>"


def wordpress(title: str, inside: str, more: str = "") -> str:
    return (
        f'<body class="single"><header><nav><ul>{MENU}</ul></nav></header><main><article>'
        f'<header class="entry-header"><h1 class="entry-title">{title}</h1></header>'
        f'<div class="entry-content">{inside}</div></article><section>{more}</section></main>{FOOTER}</body>'
    )


def elementor(title: str, inside: str, more: str = "") -> str:
    return (
        f'<body><div class="elementor-location-header"><ul>{MENU}</ul></div><div><div class="e-con">'
        f'<h1 class="elementor-heading-title">{title}</h1></div><div class="elementor-widget-theme-post-content">'
        f'<div class="elementor-widget-container">{inside}</div></div><div>{more}</div></div>{FOOTER}'
        "</body>"
    )


def aspx(title: str, inside: str, more: str = "") -> str:
    return (
        f'<body><form method="post"><table><tr><td>{MENU}</td></tr><tr><td>'
        f'<h1><span id="lblTitle">{title}</span></h1><span id="lblText">{inside}</span></td><td>{more}</td></tr>'
        f"</table></form>{FOOTER}</body>"
    )


def drupal(title: str, inside: str, more: str = "") -> str:
    return (
        f'<body><div id="header"><ul>{MENU}</ul></div><div id="content"><h1 class="page-title">{title}</h1>'
        f'<div class="node node--type-article"><div class="field field--name-body">{inside}</div></div></div>'
        f'<div class="views-element-container">{more}</div>{FOOTER}</body>'
    )


def blogger(title: str, inside: str, more: str = "") -> str:
    return (
        f'<body><div class="header"><ul>{MENU}</ul></div><div class="main"><div class="post hentry">'
        f'<h3 class="post-title">{title}</h3><div class="post-body">{inside}</div></div></div>'
        f'<div class="sidebar">{more}</div>{FOOTER}</body>'
    )


Theme = Callable[[str, str, str], str]
THEMES: Mapping[str, Theme] = {
    "wordpress": wordpress, "elementor": elementor, "aspx": aspx, "drupal": drupal, "blogger": blogger,
}  # fmt: skip
BODIES = {
    "wordpress": ".entry-content",
    "elementor": ".elementor-widget-theme-post-content",
    "aspx": "#lblText",
    "drupal": ".field--name-body",
    "blogger": ".post-body",
}


def outlet(theme: str, *, selector: bool, paths: bool = False) -> Outlet:
    """An outlet of that theme, with a selector of the text or none; `paths`: an article's address is its key."""
    rules = (r"^/[^/?]+/\d+-[^/?]+/?$",) if paths else OUTLET.key_rules
    return replace(OUTLET, body=(BODIES[theme],) if selector else (), key_rules=rules, title="موقع نموذج")


def url(number: int, *, paths: bool = False) -> str:
    return f"{HOME}news/{number}-slug/" if paths else f"{HOME}{number}/"


def served(html: str, address: str, at: datetime = AT, status: int = 200) -> Page:
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    body = f'<!doctype html><html lang="ar" dir="rtl">{html}</html>'.encode()
    return Page(url=address, final_url=address, status=status, headers=headers, body=body, fetched_at=at)


def made(theme: str, title: str, inside: str, more: str = "", *, described: bool = False) -> str:
    return _head(title, _described(title) if described else "") + THEMES[theme](title, inside, more)


def article(theme: str, number: int, at: datetime = AT, *, paths: bool = False) -> Page:
    inside = "".join(f"<p>{line}</p>" for line in text(number).split("\n"))
    html = made(theme, headline(number), inside, cards(number, 3, with_openings=False), described=True)
    return served(html, url(number, paths=paths), at)


def led(page: Page, address: str, asked: str) -> Page:
    """`page` as the answer at `address`, to which whoever asked for `asked` was sent."""
    return replace(page, url=asked, final_url=address, hops=(asked,))


def hours(count: float) -> timedelta:
    return timedelta(hours=count)
