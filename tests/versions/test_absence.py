"""What is told of an article that is not there is what the rows of its checks prove."""

from pathlib import Path

import pytest

from archive.ingest.intake import Intake
from archive.times import stamp
from tests.support.made_checks import DAY, HOUR, ONCE, absence, checks, missed, told, two_articles
from tests.support.made_pages import AT, TEXT, answer, page_of, take


@pytest.fixture
def article(intake: Intake) -> int:
    return two_articles(intake)


def test_one_check_that_does_not_find_it_is_no_verdict_and_says_what_is_needed(
    intake: Intake, data: Path, article: int
) -> None:
    missed(intake, ONCE)
    found = absence(data, article)
    assert told(found, "state", "counted", "needed", "proven_at") == ["missing", 1, 3, None]
    assert told(found, "last_seen_at", "seen_before_at", "absent_since", "absent_until", "last_checked_at") == [
        *(stamp(AT), stamp(AT)),
        *[stamp(ONCE)] * 3,
    ]
    assert found["provable_from"] == stamp(ONCE + 48 * HOUR)
    assert [(check["status"], check["seen"]) for check in checks(data, article)] == [(404, "absent"), (200, "page")]


@pytest.mark.parametrize("status", [404, 410])
def test_proven_it_is_told_with_its_two_times_and_the_check_that_proved_it(
    intake: Intake, data: Path, article: int, status: int
) -> None:
    instants = [ONCE, AT + 36 * HOUR, AT + 60 * HOUR, AT + 90 * HOUR]
    missed(intake, *instants, status=status)
    found = absence(data, article)
    assert told(found, "state", "seen_before_at", "absent_since", "proven_at", "absent_until", "absences") == [
        "gone",
        *(stamp(at) for at in (AT, ONCE, instants[2], instants[3])),
        4,
    ]
    assert [check["proved"] for check in checks(data, article)] == [False, True, False, False, False]


def test_what_comes_back_after_a_proof_has_all_four_times(intake: Intake, data: Path, article: int) -> None:
    missed(intake, ONCE, AT + 36 * HOUR, AT + 60 * HOUR)
    take(intake, page_of(TEXT, at=AT + 5 * DAY))
    take(intake, answer(304, AT + 6 * DAY))
    assert told(absence(data, article), "state", "seen_before_at", "absent_since", "proven_at", "back_at") == [
        "back",
        *(stamp(at) for at in (AT, ONCE, AT + 60 * HOUR, AT + 5 * DAY)),
    ]


def test_what_comes_back_unproven_was_never_gone(intake: Intake, data: Path, article: int) -> None:
    missed(intake, ONCE)
    take(intake, answer(304, AT + DAY))
    found = absence(data, article)
    assert told(found, "state", "proven_at", "back_at") == ["back", None, stamp(AT + DAY)]
    missed(intake, AT + 2 * DAY)
    found = absence(data, article)
    assert told(found, "state", "seen_before_at", "absent_since", "counted") == [
        "missing",
        stamp(AT + DAY),
        stamp(AT + 2 * DAY),
        1,
    ]


def test_what_was_always_there_is_there(intake: Intake, data: Path, article: int) -> None:
    take(intake, answer(304, AT + DAY))
    assert told(absence(data, article), "state", "absent_since", "provable_from", "last_seen_at") == [
        *("there", None, None),
        stamp(AT + DAY),
    ]
    assert [check["seen"] for check in checks(data, article)] == ["same", "page"]


def test_what_was_not_there_before_it_was_first_seen_is_no_absence_of_it(
    intake: Intake, data: Path, article: int
) -> None:
    take(intake, answer(404, AT - DAY))
    assert told(absence(data, article), "state", "absent_since") == ["there", None]


def test_an_earlier_proof_says_nothing_of_a_later_absence(intake: Intake, data: Path, article: int) -> None:
    missed(intake, ONCE, AT + 36 * HOUR, AT + 60 * HOUR)
    take(intake, page_of(TEXT, at=AT + 5 * DAY))
    missed(intake, AT + 6 * DAY)
    assert told(absence(data, article), "state", "proven_at", "absent_since", "counted") == [
        *("missing", None),
        *(stamp(AT + 6 * DAY), 1),
    ]
