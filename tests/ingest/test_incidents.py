"""What befalls a whole outlet (outage, block, redesign, move) takes down none of its articles, and edits none."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from archive.exchange import Page
from archive.ingest.intake import Intake
from tests.ingest.test_absences import STEP, asked_for
from tests.support.incidents import INCIDENTS
from tests.support.made_pages import AT, rows, take
from tests.support.removal_pages import article, hours, outlet, url

CHECKS = (12, 36, 61)
TOLD = "SELECT a.key, v.kind FROM versions v JOIN articles a ON a.id = v.article_id WHERE v.kind IN ('gone', 'edit')"
# `goes_on`: what is published after it began can be read, as on a site that moved.
FORMS = (("wordpress", True, 3, True), ("drupal", False, 3, False), ("aspx", False, 7, True))[::STEP]


@pytest.fixture(params=FORMS, ids=lambda form: f"{form[0]}-{form[2]}-articles{'-going-on' * form[3]}")
def opened(request: pytest.FixtureRequest, data: Path) -> Iterator[tuple[Intake, str, int, bool]]:
    theme, selector, known, goes_on = request.param
    with Intake(data, outlet(theme, selector=selector)) as intake:
        yield intake, theme, known, goes_on


def test_none_is_a_removal_or_an_edit_of_anything(opened: tuple[Intake, str, int, bool], data: Path) -> None:
    intake, theme, known, goes_on = opened
    told: dict[str, list[str]] = {}
    # Of a share one of four.
    chosen = [name for place, name in enumerate(INCIDENTS) if STEP == 1 or place % 4 == 1]
    for place, name in enumerate(chosen):
        start, numbers = AT + timedelta(days=20 * place), range(70_000 + 100 * place, 70_000 + 100 * place + known)
        for number in numbers:
            take(intake, article(theme, number, start))
        for check, count in enumerate(CHECKS):
            at = start + hours(count)
            for late, number in enumerate(numbers):
                befall(intake, name, theme, number, check, at + timedelta(minutes=late))
            if goes_on:
                take(intake, article(theme, numbers[-1] + 10 + check, at + timedelta(minutes=30)))
        if found := [row["kind"] for row in rows(data, TOLD) if int(row["key"]) in numbers]:
            told[name] = found
    assert told == {}


def befall(intake: Intake, name: str, theme: str, number: int, check: int, at: datetime) -> None:
    answer = INCIDENTS[name](theme, number, url(number), check)
    if isinstance(answer, Page):
        asked_for(intake, replace(answer, fetched_at=at))
    else:
        intake.failed(url(number), answer)
