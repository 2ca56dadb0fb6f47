"""A title goes without the site's name, before it or behind it, in whatever pieces, where the page shows the headline.

Made titles, each of a headline, a sign and a name that the outlet's file may not know, on pages that show the headline
in several ways. `WARRAQ_TITLES=all` reads every combination; otherwise every ninety-seventh.
"""

import os
from collections.abc import Iterator
from itertools import islice, product

import pytest

from archive.reading.extract import read
from tests.support.made_html import STORY, ld, outlet, page, paragraphs, reading

TITLE = "سوق جديدة للخضار في الحي الشرقي"
HEADLINES = (
    *(TITLE, "سوق جديدة", "عاجل", "الحي الشرقي - سوق جديدة للخضار", "تقرير: السوق تعود | صور"),
    "سوق الخضار: أسعار جديدة - بالفيديو",
)
UNKNOWN = "وكالة نموذجية للأنباء"
NAMES = (
    *(UNKNOWN, "S A M P – وكالة نموذجية للأنباء", "النموذجي", "بريد النّموذج", "صحيفة بريد النموذج اليومية"),
    *("سوق الأخبار الشرقي", "الوكالة العربية النموذجية لأنباء الأسواق والحقول والقرى البعيدة في البلاد"),
)
SIGNS = (
    *(
        " - ",
        " – ",
        " — ",
        " | ",
        " :: ",
        " » ",
        " « ",
        " • ",
        "|",
        "- ",
        " -",
        " / ",
        " › ",
        " ـ ",
        " _ ",
        ": ",
        " : ",
    ),
    *("، ", " ~ ", " ▪ ", " > "),
)
TEXT = f"<article>{paragraphs(*STORY)}</article>"
PAGES = {
    "h1": "<h1>{title}</h1>",
    "logo and h1": "<header><h1>{name}</h1></header><h1>{title}</h1>",
    "logo and h2": "<header><h1>{name}</h1></header><h2>{title}</h2>",
    "no heading": "<div class='a'>{title}</div>",
}
OG, DOCUMENT = '<meta property="og:title" content="{}">', "<title>{}</title>"
SHARE = 1 if os.environ.get("WARRAQ_TITLES") == "all" else 97


def heads(title: str, full: str) -> Iterator[str]:
    yield OG.format(full) + DOCUMENT.format(full)
    yield DOCUMENT.format(full)
    yield OG.format(title) + DOCUMENT.format(full)
    if full.startswith(title) and len(title) > 12:
        yield OG.format(f"{title[:-4]}…") + DOCUMENT.format(full)


def made() -> Iterator[tuple[str, str, str]]:
    """A headline, the head of a page that has it, and what the page shows over the text."""
    for title, name, sign, is_first in product(HEADLINES, NAMES, SIGNS, (True, False)):
        full = f"{title}{sign}{name}" if is_first else f"{name}{sign}{title}"
        for head, shown in product(heads(title, full), PAGES.values()):
            yield title, head, shown.format(title=title, name=name)


def test_whatever_name_stands_beside_a_headline_the_title_is_the_headline_that_is_shown() -> None:
    wrong = []
    for title, head, shown in islice(made(), 0, None, SHARE):
        found = read(page(f"<html><head>{head}</head><body>{shown}{TEXT}</body></html>"), outlet())
        if (found.title, found.text) != (title, "\n".join(STORY)):
            wrong.append((title, head, shown, found.title))
    assert wrong == []


FULL = f"{TITLE} - {UNKNOWN}"
SHOWN = {
    "two headlines": (FULL, f"<h1>{UNKNOWN}</h1><h1>{TITLE}</h1>"),
    "a section beside": (f"{TITLE} | اقتصاد | {UNKNOWN}", f"<div>اقتصاد</div><h1>{TITLE}</h1>"),
    "a section over": (f"اقتصاد - {TITLE} - {UNKNOWN}", f"<h3>اقتصاد</h3><h1>{TITLE}</h1>"),
    "a name under it": (FULL, f"<h1>{TITLE}</h1><div>{UNKNOWN}</div><div>20 تشرين الثاني 2026</div>"),
    "a logo that leads home": (FULL, f"<h1><a href='/'>{UNKNOWN}</a></h1><div>{TITLE}</div>"),
    "a logo over no heading": (FULL, f"<h1>{UNKNOWN}</h1><div>{TITLE}</div>"),
    "a name first and a logo over no heading": (f"{UNKNOWN} | {TITLE}", f"<h1>{UNKNOWN}</h1><div>{TITLE}</div>"),
    "a longer logo over no heading": (f"سوق جديدة | {NAMES[-1]}", f"<h1>{NAMES[-1]}</h1><div>سوق جديدة</div>"),
    "a motto with words of the name": (
        f"سوق جديدة | {NAMES[-1]}",
        "<h1>الوكالة العربية النموذجية</h1><h2>سوق جديدة</h2>",
    ),
    "another edition's": (FULL, "<h1>New market for vegetables opens in the east</h1>"),
    "references": (f"{TITLE} &amp;#8211; {UNKNOWN}", f"<h1>{TITLE}</h1>"),
    "references in it": ("سوق &amp;quot;جديدة&amp;quot; للخضار | نموذج", "<h1>سوق &quot;جديدة&quot; للخضار</h1>"),
    "cut short behind": (f"سوق جديدة للخضار في… - {UNKNOWN}", f"<h1>{TITLE}</h1>"),
    "marked": (FULL, "<h1>سوقٌ جديدةٌ للخُضار في الحيّ الشرقيّ</h1>"),
    "in pieces": (FULL, f"<h1><span>{TITLE[:10]}</span>{TITLE[10:]}</h1>"),
}
RIGHT = {
    "a longer logo over no heading": "سوق جديدة",
    "a motto with words of the name": "سوق جديدة",
    "another edition's": FULL,
    "references in it": 'سوق "جديدة" للخضار',
    "marked": "سوقٌ جديدةٌ للخُضار في الحيّ الشرقيّ",
}


@pytest.mark.parametrize("kind", SHOWN)
def test_the_headline_is_told_from_what_stands_round_it(kind: str) -> None:
    claimed, shown = SHOWN[kind]
    assert reading(shown + TEXT, head=OG.format(claimed) + DOCUMENT.format(claimed)).title == RIGHT.get(kind, TITLE)


EDITED = "سوق كبيرة للخضار والفاكهة في الحي الشرقي"


@pytest.mark.parametrize("claimed", [FULL, f"{UNKNOWN} | {TITLE}", TITLE])
@pytest.mark.parametrize("over", ["", f"<h1>{UNKNOWN}</h1>", f"<div>{UNKNOWN}</div>"])
@pytest.mark.parametrize("shown", ["<h1>{}</h1>", "<h2>{}</h2>", "<div>{}</div>"])
def test_an_edited_headline_wins_over_the_branding_that_a_stale_title_names(
    claimed: str, over: str, shown: str
) -> None:
    assert reading(over + shown.format(EDITED) + TEXT, head=OG.format(claimed)).title == EDITED


@pytest.mark.parametrize("over", ["", f"<h1>{UNKNOWN}</h1>", f"<h2>{UNKNOWN}</h2>", f"<div>{UNKNOWN}</div>"])
@pytest.mark.parametrize("under", ["", f"<div>{UNKNOWN}</div>"])
def test_a_headline_written_anew_wins_over_branding_too(over: str, under: str) -> None:
    anew = "مدير البلدية يعد بخفض أجور المحال"
    assert reading(f"{over}<h1>{anew}</h1>{under}{TEXT}", head=OG.format(FULL)).title == anew


@pytest.mark.parametrize(
    "behind",
    [
        *(" - S A M P – وكالة نموذجية للأنباء", " | نموذج", " – صحيفة نموذج اليومية", " - وكالة نموذجية للأنباء"),
        *(" | نموذج | أخبار سوريا والعالم", " - شبكة نموذج - الرئيسية", " | صحيفة نموذج | اقتصاد"),
        *("- نموذج", " :: موقع نموذج الإخباري", " - samp", " • نـمـوذج"),
    ],
)
def test_a_name_that_is_known_falls_away_in_pieces_in_letters_apart_and_dressed_up(behind: str) -> None:
    site = '<meta property="og:site_name" content="وكالة نموذجية للأنباء – سامب">'
    head = OG.format(TITLE + behind) + site
    assert reading(TEXT, head=head, title="نموذج", title_en="SAMP").title == TITLE


def test_the_name_of_a_publisher_is_told_by_json_ld() -> None:
    for described in (
        {"@type": "NewsArticle", "headline": FULL, "publisher": {"@type": "Organization", "name": UNKNOWN}},
        {"@graph": [{"@type": "WebSite", "name": UNKNOWN}, {"@type": "WebPage", "name": TITLE}]},
    ):
        assert reading(TEXT, head=OG.format(FULL) + ld(**described)).title == TITLE


def test_of_a_name_between_two_pieces_the_headline_stays_before_it_or_behind_it() -> None:
    for claimed in (f"{TITLE} | نموذج | أخبار", f"أخبار | نموذج | {TITLE}", f"نموذج | {TITLE} | نموذج | أخبار"):
        assert reading(TEXT, head=OG.format(claimed), title="نموذج").title == TITLE


@pytest.mark.parametrize("name", ["الإخبارية السورية", "وكالة أنباء نموذج", "أخبار"])
def test_a_name_that_is_made_of_such_words_as_names_are_worn_with_falls_away_too(name: str) -> None:
    for behind in (f" – موقع {name} الإخباري", f" | {name}", f" - {name} نت"):
        assert reading(TEXT, head=OG.format(TITLE + behind), title=name).title == TITLE


@pytest.mark.parametrize("title", ["سوق جديدة - سوريا", "الخضار | أسعار", "أخبار السوق - تقرير موسع عن نموذج"])
def test_what_only_resembles_a_name_stays(title: str) -> None:
    site = '<meta property="og:site_name" content="بريد النموذج – سوريا">'
    assert reading(TEXT, head=OG.format(title) + site, title="تلفزيون سوريا", title_en="Sample").title == title
