"""What a page says of itself: titles, authors, JSON-LD; and how little of it is believed."""

import time
from datetime import date

import pytest

from tests.support.made_html import ADDRESS, STORY, ld, paragraphs, reading


@pytest.mark.parametrize(
    "junk", ["logo.png", "editor4", "admin", "بريد النموذج", "https://sample.example/a", "a@sample.example"]
)
def test_junk_is_no_author(junk: str) -> None:
    assert (
        reading(f"<article>{paragraphs(*STORY)}</article>", head=f'<meta name="author" content="{junk}">').authors == ()
    )


@pytest.mark.parametrize(
    "shown",
    [
        "سوق جديدة - بريد النموذج",
        "بريد النموذج | سوق جديدة",
        "سوق جديدة – Sample Mail",
        "سوق جديدة « بريد النموذج",
        "بريد النموذج:: سوق جديدة",
    ],
)
def test_a_title_goes_without_the_sites_name(shown: str) -> None:
    assert reading(f"<article>{paragraphs(*STORY)}</article>", head=f"<title>{shown}</title>").title == "سوق جديدة"


def test_a_title_has_no_control_characters_and_no_bidi_marks_and_an_end() -> None:
    head = '<meta property="og:title" content="سوق\u202b \u200fجديدة&#1; &quot;كبيرة&quot;">'
    assert reading(paragraphs(*STORY), head=head).title == 'سوق جديدة "كبيرة"'
    assert len(reading(paragraphs(*STORY), head=f"<title>{'س' * 1_000_000}</title>").title) == 500


def test_a_title_cut_short_for_machines_is_taken_whole_from_elsewhere() -> None:
    head = '<meta property="og:title" content="سوق جديدة للخضار في…">'
    assert reading(f"<h1>سوق جديدة للخضار في الحي الشرقي</h1>{paragraphs(*STORY)}", head=head).title.endswith("الشرقي")


def test_json_ld_is_read_in_a_graph_and_for_this_address_alone() -> None:
    other = {"@type": "NewsArticle", "url": "/archives/1", "headline": "خبر آخر", "datePublished": "2026-11-01"}
    this = {"@type": "NewsArticle", "url": ADDRESS, "headline": "سوق جديدة", "datePublished": "2026-11-20T10:00:00Z"}
    found = reading(paragraphs(*STORY), head=ld(**{"@graph": [other, this]}))
    assert found.title == "سوق جديدة"
    assert found.published is not None
    assert (found.published.day, found.published.source) == (date(2026, 11, 20), "jsonld")


def test_broken_json_ld_costs_nothing_but_itself() -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script><title>سوق جديدة</title>'
    assert reading(paragraphs(*STORY), head=head).title == "سوق جديدة"


def test_json_ld_with_a_comma_behind_its_last_thing_is_read() -> None:
    said = '{"@type": "NewsArticle", "headline": "سوق جديدة", "datePublished": "2026-11-20T10:00:00Z", }'
    found = reading(paragraphs(*STORY), head=f'<script type="application/ld+json">{said}</script>')
    assert found.published is not None
    assert (str(found.published.day), found.published.source) == ("2026-11-20", "jsonld")


def test_a_canonical_is_kept_as_a_claim_and_believed_for_nothing() -> None:
    head = '<link rel="canonical" href="https://other.example/1"><meta property="og:site_name" content="غيرنا">'
    found = reading(paragraphs(*STORY), head=head)
    assert found.canonical == "https://other.example/1"


@pytest.mark.parametrize("shown", [" | " * 100_000, "خبر" + " " * 400_000 + "عن السوق", "ع" * 400_000])
def test_a_title_as_long_as_a_book_is_read_in_a_moment(shown: str) -> None:
    started = time.process_time()
    read = reading(f"<article>{paragraphs(*STORY)}</article>", head=f"<title>{shown}</title>")
    assert time.process_time() - started < 5
    assert read.held == ""
    assert len(read.title) <= 500
