"""Any two pages have a verdict, and it takes time in proportion to them."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model import PageLine
from archive.versions.furniture.verdict import SeenPage, judge_change, lines_asked, nobody_knows
from tests.support.compared_pages import STORY, TITLE, line, page
from tests.support.property_rounds import cpu_seconds

LINES = st.builds(
    PageLine,
    text=st.text(max_size=30),
    tag=st.sampled_from(("p", "td", "h2", "li", "", "div")),
    links=st.floats(0, 1),
    mark=st.sampled_from(("", "share")),
    in_text=st.booleans(),
)


@given(st.text(), st.text(), st.lists(LINES, max_size=5), st.lists(LINES, max_size=5), st.booleans())
def test_any_two_pages_have_a_verdict(
    old: str, new: str, before: list[PageLine], after: list[PageLine], is_known: bool
) -> None:
    pages = [
        SeenPage("", "\n".join((text, *(each.text for each in lines))), tuple(lines))
        for text, lines in ((old, before), (new, after))
    ]

    def known(lines: Sequence[PageLine]) -> frozenset[PageLine]:
        assert {*lines} <= {*lines_asked(*pages)}
        return frozenset(lines) if is_known else frozenset()

    verdict = judge_change(pages[0], pages[1], known)
    assert verdict.kind in ("edit", "unsettled", "furniture")
    if verdict.kind == "furniture":
        assert verdict.lines == ()


@pytest.mark.parametrize("part", ["1\n", "ا ", "ا\n", "1 / 2\n", "| 1 | 2 |\n", "تابع قناتنا.\n", "دقيقة\n"])
def test_judging_two_hundred_thousand_letters_takes_seconds(part: str) -> None:
    text = part * (200_000 // len(part))
    lines = tuple(PageLine(text=each, in_text=True) for each in text.split("\n")[:3_000])
    with cpu_seconds(20):
        judge_change(
            SeenPage("", text, lines), SeenPage("", f"{text}\n{text[: len(text) // 2]} ب", lines), nobody_knows
        )


def test_another_line_in_the_place_of_the_headline_is_an_edit_though_the_page_claims_the_same_title() -> None:
    def seen(headline: str, *, has_standfirst: bool) -> SeenPage:
        over = [line(text, tag="td", is_over=True, in_text=False) for text in ("أخبار القرى", headline, "18/11/2026")]
        standfirst = line("تجار السوق ينتظرون الجسر منذ ثلاث سنوات", is_over=not has_standfirst, in_text=has_standfirst)
        found = page(*((standfirst,) if has_standfirst else ()), *STORY)
        return SeenPage(TITLE, found.text, (*over, *(() if has_standfirst else (standfirst,)), *found.lines))

    # Of one page what stands under its headline is read as text, of the other, whose headline nobody knows, not.
    shown, other = seen(TITLE, has_standfirst=True), seen("المجلس يتراجع عن فتح الجسر", has_standfirst=False)
    assert judge_change(shown, other, nobody_knows).kind == "edit"
    assert judge_change(other, shown, nobody_knows).kind == "edit"
    same = seen(TITLE, has_standfirst=False)
    assert judge_change(shown, same, nobody_knows).kind == "furniture"
