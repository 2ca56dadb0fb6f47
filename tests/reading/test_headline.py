"""The title is the headline a reader sees, also where the page still calls itself otherwise to machines."""

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


@pytest.mark.parametrize("template", ["wordpress", "elementor", "drupal", "blogger", "sections"])
def test_a_headline_written_anew_is_known_by_its_markup(template: str) -> None:
    anew = "مدير البلدية يعد بخفض أجور المحال"
    found = read(page(TEMPLATES[template](paragraphs(*STORY), shown=anew)), outlet())
    assert (found.title, found.text) == (anew, "\n".join(STORY))
