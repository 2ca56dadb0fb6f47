"""While the record is locked nothing is folded, compared or read: that was done before."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from archive.exchange import Page
from archive.ingest._text_work import WORKED_OUT_HERE
from archive.ingest.intake import Intake
from archive.model import Outcome, Outlet
from archive.record import fulltext
from archive.versions import compare
from tests.support.calls_under_lock import OF_NO_TEXT, watched
from tests.support.made_pages import AT, LATER_RULES, OTHER, OUTLET, TEXT, answer, long_text, page_of, rows, take

HOUR = timedelta(hours=1)
LONG = long_text(WORKED_OUT_HERE)


def edited(number: int) -> str:
    return TEXT.replace("ثلاثة خزانات", f"{number} خزانات")


def walk(data: Path, pages: list[tuple[Page, Outlet]]) -> tuple[list[Outcome], set[str]]:
    outcomes, called = [], set[str]()
    for page, outlet in pages:
        with Intake(data, outlet) as intake, watched(intake.writer.store) as inside:
            outcomes.append(take(intake, page))
        called |= inside
    return outcomes, called - OF_NO_TEXT


@pytest.mark.parametrize(
    ("pages", "kinds"),
    [
        ([(page_of(TEXT), OUTLET), (page_of(edited(7), at=AT + HOUR), OUTLET)], ["new", "edited"]),
        ([(page_of(edited(7)), OUTLET), (page_of(edited(9), at=AT - HOUR), OUTLET)], ["new", "edited"]),
        ([(page_of(TEXT), OUTLET), (page_of(edited(8), at=AT + HOUR), LATER_RULES)], ["new", "edited"]),
        ([(page_of(TEXT), OUTLET), (answer(404, AT + HOUR), OUTLET)], ["new", "missing"]),
        (
            [(page_of(f"{LONG}\n{TEXT}"), OUTLET), (page_of(f"{LONG}\n{edited(7)}", at=AT + HOUR), OUTLET)],
            ["new", "edited"],
        ),
    ],
    ids=["an edit", "an edit met late", "an edit under other rules", "an absence", "an edit of a long text"],
)
def test_nothing_about_texts_runs_while_the_record_is_locked(
    tmp_path: Path, pages: list[tuple[Page, Outlet]], kinds: list[str]
) -> None:
    for remembered in (fulltext.index_entry, compare.word_changes, compare.fingerprint):
        remembered.forget()
    outcomes, called = walk(tmp_path, pages)
    assert [outcome.kind for outcome in outcomes] == kinds
    assert not called


@pytest.mark.parametrize(
    ("host", "credit"),
    [("other.example", "https://other.example/70009/"), ("unknown.example", ""), ("sample.example", "")],
)
def test_a_canonical_address_at_a_known_outlet_is_a_credit_and_at_any_other_host_none(
    tmp_path: Path, host: str, credit: str
) -> None:
    page = page_of(TEXT)
    link = f'<link rel="canonical" href="https://{host}/70009/"></head>'
    page = replace(page, body=page.body.replace(b"</head>", link.encode()))
    with Intake(tmp_path, OTHER), Intake(tmp_path, OUTLET) as intake:
        take(intake, page)
    assert [row["credit"] for row in rows(tmp_path, "SELECT credit FROM articles")] == [credit]


def test_a_text_that_another_process_wrote_in_between_is_compared_with_all_the_same(tmp_path: Path) -> None:
    """What was worked out before the lock is remembered by its texts, so that it can never be about another text."""
    with Intake(tmp_path, OUTLET) as intake:
        take(intake, page_of(TEXT))
        page = page_of(edited(9), at=AT + 2 * HOUR)
        prepared = intake.prepare(page)
        take(intake, page_of(edited(7), at=AT + HOUR))
        intake.store(page, prepared)
        numbers = intake.writer.store.column(str, "SELECT numbers FROM versions ORDER BY n")
        assert [found for found in numbers if found] != []
