"""Captures of others show in every way, too, that an article is not there; what is not plain is left alone."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from archive.exchange import Page
from archive.ingest.importer import Importer
from archive.ingest.intake import Intake
from archive.model import Outcome, Outlet
from archive.times import stamp
from tests.support.made_pages import AT, rows, take
from tests.support.removal_pages import HOME, article, hours, made, outlet, served, url
from tests.support.warc_files import warc_record

NUMBER, OTHER = 70_001, 70_002
OUTLET: Outlet = outlet("wordpress", selector=True)
TOLD = """
SELECT v.kind, c.status, c.held FROM versions v JOIN articles a ON a.id = v.article_id
JOIN captures c ON c.id = v.capture_id WHERE a.key = '70001' AND v.kind <> 'first'
"""
NOTICE = made("wordpress", "تنويه", "<p>تم حذف هذا الخبر بناءً على طلب صاحبه.</p>").encode()
LATER = {
    "notice": (200, "", NOTICE, "removed"),
    "home": (302, HOME, b"", "home_redirect"),
    "sign-in": (302, "/wp-login.php?redirect_to=x", b"", "login_redirect"),
    "category": (301, f"{HOME}category/news/", b"", "section_redirect"),
    "search": (302, "/?s=slug", b"", "search_redirect"),
    "another number": (301, url(OTHER), b"", "article_redirect"),
    "refused": (403, "", b"<h1>Forbidden</h1>", "denied"),
    "gone": (410, "", b"", ""),
}


def record(address: str, at: float, body: bytes, status: int = 200, location: str = "") -> bytes:
    where = f"Location: {location}\r\n" if location else ""
    head = f"HTTP/1.1 {status} X\r\nContent-Type: text/html; charset=utf-8\r\n{where}\r\n".encode()
    return warc_record(head + body, url=address, date=stamp(AT + hours(at)))


def imported(intake: Intake, folder: Path, records: Iterable[bytes]) -> list[str]:
    folder.mkdir(exist_ok=True)
    path = folder / "others.warc"
    path.write_bytes(b"".join(records))
    found = Importer(intake.writer, {OUTLET.name: OUTLET}).run(path)
    return [outcome.kind for outcome, _ in found if isinstance(outcome, Outcome)]


@pytest.mark.parametrize("way", LATER)
def test_three_captures_over_two_days_with_other_pages_between_prove_it(intake: Intake, data: Path, way: str) -> None:
    status, location, body, word = LATER[way]
    pages = {number: article("wordpress", number).body for number in (NUMBER, OTHER)}
    records = [record(url(number), 0, pages[number]) for number in (NUMBER, OTHER)]
    for at in (12, 36, 61):
        records += [record(url(OTHER), at - 1, pages[OTHER]), record(url(NUMBER), at, body, status, location)]
    kinds = imported(intake, data, records)
    assert [kind for kind in kinds if kind in ("missing", "gone", "edited")] == ["missing", "missing", "gone"]
    assert rows(data, TOLD) == [{"kind": "gone", "status": status, "held": word}]


def test_a_redirect_to_a_path_nobody_knows_may_be_the_articles_new_one(data: Path) -> None:
    paths = outlet("wordpress", selector=True, paths=True)
    with Intake(data, paths) as intake:
        first = article("wordpress", NUMBER, paths=True)
        take(intake, first)
        moved = Page(
            url=first.url,
            final_url=first.url,
            status=301,
            headers=(("Location", f"{HOME}news/70001-other-slug/"),),
            body=b"",
            fetched_at=AT + hours(12),
            via="import",
        )
        assert intake.take(moved).kind == "failed"
    assert rows(data, "SELECT DISTINCT status FROM articles") == [{"status": "live"}]


def test_a_text_that_still_stands_there_is_no_removal_whatever_is_said_beside_it(intake: Intake, data: Path) -> None:
    first = article("wordpress", NUMBER)
    take(intake, first)
    box = '<div class="entry-content">'
    noted = first.body.replace(box.encode(), f"{box}<p>تم حذف هذا المقال من صفحتنا في فيسبوك.</p>".encode())
    page = replace(first, body=noted, fetched_at=AT + hours(5))
    assert take(intake, page).kind in ("edited", "unsettled", "furniture")
    assert rows(data, "SELECT DISTINCT status FROM articles") == [{"status": "live"}]


def test_a_challenge_that_says_403_is_no_refusal_of_the_article(intake: Intake, data: Path) -> None:
    for number in (NUMBER, OTHER):
        take(intake, article("wordpress", number))
    for at in (12, 36, 61):
        take(intake, article("wordpress", OTHER, AT + hours(at - 1)))
        asked = served("<head><title>Just a moment...</title></head><body></body>", url(NUMBER), AT + hours(at), 403)
        assert take(intake, asked).kind == "failed"
    assert rows(data, "SELECT DISTINCT status FROM articles") == [{"status": "live"}]


def test_a_refusal_counts_only_where_the_answer_about_another_article_before_it_was_its_page(
    intake: Intake, data: Path
) -> None:
    for number in (NUMBER, OTHER):
        take(intake, article("wordpress", number))
    for at in (12, 36, 61):
        told = [
            take(intake, served("<h1>Forbidden</h1>", url(number), AT + hours(at), 403)).kind
            for number in (OTHER, NUMBER)
        ]
        assert told == ["failed", "failed"]
    assert rows(data, "SELECT DISTINCT status FROM articles") == [{"status": "live"}]


def test_a_check_that_met_a_refusal_of_all_does_not_count_and_takes_nothing_from_the_others(
    intake: Intake,
) -> None:
    for number in (NUMBER, OTHER):
        take(intake, article("wordpress", number))
    told = []
    for at in (12, 24, 36, 61):
        take(intake, article("wordpress", OTHER, AT + hours(at - 1)))
        told.append(take(intake, served("<h1>Forbidden</h1>", url(NUMBER), AT + hours(at), 403)).kind)
        if at == 24:
            take(intake, served("<h1>Out of service</h1>", url(OTHER), AT + hours(at + 0.1), 503))
    assert told == ["missing", "missing", "missing", "gone"]
