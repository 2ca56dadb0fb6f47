"""Slides, tabs and what moves into sight are hidden and yet the story; what is hidden for good is not."""

import pytest

from tests.support.made_html import STORY, paragraphs, reading

SLIDES = [f"{line} وهذه صفحة من صفحات القصة يقلبها القارئ بزر تحت الصورة." for line in STORY[1:]]
OTHER = "هذا نص لا يراه أحد على الصفحة ولا يقلب إليه قارئ مهما ضغط، وهو طويل بما يكفي ليُحسب نصًا من نصوصها."


def _page(*parts: str) -> str:
    return f"<h1>سوق جديدة للخضار</h1><div class=gallery><p>{STORY[0]}</p>{''.join(parts)}</div>"


def _slide(line: str, shown: str) -> str:
    return f'<div class="slide {shown}"><h3>صفحة</h3><p>{line}</p></div>'


@pytest.mark.parametrize("hidden", ['hidden" style="display: none', '" hidden="', '" aria-hidden="true', "d-none"])
def test_slides_made_like_the_one_that_is_shown_are_text(hidden: str) -> None:
    first, *others = SLIDES
    text = reading(_page(_slide(first, "active"), *(_slide(line, hidden) for line in others))).text
    assert [line for line in SLIDES if line in text] == SLIDES


def test_what_moves_into_sight_as_a_reader_comes_to_it_is_text() -> None:
    moving = "".join(
        f'<div data-w-id="a{n}" style="opacity:0" class=part><p>{line}</p></div>' for n, line in enumerate(STORY)
    )
    text = reading(f"<h1>سوق جديدة للخضار</h1><div>{moving}</div>").text
    assert text.split("\n") == list(STORY)


@pytest.mark.parametrize(
    "hidden",
    [
        f"<p>{STORY[1]}</p>" + f"<p style='display:none'>{OTHER}</p>" * 3,
        f"<div class=part>{STORY[1]}</div><div class='part hidden'>{OTHER}</div>",
        f"<div class=part>{STORY[1]}</div>" + f"<div class='other hidden'>{OTHER}</div>" * 3,
        f"<div class=part>{STORY[1]}</div>" + f"<div class='part hidden'><a href='/9'>{OTHER}</a></div>" * 3,
        f"<div class=part>{STORY[1]}</div>" + f"<div class=part style='opacity:0'>{OTHER}</div>",
    ],
    ids=["paragraphs", "one alone", "made otherwise", "links", "no move"],
)
def test_what_is_hidden_for_good_is_no_text(hidden: str) -> None:
    assert OTHER not in reading(_page(hidden, paragraphs(*STORY[2:]))).text
