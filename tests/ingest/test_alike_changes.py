"""One change in one shape on most articles that were looked at is nobody's edit; a correction in many is."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from archive.exchange import Page
from archive.ingest.intake import Intake
from tests.ingest.test_absences import asked_for
from tests.support.alike_changes import ALIKE, OTHER_HEADLINES
from tests.support.made_pages import AT, answer, page_of, rows, take
from tests.support.removal_pages import article, headline, hours, outlet, text, url

WHOLE = os.environ.get("WARRAQ_REMOVALS") == "all"
# One of each kind; WARRAQ_REMOVALS=all takes every one.
SHARE = ("every third line is lost", "headlines cut", "the last line is lost, then well")
KNOWN, CHECKS = 4, (12, 36, 61)
KINDS = "SELECT a.key, v.kind FROM versions v JOIN articles a ON a.id = v.article_id WHERE v.n > 1 ORDER BY v.id"
VERDICTS = "SELECT was, kind, why FROM verdicts ORDER BY id"
LATER, MINUTE = timedelta(days=1), timedelta(minutes=1)
Change = Callable[[int], str]


@pytest.fixture
def intake(data: Path) -> Intake:
    return Intake(data, replace(outlet("wordpress", selector=True), body=(".body",)))


def _page(number: int, at: datetime, body: str) -> Page:
    return page_of(body, url=url(number), title=headline(number), at=at)


def _changed(intake: Intake, change: Change, changed: int = 3, unchanged: int = 0, first: int = 70_000) -> None:
    """Articles that are known; a day later some of them changed, and the others did not."""
    numbers = range(first, first + changed + unchanged)
    for number in numbers:
        take(intake, _page(number, AT, text(number)))
    for place, number in enumerate(numbers):
        at = AT + LATER + place * MINUTE
        take(intake, _page(number, at, change(number)) if place < changed else answer(304, at, url(number)))


def _kinds(data: Path) -> list[str]:
    return [row["kind"] for row in rows(data, KINDS)]


def _without_last(number: int) -> str:
    return text(number).rpartition("\n")[0]


def _others(intake: Intake, count: int, at: datetime) -> None:
    for number in range(count):
        take(intake, _page(80_000 + number, at + number * MINUTE, text(80_000 + number)))


@pytest.mark.parametrize("name", [name for name in ALIKE if name not in OTHER_HEADLINES] if WHOLE else SHARE)
def test_what_befalls_all_texts_at_once_is_no_edit_of_any(name: str, data: Path) -> None:
    with Intake(data, outlet("wordpress", selector=True)) as intake:
        numbers = range(70_000, 70_000 + KNOWN + 3 * name.startswith("comments"))
        for number in numbers:
            take(intake, article("wordpress", number))
        for check, count in enumerate(CHECKS):
            for place, number in enumerate(numbers):
                page = ALIKE[name]("wordpress", number, url(number), check)
                assert isinstance(page, Page)
                asked_for(intake, replace(page, fetched_at=AT + hours(count) + place * MINUTE))
    assert {*_kinds(data)} <= {"unsettled", "furniture"}


def test_the_same_correction_in_many_articles_is_an_edit_of_each(intake: Intake, data: Path) -> None:
    def change(number: int) -> str:
        return text(number).replace("قرية", "بلدة").replace("البلدة", "المدينة")

    def without_names(number: int) -> str:
        return text(number).replace("متخيلة ", "")

    with intake:
        _changed(intake, change, 4)
        _changed(intake, without_names, 4, first=71_000)
    assert {*_kinds(data)} == {"edit"}


def test_other_corrections_in_each_of_many_articles_are_edits(intake: Intake, data: Path) -> None:
    ways: tuple[Callable[[list[str]], list[str]], ...] = (
        lambda lines: [*lines[:-1], "وأعلنت الهيئة صباح اليوم أن العدد ارتفع إلى أربعة وعشرين شخصا بينهم ثلاثة أطفال."],
        lambda lines: [lines[0], *lines[2:]],
        lambda lines: [*lines, "وقال أحد الأهالي في اتصال هاتفي إن الطريق فتح قبل ساعة أمام السيارات الصغيرة."],
        lambda lines: [lines[1], lines[0], *lines[2:]],
        lambda lines: [lines[0].replace(" عام ", " قبل عام "), *lines[1:]],
    )
    with intake:
        _changed(intake, lambda number: "\n".join(ways[number % 5](text(number).split("\n"))), 5)
    assert {*_kinds(data)} == {"edit"}


def test_a_last_line_taken_from_few_of_many_articles_is_an_edit_of_each(intake: Intake, data: Path) -> None:
    with intake:
        for number in range(72_000, 72_008):
            take(intake, _page(number, AT, text(number)))
        for place, number in enumerate(range(72_000, 72_008)):
            at = AT + LATER + place * MINUTE
            is_cut = number % 3 == 0
            take(intake, _page(number, at, _without_last(number)) if is_cut else answer(304, at, url(number)))
    assert _kinds(data) == ["edit"] * 3


def test_what_changed_alike_is_taken_back_stays_open_and_waits_for_nothing(intake: Intake, data: Path) -> None:
    with intake:
        _changed(intake, _without_last, 2)
        assert _kinds(data) == ["edit"] * 2
        take(intake, _page(70_002, AT, text(70_002)))
        take(intake, _page(70_002, AT + LATER + 5 * MINUTE, _without_last(70_002)))
        assert _kinds(data) == ["unsettled"] * 3
        _others(intake, 11, AT + LATER + 60 * MINUTE)
    assert _kinds(data) == ["unsettled"] * 3
    assert [tuple(row.values()) for row in rows(data, VERDICTS)] == [("edit", "unsettled", "alike")] * 3
    assert rows(
        data,
        "SELECT count(*) AS told FROM edits e JOIN versions v ON v.id = e.version_id"
        " WHERE v.kind IN ('edit', 'revert')",
    ) == [{"told": 0}]


def test_where_lines_db_is_lost_it_stays_open(intake: Intake, data: Path) -> None:
    with intake:
        _changed(intake, _without_last, 3)
    (data / "lines.db").unlink()
    with Intake(data, replace(outlet("wordpress", selector=True), body=(".body",))) as again:
        for place in range(4):
            take(again, _page(90_000 + place, AT + LATER + place * MINUTE, text(90_000 + place)))
    assert _kinds(data) == ["unsettled"] * 3


def test_a_text_that_comes_back_is_no_edit_either(intake: Intake, data: Path) -> None:
    with intake:
        _changed(intake, _without_last, 3)
        for number in range(70_000, 70_003):
            take(intake, _page(number, AT + 2 * LATER, text(number)))
        # What is edited then is told.
        edited = text(70_000).replace("قرية", "بلدة", 1) + "\nوقالت الهيئة لاحقا إن العمل سيستمر حتى نهاية الشهر."
        take(intake, _page(70_000, AT + 3 * LATER, edited))
    assert _kinds(data) == [*["unsettled"] * 6, "edit"]
