"""Every check of an article leaves its row, whatever was answered, and is told as what it was."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from archive.ingest.importer import Importer
from archive.ingest.intake import Intake
from archive.model import Outcome
from archive.times import stamp
from archive.versions.checks import CAPTURES
from tests.support.made_checks import (
    DAY,
    HOUR,
    ONCE,
    OTHER,
    absence,
    asked,
    checks,
    exchange,
    missed,
    told,
    two_articles,
)
from tests.support.made_pages import AT, TEXT, URL, answer, page_of, rows, take

HOME = "https://sample.example/"


@pytest.fixture
def article(intake: Intake) -> int:
    return two_articles(intake)


@pytest.mark.parametrize("status", [401, 403, 429, 451, 500, 503])
def test_an_outage_and_a_block_are_checks_that_do_not_count(
    intake: Intake, data: Path, article: int, status: int
) -> None:
    missed(intake, ONCE)
    take(intake, answer(status, AT + DAY))
    first, *_ = checks(data, article)
    assert (first["status"], first["seen"], first["at"]) == (status, "no_page", stamp(AT + DAY))
    assert rows(data, f"SELECT article_id FROM captures WHERE status = {status}") == [{"article_id": article}]  # noqa: S608
    assert told(absence(data, article), "state", "counted", "absent_until", "last_checked_at") == [
        *("missing", 1, stamp(ONCE)),
        stamp(AT + DAY),
    ]


def test_no_answer_is_a_check_with_its_cause(intake: Intake, data: Path, article: int) -> None:
    intake.failed(URL, "timeout")
    first, *_ = checks(data, article)
    assert (first["status"], first["seen"], first["reason"]) == (0, "silent", "timeout")


def test_what_was_not_asked_for_is_no_check_and_no_silence_of_the_outlet(
    intake: Intake, data: Path, article: int
) -> None:
    intake.failed(URL, "robots")
    first, *_ = checks(data, article)
    assert (first["seen"], first["reason"]) == ("unasked", "robots")
    assert absence(data, article)["last_checked_at"] == stamp(AT)


def test_a_text_that_was_given_is_no_check(intake: Intake, data: Path) -> None:
    line = data / "given.jsonl"
    line.write_text(json.dumps({"url": "https://given.example/a/1", "title": "عودة المياه", "text": TEXT}))
    given = next(done for done, _ in Importer(intake.writer, {}).run(line))
    assert isinstance(given, Outcome)
    assert given.article_id is not None
    assert [check["seen"] for check in checks(data, given.article_id)] == ["given"]
    assert told(absence(data, given.article_id), "state", "last_checked_at", "last_seen_at") == ["there", None, None]


def test_a_page_that_could_not_be_read_is_one_check_and_its_fault_is_ours(
    intake: Intake, data: Path, article: int
) -> None:
    page = page_of(TEXT, at=AT + DAY)
    intake.keep(exchange(page))
    intake.failed(URL, "internal_error")
    found = checks(data, article)
    assert [(check["status"], check["seen"], check["reason"]) for check in found] == [
        (200, "held", "internal_error"),
        (200, "page", ""),
    ]
    assert absence(data, article)["last_seen_at"] == stamp(AT)


def test_a_challenge_under_the_name_of_404_is_a_check_and_no_absence(intake: Intake, data: Path, article: int) -> None:
    for hours in (12, 36, 60):
        challenge = replace(answer(404, AT + hours * HOUR), headers=(("CF-Mitigated", "challenge"),))
        take(intake, challenge)
    found = checks(data, article)
    assert [(check["status"], check["seen"], check["reason"]) for check in found[:3]] == [
        (404, "no_page", "challenge")
    ] * 3
    assert told(absence(data, article), "state", "absent_since") == ["there", None]


def test_another_page_in_its_place_is_told_with_its_reason_and_begins_the_count_anew(
    intake: Intake, data: Path, article: int
) -> None:
    missed(intake, ONCE)
    take(intake, page_of("الموقع قيد الصيانة، سنعود قريبًا", title="صيانة", at=AT + DAY))
    first, *_ = checks(data, article)
    assert (first["status"], first["seen"]) == (200, "held")
    assert first["reason"] != ""
    found = absence(data, article)
    assert told(found, "state", "counted", "provable_from", "absent_since", "last_seen_at") == [
        *("missing", 0, None),
        *(stamp(ONCE), stamp(AT)),
    ]


def test_a_redirect_to_the_front_page_is_one_check_that_names_where_it_led(
    intake: Intake, data: Path, article: int
) -> None:
    at = AT + DAY
    intake.keep(exchange(answer(302, at)))
    home = page_of(TEXT, url=HOME, title="الرئيسية", at=at)
    intake.keep(exchange(home))
    intake.take(replace(home, url=URL, final_url=HOME, hops=(URL,)))
    first, second = checks(data, article)
    assert (first["seen"], first["way"], first["url"], first["redirected_to"]) == ("absent", "home_redirect", URL, HOME)
    assert second["seen"] == "page"


def test_a_redirect_to_another_article_names_that_article(intake: Intake, data: Path, article: int) -> None:
    at = AT + DAY
    intake.keep(exchange(answer(301, at)))
    page = page_of("وهذا خبر آخر لا كلمة فيه من الخبر الأول، كتب لهذا الاختبار وحده.", url=OTHER, at=at)
    intake.keep(exchange(page))
    assert intake.take(replace(page, url=URL, final_url=OTHER, hops=(URL,))).article_id == article
    (other,) = [row["id"] for row in rows(data, "SELECT id FROM articles WHERE key = '70002'")]
    first, *_ = checks(data, article)
    assert (first["status"], first["seen"], first["to_article"]) == (301, "absent", other)
    assert first["way"] == "article_redirect"


def test_outages_recorded_before_they_had_the_articles_number_are_checks_too(
    intake: Intake, data: Path, article: int
) -> None:
    take(intake, answer(503, AT + DAY))
    take(intake, answer(304, AT + 2 * DAY))
    intake.writer.store.db.execute("UPDATE captures SET held = NULL")
    intake.writer.store.db.execute("UPDATE captures SET article_id = NULL WHERE status = 503")
    intake.writer.store.db.conn.commit()
    assert [check["seen"] for check in checks(data, article)] == ["same", "no_page", "page"]


def test_an_answer_of_before_that_was_noted_is_not_called_its_page_unless_something_proves_it(
    intake: Intake, data: Path, article: int
) -> None:
    take(intake, page_of("الصفحة غير موجودة", title="404", at=AT + DAY))
    intake.writer.store.db.execute("UPDATE captures SET held = NULL")
    intake.writer.store.db.conn.commit()
    assert [check["seen"] for check in checks(data, article)] == ["unknown", "page"]


def test_the_checks_of_one_article_are_found_by_indexes(data: Path, article: int) -> None:
    plan = asked(
        data,
        lambda c: [row["detail"] for row in c.execute(f"EXPLAIN QUERY PLAN {CAPTURES}", {"id": article, "limit": 9})],
    )
    assert [line for line in plan if line.startswith("SCAN") and "captures" in line] == []
