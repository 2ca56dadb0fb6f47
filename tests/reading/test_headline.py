"""The title is the headline a reader sees, also where the page still calls itself otherwise to machines."""

from dataclasses import replace

import pytest

from archive.exchange import Hint
from archive.reading.extract import read
from tests.support.made_html import STORY, outlet, page, paragraphs, reading
from tests.support.story_templates import TEMPLATES, TITLE, WAYS

EDITED = "سوق جديدة للخضار والفاكهة في الحي الغربي"
OG = '<meta property="og:title" content="{}">'


@pytest.mark.parametrize(("template", "selector"), WAYS, ids=lambda value: value or "generic")
def test_an_edited_headline_is_the_title_though_the_page_claims_the_old_one(template: str, selector: str) -> None:
    of_outlet = outlet(body=(selector,) if selector else ())
    for shown in (TITLE, EDITED):
        found = read(page(TEMPLATES[template](paragraphs(*STORY), shown=shown)), of_outlet)
        assert (found.title, found.text) == (shown, "\n".join(STORY))


@pytest.mark.parametrize("hint", ["", "عنوان آخر من الخلاصة لهذا الخبر", TITLE])
def test_the_title_is_the_same_whatever_a_feed_said_of_it(hint: str) -> None:
    for template in TEMPLATES.values():
        html = template(paragraphs(*STORY), shown=EDITED)
        assert read(page(html, hint=Hint(title=hint)), outlet()).title == EDITED


NO_HEADLINES = {
    "a motto": "<h1>بريد النموذج صحيفة يومية مستقلة</h1>",
    "a section": "<h1>أخبار محلية</h1>",
    "the site's name": "<h1>بريد النموذج</h1>",
    "another article": "<aside><h1>سوق الخضار في الحي القديم</h1></aside>",
    "a related link": "<p><a href='/77'>سوق جديدة للخضار في حي آخر</a></p>",
    "a hidden one": "<h1 hidden>سوق جديدة للخضار</h1>",
}


@pytest.mark.parametrize("shown", NO_HEADLINES.values(), ids=NO_HEADLINES)
def test_what_is_no_headline_does_not_take_the_place_of_the_claimed_title(shown: str) -> None:
    made = f"{shown}<div class='text'>{paragraphs(*STORY)}</div>"
    assert reading(made, head=OG.format(TITLE)).title == TITLE


def test_a_standfirst_with_words_of_the_title_is_no_headline() -> None:
    lead = "في الحي الشرقي سوق للخضار افتتحتها البلدية أمس بحضور الأهالي"
    made = f"<div class='t'>{TITLE}</div><div class='lead'>{lead}</div><div class='text'>{paragraphs(*STORY)}</div>"
    found = reading(made, head=OG.format(TITLE))
    assert (found.title, found.text.split("\n")[0]) == (TITLE, lead)


def test_branding_behind_a_claimed_title_falls_away_where_the_page_shows_it_bare() -> None:
    made = f"<h1>{TITLE}</h1><article>{paragraphs(*STORY)}</article>"
    assert reading(made, head=OG.format(f"{TITLE} - S A N A – وكالة نموذجية للأنباء")).title == TITLE


def test_a_headline_that_links_to_its_own_page_is_one() -> None:
    made = f"<h3><a href='/archives/12345'>{EDITED}</a></h3><article>{paragraphs(*STORY)}</article>"
    assert reading(made, head=OG.format(TITLE)).title == EDITED


@pytest.mark.parametrize("again", ["<h2>{}</h2>", "<h3><a href='/archives/12345'>{}</a></h3>"])
def test_a_headline_that_is_said_again_is_the_one_over_all_of_the_text(again: str) -> None:
    box = f"<ul><li>{again.format(TITLE)}</li></ul>" if "href" in again else ""
    within = "" if box else again.format(TITLE)
    made = f"<h1>{TITLE}</h1><p>{STORY[0]}</p>{box}<article><p>{STORY[1]}</p>{within}{paragraphs(*STORY[2:])}</article>"
    found = reading(made, head=OG.format(f"{TITLE} - وكالة نموذجية"))
    assert found.title == TITLE
    assert found.text.startswith(STORY[0])
    assert STORY[1] in found.text


def test_what_stands_between_a_headline_and_its_repetition_right_over_the_text_is_no_text() -> None:
    tools = "<p>أيقونة</p><p>أ أ أ</p>"
    made = f"<h1>{TITLE}</h1><div>{tools}<h2>{TITLE}</h2>{paragraphs(*STORY)}</div>"
    assert reading(made, head=OG.format(f"{TITLE} - وكالة نموذجية")).text == "\n".join(STORY)


def test_a_heading_that_is_the_claimed_title_stands_before_one_that_shares_words_with_it() -> None:
    made = f"<article><h2>{TITLE}</h2><p>{STORY[0]}</p><h1>سوق الحي الشرقي</h1>{paragraphs(*STORY[1:])}</article>"
    found = reading(made, head=OG.format(TITLE))
    assert (found.title, found.text.startswith(STORY[0])) == (TITLE, True)


@pytest.mark.parametrize("template", ["wordpress", "elementor", "drupal", "blogger", "sections"])
def test_a_headline_written_anew_is_known_by_its_markup(template: str) -> None:
    anew = "مدير البلدية يعد بخفض أجور المحال"
    found = read(page(TEMPLATES[template](paragraphs(*STORY), shown=anew)), outlet())
    assert (found.title, found.text) == (anew, "\n".join(STORY))


ANEW = "مدير البلدية يعد بخفض أجور المحال"
PORTAL = "<title>بوابة المدينة</title>"
# Of pages that have neither titles for machines nor an h1: the head, what stands over the text, and the headline.
UNCLAIMED = {
    "as a feed says": (PORTAL, f"<div>{TITLE}</div>", TITLE),
    "edited": (PORTAL, f"<div>{EDITED}</div>", EDITED),
    "edited, among others": (PORTAL, f"<p><b>{EDITED}</b></p><p>صورة من السوق القديم يوم أمس</p>", EDITED),
    "written anew, a heading": (PORTAL, f"<h2>{ANEW}</h2><div>وصف قصير لما جرى في المدينة</div>", ANEW),
    "written anew, the only line": (PORTAL, f"<div>أخبار</div><div>{ANEW}</div><div>20 تشرين الثاني 2026</div>", ANEW),
    "under the portal's name, for machines too": (
        PORTAL + OG.format("بريد النموذج"),
        f"<h1>بريد النموذج</h1><div>{EDITED}</div>",
        EDITED,
    ),
    "under the portal's name": (PORTAL, f"<h1>بوابة المدينة</h1><div>{EDITED}</div>", EDITED),
    "in the document's title": (f"<title>{EDITED} | بوابة المدينة</title>", f"<div>{EDITED}</div>", EDITED),
    "in the document's title alone": (f"<title>{EDITED} | بوابة المدينة</title>", "", EDITED),
    "nowhere": (PORTAL, "", TITLE),
    "nowhere to be told": (PORTAL, "<p>وصف قصير لما جرى في المدينة</p><p>وصف آخر لما جرى في القرية</p>", TITLE),
}


@pytest.mark.parametrize("kind", UNCLAIMED)
def test_a_feeds_title_only_fills_a_hole_where_a_page_claims_none(kind: str) -> None:
    head, over, headline = UNCLAIMED[kind]
    made = page(f"<html><head>{head}</head><body>{over}<article>{paragraphs(*STORY)}</article></body></html>")
    assert read(replace(made, hint=Hint(title=TITLE)), outlet()).title == headline


WORN = {
    "a section before it": f"<h1><span>محليات</span> {TITLE}</h1>",
    "a counter behind it": f"<h1>{TITLE}<span> 12</span></h1>",
    "a link for editors": f"<h1>{TITLE} <a href='/edit'>تعديل</a></h1>",
}


@pytest.mark.parametrize("kind", WORN)
def test_what_a_theme_sets_into_a_headline_is_no_part_of_the_title(kind: str) -> None:
    head = f"<title>{TITLE} | بريد النموذج</title>"
    assert reading(f"{WORN[kind]}{paragraphs(*STORY)}", head).title == TITLE
    assert reading(f"{WORN[kind]}{paragraphs(*STORY)}", "<title>خبر اليوم</title>").title != TITLE


def test_a_page_that_is_given_no_title_has_that_of_its_heading() -> None:
    head = "<title>الصفحة الرئيسية</title>"
    assert reading(f"<h2>{TITLE}</h2>{paragraphs(*STORY)}", head).title == TITLE
