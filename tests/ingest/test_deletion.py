"""A deletion is proven before it is told; what only looks like one never is."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from archive.exchange import Page
from archive.ingest._deletion import ABSENCES
from archive.ingest.intake import Intake
from archive.model import Outcome
from tests.support.made_checks import absence, asked, two_articles
from tests.support.made_pages import AT, TEXT, answer, page_of, rows, take
from tests.support.paths import ROOT

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CHECKS = (12, 36, 60)  # hours, as visits are made
HOME = "https://sample.example/"


def url(number: int) -> str:
    return f"{HOME}{number}/"


def article(number: int, at: datetime = AT) -> Page:
    return page_of(f"{TEXT}\nوهذا هو الخبر النموذجي رقم {number}.", url=url(number), at=at)


def published(intake: Intake, count: int) -> list[int]:
    numbers = [70001 + n for n in range(count)]
    for number in numbers:
        assert take(intake, article(number)).kind == "new"
    return numbers


def checked(intake: Intake, absent: Iterable[int], present: Iterable[int], status: int = 404) -> list[Outcome]:
    """What became of the absent ones at each check; the present ones answer a minute before."""
    absent, present, outcomes = list(absent), list(present), []
    for hours in CHECKS:
        at = AT + hours * HOUR
        for number in present:
            take(intake, answer(304, at - timedelta(minutes=1), url(number)))
        outcomes += [take(intake, answer(status, at, url(number))) for number in absent]
    return outcomes


def kinds(outcomes: Iterable[Outcome]) -> list[str]:
    return [outcome.kind for outcome in outcomes]


def gone(data: Path) -> list[str]:
    found = rows(data, "SELECT key FROM articles JOIN versions ON article_id = articles.id WHERE kind = 'gone'")
    return [row["key"] for row in found]


@pytest.mark.parametrize("status", [404, 410])
def test_three_checks_over_two_days_while_others_answer_prove_it(intake: Intake, data: Path, status: int) -> None:
    first, other = published(intake, 2)
    assert kinds(checked(intake, [first], [other], status)) == ["missing", "missing", "gone"]
    assert rows(data, "SELECT status FROM articles WHERE key = '70001'") == [{"status": "gone"}]


def test_three_checks_in_less_than_two_days_prove_nothing(intake: Intake, data: Path) -> None:
    first, other = published(intake, 2)
    for hours in (1, 20, 48):
        take(intake, answer(304, AT + hours * HOUR, url(other)))
        assert take(intake, answer(404, AT + hours * HOUR, url(first))).reason == "unconfirmed"
    assert gone(data) == []


def test_two_checks_prove_nothing_however_long(intake: Intake) -> None:
    first, other = published(intake, 2)
    for days in (1, 30):
        take(intake, answer(304, AT + days * DAY, url(other)))
        assert take(intake, answer(404, AT + days * DAY, url(first))).kind == "missing"


def test_the_last_check_counts_only_if_another_article_answered_since_the_one_before(intake: Intake) -> None:
    first, other = published(intake, 2)
    take(intake, answer(404, AT + 12 * HOUR, url(first)))
    take(intake, answer(304, AT + 13 * HOUR, url(other)))
    assert [take(intake, answer(404, AT + n * DAY, url(first))).reason for n in (2, 4)] == [
        "unconfirmed",
        "others_silent",
    ]
    take(intake, answer(304, AT + 4 * DAY, url(other)))
    assert take(intake, answer(404, AT + 5 * DAY, url(first))).kind == "gone"


def test_a_not_found_page_with_status_200_is_no_answer_of_another_article(intake: Intake, data: Path) -> None:
    first, other = published(intake, 2)
    for hours in CHECKS:
        at = AT + hours * HOUR
        assert take(intake, page_of("الصفحة غير موجودة", url=url(other), title="404", at=at)).kind == "missing"
        take(intake, answer(404, at, url(first)))
    assert gone(data) == []


@pytest.mark.parametrize("status", [429, 500, 502, 503, 520])
def test_a_block_and_an_outage_are_never_deletions(intake: Intake, data: Path, status: int) -> None:
    first, other = published(intake, 2)
    assert set(kinds(checked(intake, [first], [other], status))) == {"failed"}
    assert rows(data, "SELECT DISTINCT status FROM articles") == [{"status": "live"}]


@pytest.mark.parametrize("cause", ["timeout", "dns", "tls", "refused"])
def test_no_answer_is_never_a_deletion(intake: Intake, data: Path, cause: str) -> None:
    first, _ = published(intake, 2)
    assert {intake.failed(url(first), cause).kind for _ in range(5)} == {"failed"}
    assert rows(data, "SELECT DISTINCT status FROM articles") == [{"status": "live"}]


def test_a_challenge_under_the_name_of_404_is_no_absence(intake: Intake, data: Path) -> None:
    first, other = published(intake, 2)
    for hours in CHECKS:
        take(intake, answer(304, AT + hours * HOUR, url(other)))
        challenge = replace(answer(404, AT + hours * HOUR, url(first)), headers=(("CF-Mitigated", "challenge"),))
        assert take(intake, challenge).kind == "failed"
    assert rows(data, "SELECT DISTINCT status FROM articles") == [{"status": "live"}]


def test_a_404_at_the_end_of_a_redirect_counts(intake: Intake) -> None:
    first, other = published(intake, 2)
    outcomes = []
    for hours in CHECKS:
        take(intake, answer(304, AT + hours * HOUR, url(other)))
        lost = replace(answer(404, AT + hours * HOUR, url(first)), final_url=f"{HOME}not-found/")
        outcomes.append(take(intake, lost))
    # The answer itself is kept under the address that gave it.
    assert kinds(outcomes) == ["missing", "missing", "gone"]


def test_a_404_of_an_article_never_seen_is_a_failed_visit(intake: Intake, data: Path) -> None:
    published(intake, 1)
    assert take(intake, answer(404, AT + DAY, url(79999))).kind == "failed"
    assert len(rows(data, "SELECT 1 FROM articles")) == 1


def test_an_article_that_answers_in_between_starts_the_proof_anew(intake: Intake) -> None:
    first, other = published(intake, 2)
    checked(intake, [first], [other])[:2]
    for day in (4, 5, 6):
        take(intake, answer(304, AT + day * DAY, url(other)))
        page_or_not = article(first, AT + day * DAY) if day == 4 else answer(404, AT + day * DAY, url(first))
        outcome = take(intake, page_or_not)
    assert outcome.reason == "unconfirmed"


def test_not_modified_in_between_starts_the_proof_anew_too(intake: Intake, data: Path) -> None:
    first, other = published(intake, 2)
    for day in (1, 2, 3, 4):
        take(intake, answer(304, AT + day * DAY, url(other)))
        last = take(intake, answer(304 if day == 3 else 404, AT + day * DAY, url(first)))
    assert (last.kind, last.reason, gone(data)) == ("missing", "unconfirmed", [])


def test_what_is_gone_and_comes_back_is_back_and_can_go_again(intake: Intake, data: Path) -> None:
    first, other = published(intake, 2)
    assert kinds(checked(intake, [first], [other], 410))[-1] == "gone"
    assert take(intake, answer(410, AT + 4 * DAY, url(first))).reason == "still_gone"
    assert take(intake, article(first, AT + 5 * DAY)).kind == "back"
    for day in (6, 7, 9):
        take(intake, answer(304, AT + day * DAY, url(other)))
        last = take(intake, answer(404, AT + day * DAY, url(first)))
    assert last.kind == "gone"
    found = rows(data, "SELECT kind FROM versions WHERE article_id IN (SELECT id FROM articles WHERE key = '70001')")
    assert [row["kind"] for row in found] == ["first", "gone", "back", "gone"]


def test_the_first_absence_is_found_from_the_captures_as_the_documents_say(intake: Intake, data: Path) -> None:
    first, other = published(intake, 2)
    checked(intake, [first], [other])
    text = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    (sql,) = [
        part.partition("```")[0] for part in text.split("```sql\n") if "first_absent_at" in part.partition("```")[0]
    ]
    assert [(row["key"], row["first_absent_at"], row["gone_at"]) for row in rows(data, sql.strip().rstrip(";"))] == [
        ("70001", "2026-11-20T18:00:00Z", "2026-11-22T18:00:00Z")
    ]


def test_a_mass_disappearance_is_no_deletion_of_anything(intake: Intake, data: Path) -> None:
    numbers = published(intake, 9)
    outcomes = checked(intake, numbers[:5], numbers[5:])
    assert kinds(outcomes) == ["missing"] * 15
    assert {outcome.reason for outcome in outcomes[-5:]} == {"mass_disappearance"}
    # The outlet goes on publishing at its new place: that proves nothing of the old.
    for n in range(20):
        take(intake, article(71000 + n, AT + 5 * DAY))
    assert take(intake, answer(404, AT + 6 * DAY, url(numbers[0]))).reason == "mass_disappearance"
    assert gone(data) == []


def test_it_is_confirmed_once_enough_of_the_others_answer_again(intake: Intake, data: Path) -> None:
    numbers = published(intake, 9)
    checked(intake, numbers[:5], numbers[5:])
    for number in numbers[1:5]:
        assert take(intake, article(number, AT + 4 * DAY)).kind == "unchanged"
    assert take(intake, answer(404, AT + 5 * DAY, url(numbers[0]))).kind == "gone"
    assert gone(data) == ["70001"]


def test_a_few_deletions_among_many_articles_are_told(intake: Intake, data: Path) -> None:
    numbers = published(intake, 16)
    checked(intake, numbers[:6], numbers[6:])
    assert len(gone(data)) == 6


@pytest.mark.parametrize(("looked_at_again", "expected"), [(2, 6), (1, 0)])
def test_what_a_crawl_finds_last_is_held_against_those_it_found_before(
    intake: Intake, data: Path, looked_at_again: int, expected: int
) -> None:
    """Few are looked at again at the next checks: a third as many as are absent must still answer."""
    numbers = published(intake, 30)
    for at in (AT + hours * HOUR for hours in CHECKS):
        present = numbers[6:] if at == AT + CHECKS[0] * HOUR else ()
        for number in present:
            take(intake, answer(304, at - timedelta(minutes=1), url(number)))
        for number in numbers[:6]:
            take(intake, answer(404, at, url(number)))
        for number in numbers[6 : 6 + looked_at_again]:
            take(intake, answer(304, at + timedelta(minutes=1), url(number)))
    for number in numbers[:6]:
        take(intake, answer(404, AT + 84 * HOUR, url(number)))
    assert len(gone(data)) == expected


def test_what_was_gone_long_ago_makes_no_mass(intake: Intake, data: Path) -> None:
    numbers = published(intake, 11)
    checked(intake, numbers[:4], numbers[4:])
    later = AT + 30 * DAY
    for hours in CHECKS:
        for number in numbers[:4]:
            take(intake, answer(404, later + hours * HOUR, url(number)))
        take(intake, answer(304, later + hours * HOUR, url(numbers[9])))
        last = take(intake, answer(404, later + hours * HOUR, url(numbers[10])))
    assert (last.kind, len(gone(data))) == ("gone", 5)


def test_what_is_told_to_count_is_what_the_proof_counts(intake: Intake, data: Path) -> None:
    article = two_articles(intake)
    for step in (1, 2, 3, 5, 8):
        at = AT + step * 10 * HOUR
        take(intake, page_of("الصفحة غير موجودة", title="404", at=at) if step == 3 else answer(404, at))
        counted = asked(data, lambda c: len(c.execute(ABSENCES, {"article": article, "at": None}).fetchall()))
        found = absence(data, article)
        if found["state"] == "missing":
            assert found["counted"] == counted, step
