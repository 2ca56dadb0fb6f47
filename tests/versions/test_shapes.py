"""What is done to all texts of an outlet has a shape; what an editor does to one, or to one thing in many, has none."""

import re

import pytest

from archive.exchange import Page
from archive.versions.shapes import Shape, shape_of
from tests.support.alike_changes import ALIKE, OTHER_HEADLINES
from tests.support.noise.stories import story
from tests.support.noise.text_changes import CORRECTIONS, edited
from tests.support.removal_pages import headline, text, url

BODY = re.compile(r'<div class="entry-content">(.*?)</div>', re.DOTALL)
LINE, HEADLINE = re.compile(r"<p>(.*?)</p>", re.DOTALL), re.compile(r"<h1[^>]*>(.*?)</h1>")
STATEMENT = "قال {} في القرية إن العمل انتهى أمس بعد أسبوعين. وأضاف {} أن الأهالي ساعدوا كثيرا."


def _shapes(name: str) -> list[Shape]:
    found = []
    for number in range(70_000, 70_004):
        old, new = (headline(number), text(number)), _text_of(ALIKE[name]("wordpress", number, url(number), 0))
        found += [shape_of(old, new)] if old != new else []
    return found


def _text_of(page: Page | str) -> tuple[str, str]:
    assert isinstance(page, Page)
    html = page.body.decode()
    title, body = HEADLINE.search(html), BODY.search(html)
    assert title
    assert body
    return title[1], "\n".join(LINE.findall(body[1]))


@pytest.mark.parametrize("name", sorted(ALIKE.keys() - OTHER_HEADLINES))
def test_what_befalls_all_texts_has_one_sign_and_is_no_correction(name: str) -> None:
    first, *others = _shapes(name)
    assert all(first.signs & other.signs for other in others)
    assert not any(first.is_same_correction(other) for other in others)


@pytest.mark.parametrize("change", CORRECTIONS)
@pytest.mark.parametrize("number", [5, 900, 1700])
def test_a_correction_has_no_sign(change: str, number: int) -> None:
    whole = story(number, "ar")
    new = edited(whole, change)
    found = shape_of((whole.title, "\n".join(whole.paragraphs)), (new.title, "\n".join(new.paragraphs)))
    assert found.signs == frozenset()


def test_a_name_taken_out_of_two_articles_is_one_correction() -> None:
    name, short = "المهندس سامر الحلبي", "سامر الحلبي"
    old = [f"{text(number)}\n{STATEMENT.format(name, short)}" for number in (1, 2)]
    shapes = [shape_of(("خبر", one), ("خبر", one.replace(name, "").replace(short, ""))) for one in old]
    assert all(shape.signs for shape in shapes)
    assert shapes[0].is_same_correction(shapes[1])


def test_a_word_in_place_of_another_in_every_line_is_one_correction_though_one_article_has_a_form_more() -> None:
    lines = [f"{line} وقال النظام ذلك" for line in text(3).split("\n")]
    other = [*(f"{line} وقال النظام ذلك" for line in text(4).split("\n")), "وهو موقف نظام دمشق كما ذكرت الصحف"]
    shapes = [
        shape_of(("خبر", before), ("خبر", before.replace("النظام", "الحكومة").replace("نظام", "حكومة")))
        for before in ("\n".join(lines), "\n".join(other))
    ]
    assert shapes[0].signs & shapes[1].signs
    assert shapes[0].is_same_correction(shapes[1])


def test_lines_of_few_words_do_not_hide_what_was_done() -> None:
    old = f"{text(9)}\nعدد القراءات 15"
    lines = text(9).split("\n")[:-1]
    new = "\n".join([*lines, "عدد القراءات 290"])
    assert {sign.name for sign in shape_of(("خبر", old), ("خبر", new)).signs} == {"lost", "lost from the end, 1"}
