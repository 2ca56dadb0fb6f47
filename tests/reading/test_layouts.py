"""Captures of an older design are read by its own rules, today's by today's, and a wrong day costs nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from archive.model import Layout, Outlet, Reading
from archive.reading.extract import read
from archive.reading.rules_id import rules_id
from tests.support.made_html import STORY, outlet, page, paragraphs

BAR = "<div class='counter'>قُرئ هذا الخبر تسعين مرة في هذا اليوم.</div>"
# Each design has its own container, and in it a line of its own that is no text; it is right under its own rules alone.
OLDEST = f"<table><tr><td class='story'><b>خاص بالموقع القديم</b>{paragraphs(*STORY)}</td></tr></table>"
OLD = f"<div class='entry'>{paragraphs(*STORY)}{BAR}</div>"
TODAY = f"<div class='entry-content'>{paragraphs(*STORY)}<p>انتهى النموذج/م.خ</p></div>"
DESIGNED = outlet(
    body=(".entry-content",),
    junk_lines=("انتهى النموذج",),
    layouts=(
        Layout(until=date(2023, 5, 31), body=(".entry",), drop=(".counter",)),
        Layout(until=date(2014, 12, 31), body=("td.story",), junk_lines=("خاص بالموقع القديم",)),
    ),
)
TEXT = "\n".join(STORY)
PAGES = {"the oldest": OLDEST, "an older": OLD, "today's": TODAY}
TIMES = {
    "the oldest": datetime(2013, 2, 1, tzinfo=UTC),
    "an older": datetime(2020, 2, 1, tzinfo=UTC),
    "today's": datetime(2026, 2, 1, tzinfo=UTC),
}


def reading_at(made: str, at: datetime, of: Outlet = DESIGNED) -> Reading:
    return read(replace(page(f"<html><body><h1>سوق جديدة</h1>{made}</body></html>"), fetched_at=at), of)


@pytest.mark.parametrize("design", PAGES)
@pytest.mark.parametrize("day", TIMES)
def test_a_page_is_read_by_the_rules_of_its_design_whatever_day_its_capture_bears(design: str, day: str) -> None:
    found = reading_at(PAGES[design], TIMES[day])
    assert (found.text, found.strategy) == (TEXT, "selector")


BOTH = "<div class='entry'>{}</div><div class='entry-content'>{}</div>"


@pytest.mark.parametrize(
    ("at", "wanted"),
    [
        (datetime(2023, 5, 31, 20, 59, tzinfo=UTC), STORY[:2]),
        (datetime(2023, 5, 31, 21, 0, tzinfo=UTC), STORY[2:]),
        (datetime(2026, 1, 1, tzinfo=UTC), STORY[2:]),
    ],
    ids=["the last minute", "the first", "later"],
)
def test_where_two_designs_fit_the_day_in_the_outlets_time_zone_decides(at: datetime, wanted: tuple[str, ...]) -> None:
    made = BOTH.format(paragraphs(*STORY[:2]), paragraphs(*STORY[2:]))
    assert reading_at(made, at).text == "\n".join(wanted)


@pytest.mark.parametrize("day", TIMES)
def test_a_page_in_no_known_design_is_read_without_selectors(day: str) -> None:
    found = reading_at(f"<article>{paragraphs(*STORY)}</article>", TIMES[day])
    assert (found.text, found.strategy) == (TEXT, "generic")


def test_a_design_without_selectors_of_its_own_is_not_left_for_another() -> None:
    plain = replace(DESIGNED, body=(), junk_lines=("انتهى النموذج",))
    found = reading_at(f"<article>{TODAY}</article>{OLD}", TIMES["today's"], plain)
    assert found.strategy == "generic"


def test_a_changed_rule_or_day_of_a_design_is_another_id_of_the_rules() -> None:
    older = DESIGNED.layouts[0]
    changed = [
        replace(older, until=date(2023, 6, 1)),
        replace(older, body=("x",)),
        replace(older, drop=("x",)),
        replace(older, junk_lines=("x",)),
        replace(older, credit_lines=("x",)),
    ]
    ids = {rules_id(replace(DESIGNED, layouts=(one,))) for one in (older, *changed)}
    assert len(ids | {rules_id(DESIGNED), rules_id(replace(DESIGNED, layouts=()))}) == len(changed) + 3
