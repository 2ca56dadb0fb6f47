"""Who wrote it and when, between a headline and its text: names that are marked are authors, none of it is text."""

import pytest

from archive.model import Reading
from archive.reading.extract import read
from tests.support.made_html import STORY, outlet, page, paragraphs

TITLE = "سوق جديدة للخضار في الحي الشرقي من المدينة"
NAME, DAY = "سمر الأحمد", "20 تشرين الثاني 2026"
SIGNED = {
    "a link to a person": f'<p><a href="/author/samar">{NAME}</a><span>{DAY}</span><a href="/c/1">محليات</a></p>',
    "a class": f'<div><span class="post-writer">{NAME}</span> <span>{DAY}</span></div>',
    "a word before it": f"<div><span>بقلم {NAME}</span><span>{DAY}</span><span>قراءة 3 د</span></div>",
    "a verb beside the day": f"<div>كتب <b>{NAME}</b> في جمعة, 20/11/2026 - 13:20</div>",
    "a label over it": f"<dl><dt>الكاتب</dt><dd>{NAME}</dd><dt>التاريخ</dt><dd>{DAY}</dd></dl>",
    "who posted it": f"<dl><dd>كتب بواسطة: <span>{NAME}</span></dd><dd>{DAY}</dd></dl>",
}
UNSIGNED = {
    "a place beside the day": f"<div>ريف دمشق</div><div>{DAY}</div>",
    "an agency": f'<div class="author">وكالة النموذج</div><div>{DAY}</div>',
    "the outlet itself": f'<div class="author">بريد النموذج</div><div>{DAY}</div>',
    "two names that no sign parts": f'<div class="author">سمر الأحمد ورنا العمر</div><div>{DAY}</div>',
    "the author of a card": f'<div class="related"><a href="/1">خبر آخر</a> <span class="author">{NAME}</span></div>',
}


def read_over(over: str, under: str = "") -> Reading:
    head = f"<title>{TITLE} - بريد النموذج</title>"
    return read(page(f"{head}<main><h1>{TITLE}</h1>{over}<div>{paragraphs(*STORY)}</div>{under}</main>"), outlet())


@pytest.mark.parametrize("kind", SIGNED)
def test_a_name_that_is_marked_is_the_authors_and_no_text(kind: str) -> None:
    found = read_over(SIGNED[kind])
    assert (found.authors, found.text.split("\n")) == ((NAME,), [*STORY])


@pytest.mark.parametrize("kind", UNSIGNED)
def test_what_merely_stands_there_is_nobodys_name(kind: str) -> None:
    found = read_over(UNSIGNED[kind])
    assert (found.authors, found.text.split("\n")) == ((), [*STORY])


def test_who_posted_it_may_stand_behind_the_text() -> None:
    found = read_over("", f"<div>مرسلة بواسطة <span>{NAME}</span> في 11:20 ص</div>")
    assert (found.authors, found.text.split("\n")) == ((NAME,), [*STORY])


def test_the_page_that_names_its_author_to_programs_is_believed() -> None:
    over = '<meta name="author" content="رنا العمر">' + SIGNED["a class"]
    assert read_over(over).authors == ("رنا العمر",)


@pytest.mark.parametrize(
    "over", [f"<p>{DAY}</p><h2>ماذا جرى</h2>", f"<p>{DAY}</p><ul><li>المحل</li><li>الأجرة</li></ul>"]
)
def test_a_heading_and_a_list_right_under_the_day_are_text(over: str) -> None:
    lines = read_over(over).text.split("\n")
    assert lines[-4:] == [*STORY]
    assert len(lines) > 4
