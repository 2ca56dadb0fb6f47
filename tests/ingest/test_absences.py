"""However an article is taken from its address, it is told as gone, with the word of the way, and never as an edit."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from archive.exchange import Exchange, Page
from archive.ingest.intake import Intake
from archive.model import Outcome
from tests.support.made_pages import AT, answer, rows, take
from tests.support.removal_pages import THEMES, article, hours, outlet, url
from tests.support.removal_ways import ANOTHER, WAYS

CHECKS = (12, 36, 60)
# Some of the forms; WARRAQ_REMOVALS=all takes every one.
STEP = 1 if os.environ.get("WARRAQ_REMOVALS") == "all" else 3
# Every theme, with and without a selector of the text by turns; and addresses that hold no number.
FORMS = [(theme, place % 2 == 0, theme == "drupal") for place, theme in enumerate(THEMES)][::STEP]
# Of a share each form takes its own ways, and a third of them none.
TURNS = len(FORMS) + 1 if STEP > 1 else 1
TOLD = """
SELECT a.key, v.kind, c.status, c.held FROM versions v JOIN articles a ON a.id = v.article_id
LEFT JOIN captures c ON c.id = v.capture_id WHERE v.kind NOT IN ('first') ORDER BY v.id
"""


def asked_for(intake: Intake, page: Page) -> Outcome:
    """The page as a crawl brings it: a redirect's own answer first."""
    for hop in page.hops:
        intake.keep(Exchange(url=hop, status=302, headers=(), body=b"", fetched_at=page.fetched_at - hours(0.001)))
    if page.hops:
        intake.keep(
            Exchange(
                url=page.final_url,
                status=page.status,
                headers=page.headers,
                body=page.body,
                fetched_at=page.fetched_at,
            )
        )
        return intake.take(page)
    return take(intake, page)


Form = tuple[str, bool, bool]
Told = tuple[list[str], list[tuple[str, str]], str]


def taken_down(intake: Intake, form: Form, number: int, way: str, start: datetime) -> list[str]:
    """What became of the article at each check, a neighbour answering a minute before."""
    theme, _, paths = form
    found: list[str] = []
    for count in CHECKS:
        at = start + hours(count)
        take(intake, answer(304, at - timedelta(minutes=1), url(ANOTHER, paths=paths)))
        page = WAYS[way][1](theme, number, url(number, paths=paths))
        found.append(asked_for(intake, replace(page, fetched_at=at)).kind)
    return found


@pytest.fixture(params=FORMS, ids=lambda form: f"{form[0]}{'-selector' * form[1]}{'-paths' * form[2]}")
def opened(request: pytest.FixtureRequest, data: Path) -> Iterator[tuple[Intake, Form]]:
    theme, selector, paths = request.param
    with Intake(data, outlet(theme, selector=selector, paths=paths)) as intake:
        yield intake, request.param


def test_every_way_is_told_with_its_word_and_none_as_an_edit(opened: tuple[Intake, Form], data: Path) -> None:
    intake, form = opened
    theme, _, paths = form
    take(intake, article(theme, ANOTHER, paths=paths))
    told: dict[str, Told] = {}
    expected: dict[str, Told] = {}
    for place, way in enumerate(WAYS):
        if place % TURNS != FORMS.index(form) % TURNS:
            continue
        number, start = 70_000 + place, AT + timedelta(days=10 * place)
        assert take(intake, article(theme, number, start, paths=paths)).kind == "new"
        steps = taken_down(intake, form, number, way, start)
        gone = [row for row in rows(data, TOLD) if str(number) in row["key"]]
        back = take(intake, article(theme, number, start + hours(100), paths=paths)).kind
        told[way] = (steps, [(row["kind"], row["held"]) for row in gone], back)
        expected[way] = (["missing", "missing", "gone"], [("gone", WAYS[way][0])], "back")
    wrong = {way: told[way] for way in told if told[way] != expected[way]}
    assert wrong == {}
