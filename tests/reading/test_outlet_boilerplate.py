"""Lines that outlets of the mission put around a text: who signed it, and a lede the theme set apart."""

import pytest

from archive.reading._boilerplate import clean_lines
from archive.reading.extract import read
from tests.reading.test_extract import FIRST, STORY, outlet, page, paragraphs

HEAD = '<meta property="og:description" content="{}">'


def body_of(shown: str, description: str) -> tuple[str, ...]:
    html = f"<html><head>{HEAD.format(description)}</head><body>{shown}</body></html>"
    return tuple(read(page(html), outlet()).text.split("\n"))


def test_names_in_a_row_over_the_text_are_its_authors() -> None:
    found = clean_lines(("كاتبة نموذجية | مراسل نموذجي", *STORY), "", ())
    assert (found.authors, found.lines) == (("كاتبة نموذجية", "مراسل نموذجي"), STORY)


@pytest.mark.parametrize("line", ["أخبار | محليات", "درجات الحرارة | 12 نهارًا"])
def test_a_row_of_anything_else_is_no_row_of_names(line: str) -> None:
    assert clean_lines((line, *STORY), "", ()).authors == ()


def test_a_row_of_names_inside_the_text_stays() -> None:
    row = "الحي الشرقي | الحي الغربي"
    assert clean_lines((*STORY, row, *STORY), "", ()).lines == (*STORY, row, *STORY)


@pytest.mark.parametrize("line", ["كتب: محرر النموذج", "كتبت : محررة النموذج"])
def test_who_wrote_the_text_is_an_author(line: str) -> None:
    found = clean_lines((line, *STORY), "", ())
    assert (len(found.authors), found.lines) == (1, STORY)


def test_what_somebody_wrote_is_a_sentence_of_the_text() -> None:
    line = "كتب: سنعود غدًا."
    assert line in clean_lines((*STORY, line), "", ()).lines


def test_a_lede_set_apart_from_the_text_and_named_as_description_comes_first() -> None:
    shown = (
        f"<h1>سوق جديدة للخضار</h1><div class='summary'>{FIRST}</div><div class='text'>{paragraphs(*STORY[1:])}</div>"
    )
    assert body_of(shown, FIRST) == STORY
    assert body_of(shown, f"{FIRST[:70]}…") == STORY


def test_a_description_that_only_machines_see_is_no_text() -> None:
    shown = f"<h1>سوق جديدة للخضار</h1><article>{paragraphs(*STORY)}</article>"
    assert body_of(shown, "وصف كتبه محرر الموقع لمحركات البحث وحدها ولا يراه أحد من قراء هذه الصفحة المصنوعة") == STORY
    assert body_of(shown, FIRST) == STORY
