"""Headlines that markup parts, and documents that are called by what they are."""

from tests.support.made_html import STORY, paragraphs, reading

TITLE = "أهالي الحي القديم يعيدون ترميم حمّام السوق"
TEXT = paragraphs(*STORY)


def test_a_line_break_inside_a_heading_parts_no_headline() -> None:
    shown = "<h1>أهالي الحي القديم<br>يعيدون ترميم حمّام السوق</h1>"
    assert reading(shown + TEXT, f"<title>{TITLE} - بريد النموذج</title>").title == TITLE


def test_a_document_called_the_details_of_a_story_says_no_headline() -> None:
    assert reading(f"<h2>{TITLE}</h2>{TEXT}", "<title>بريد النموذج | تفاصيل الخبر</title>").title == TITLE


def test_a_title_cut_for_one_network_is_whole_for_another() -> None:
    metas = f'<meta property="og:title" content="{TITLE[:30]}…"><meta name="twitter:title" content="{TITLE}">'
    assert reading(TEXT, metas).title == TITLE


def test_the_host_behind_a_headline_is_branding() -> None:
    assert reading(TEXT, f"<title>{TITLE} | www.sample.example</title>").title == TITLE
