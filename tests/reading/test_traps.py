"""Pages in the manner of real Arabic templates, with all that stands round a story: the story is read, nothing else.

Each trap once by default; with WARRAQ_TRAPS=all in every template, with stories of every length.
"""

import os
from statistics import fmean

import pytest

from archive.reading.extract import read
from tests.support.made_html import outlet
from tests.support.made_html import page as served
from tests.support.traps import LENGTHS, Page, pages

TURNS = 7 * len(LENGTHS) if os.environ.get("WARRAQ_TRAPS") == "all" else 1
FEWEST, MEAN_F1, MOST_LEFT_OVER = 48, 0.97, 0.02


@pytest.fixture(scope="module")
def readings() -> list[tuple[Page, str]]:
    return [(page, read(served(page.html), outlet()).text) for turn in range(TURNS) for page in pages(turn)]


def test_the_story_is_read_from_every_trap(readings: list[tuple[Page, str]]) -> None:
    assert len(readings) >= FEWEST
    scores = {page.name: page.f1(text) for page, text in readings}
    assert fmean(scores.values()) >= MEAN_F1
    assert {name: score for name, score in scores.items() if score < 0.5} == {}


def test_hardly_a_letter_of_what_stands_round_a_story_is_read_as_text(readings: list[tuple[Page, str]]) -> None:
    left = {page.name: page.left_over(text) for page, text in readings}
    letters = sum(len(line) for lines in left.values() for line in lines)
    assert letters <= MOST_LEFT_OVER * sum(len(text) for _, text in readings), {k: v for k, v in left.items() if v}
    assert sum(map(bool, left.values())) <= MOST_LEFT_OVER * len(left), {k: v for k, v in left.items() if v}
