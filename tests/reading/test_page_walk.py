"""Boxes of a page are numbered so that what stands in one is a row of numbers: all that is asked of them goes by it."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from archive.reading._page_walk import SeenLines
from tests.support.saved_pages import saved_pages

NESTED = (
    "<main>one<div class=related>two <a href=/a/>three<p>four</p>five<p>six</p></a><ul><li>seven<ul><li>eight</ul></ul>"
    "</div><br>nine<table><tr><td>ten<td>eleven</table></main><footer>twelve</footer>"
)


def walked(html: str) -> SeenLines:
    return SeenLines(LexborHTMLParser(html), "https://sample.example/1/", ("sample.example",))


@pytest.fixture(params=[NESTED, *(path.read_text("utf-8") for path in saved_pages()[:8])])
def page(request: pytest.FixtureRequest) -> SeenLines:
    return walked(request.param)


def around(page: SeenLines, number: int) -> list[int]:
    """A box and all round it, by what each says of the one round it."""
    return [number, *around(page, page.boxes[number].outer)] if number >= 0 else []


def test_a_box_and_those_in_it_are_in_a_row(page: SeenLines) -> None:
    for number, end in enumerate(page.ends):
        inside = [other for other in range(len(page.boxes)) if number in around(page, other)]
        assert inside == list(range(number, end))


def test_a_box_holds_what_the_lines_in_it_have(page: SeenLines) -> None:
    amounts = [3 + 2 * at for at in range(len(page.lines))]
    held = [0] * len(page.boxes)
    for line, amount in zip(page.lines, amounts, strict=True):
        for number in around(page, line.box):
            held[number] += amount
    assert page.sums(amounts) == held


def test_a_box_spans_from_the_first_line_in_it_to_the_last(page: SeenLines) -> None:
    for number, span in enumerate(page.spans):
        inside = [at for at, line in enumerate(page.lines) if number in around(page, line.box)]
        assert span == ((inside[0], inside[-1]) if inside else (len(page.lines), -1))


def test_boxes_are_in_one_of_several_whatever_their_order_and_however_they_are_nested(page: SeenLines) -> None:
    chosen = [*range(0, len(page.boxes), 5)][:0:-1]
    expected = [not set(chosen).isdisjoint(around(page, number)) for number in range(len(page.boxes))]
    assert page.are_in(chosen) == expected


def test_what_is_set_apart_is_beside_the_article_with_all_that_stands_in_it() -> None:
    page = walked(NESTED)
    page.set_apart([next(number for number, box in enumerate(page.boxes) if box.mark == "related")])
    apart = [line.text for line in page.lines if page.boxes[line.box].is_apart]
    assert apart == ["two three", "four", "five", "six", "seven", "eight"]
    assert [line.text for line in page.lines if not page.boxes[line.box].is_beside] == ["one", "nine", "ten", "eleven"]
