"""A story that stands in `noscript` is read where that is the page, and nowhere else."""

import pytest

from tests.support.made_html import STORY, paragraphs, reading

OG = '<meta property="og:title" content="سوق جديدة للخضار في الحي الشرقي">'
MENU = "".join(f"<li><a href='/{n}'>قسم {n}</a></li>" for n in range(30))
STORIES = "<script type='text/template'>{0}</script><noscript><div>{0}</div></noscript>"


@pytest.mark.parametrize("markup", [STORIES, "<noscript><div class='post'><h1>سوق جديدة</h1>{0}</div></noscript>"])
def test_a_page_that_programs_build_is_read_as_a_browser_without_them_shows_it(markup: str) -> None:
    assert reading(f"<ul>{MENU}</ul>{markup.format(paragraphs(*STORY))}", OG).text == "\n".join(STORY)


def test_what_stands_in_noscript_beside_a_story_is_no_text() -> None:
    asks = (
        "<noscript><p>"
        + "شغّل جافا سكريبت في متصفحك لترى هذا الموقع كاملًا كما أراده من صنعه لك. " * 8
        + "</p></noscript>"
    )
    assert reading(f"<article>{paragraphs(*STORY)}</article>{asks}", OG).text == "\n".join(STORY)
