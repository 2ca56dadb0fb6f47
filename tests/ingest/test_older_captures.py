"""What a version may claim: by whose rules, when it was there, and what an older capture changes of it."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from archive.data_folder import DataFolder
from archive.ingest.importer import Importer
from archive.ingest.intake import Intake
from archive.ingest.replaying import open_for_replay, replay
from archive.ingest.session import Writer
from archive.search.engine import search
from archive.sqlite import open_readonly
from tests.support.made_pages import AT, LATER_RULES, OUTLET, TEXT, URL, answer, page_of, rows, take

EDITED = TEXT.replace("ثلاثة", "خمسة")
DAY = timedelta(days=1)
OTHER_URL = "https://sample.example/70002/"


def taken_down(intake: Intake) -> None:
    """Published, and gone for good three days later."""
    take(intake, page_of(TEXT))
    take(intake, page_of(EDITED, url=OTHER_URL))
    for day in (1, 2, 4):
        take(intake, answer(404, AT + day * DAY))
        take(intake, answer(304, AT + day * DAY, OTHER_URL))


def versions(data: Path, columns: str) -> list[tuple[Any, ...]]:
    article = "SELECT id FROM articles WHERE key = '70001'"
    sql = f"SELECT {columns} FROM versions WHERE article_id = ({article}) ORDER BY seen_at, n"  # noqa: S608
    return [tuple(row.values()) for row in rows(data, sql)]


def test_a_superseded_text_was_last_seen_before_the_one_that_replaced_it(intake: Intake, data: Path) -> None:
    take(intake, page_of(TEXT))
    take(intake, page_of(TEXT, at=AT + DAY))
    take(intake, page_of(EDITED, at=AT + 2 * DAY))
    assert versions(data, "kind, last_seen_at") == [
        ("first", "2026-11-21T06:00:00Z"),
        ("edit", "2026-11-22T06:00:00Z"),
    ]


def test_what_is_gone_stays_gone_at_every_later_check(intake: Intake, data: Path) -> None:
    taken_down(intake)
    assert take(intake, answer(404, AT + 9 * DAY)).kind == "unchanged"
    assert [kind for (kind,) in versions(data, "kind")] == ["first", "gone"]


def test_an_article_that_comes_back_is_compared_by_todays_rules_with_its_text_not_with_the_404(
    intake: Intake, data: Path
) -> None:
    taken_down(intake)
    # The page that said 404 looked like an article: a list of other news.
    with Intake(data, LATER_RULES, intake.writer) as later:
        assert take(later, page_of(TEXT, at=AT + 9 * DAY)).kind == "back"
    assert [kind for (kind,) in versions(data, "kind")] == ["first", "gone", "back"]


def test_a_304_brings_an_article_back_and_a_later_upgrade_still_finds_its_page(intake: Intake, data: Path) -> None:
    taken_down(intake)
    assert take(intake, answer(304, AT + 5 * DAY)).kind == "back"
    with Intake(data, LATER_RULES, intake.writer) as later:
        assert take(later, page_of(TEXT, at=AT + 9 * DAY)).kind == "unchanged"
    assert [kind for (kind,) in versions(data, "kind")] == ["first", "gone", "back"]


def test_a_page_is_stored_though_the_bytes_of_the_one_before_are_lost(intake: Intake, data: Path) -> None:
    take(intake, page_of(TEXT))
    for path in (data / "warc").rglob("*.warc.gz*"):
        path.write_bytes(b"")
    # Whether the outlet edited it cannot be told any more: it is not said to have.
    with Intake(data, LATER_RULES, intake.writer) as later:
        take(later, page_of(EDITED, at=AT + DAY))
    assert [kind for (kind,) in versions(data, "kind")] == ["first", "extractor"]


def test_a_404_from_before_an_article_was_last_seen_says_nothing_of_now(intake: Intake, data: Path) -> None:
    take(intake, page_of(TEXT))
    assert take(intake, answer(404, AT - 300 * DAY)).kind == "unchanged"
    assert rows(data, "SELECT status FROM articles") == [{"status": "live"}]


def test_an_older_text_becomes_the_first_and_what_followed_it_the_edit(intake: Intake, data: Path) -> None:
    take(intake, page_of(EDITED))
    take(intake, page_of(TEXT, at=AT - 30 * DAY))
    assert versions(data, "n, kind, added, removed") == [(2, "first", 0, 0), (1, "edit", 1, 1)]
    assert versions(data, "changed, numbers") == [("", ""), ("numbers text", "ثلاثة→خمسة")]
    assert rows(data, "SELECT title, body FROM articles") == [{"title": "عودة المياه", "body": EDITED}]


def test_an_older_capture_of_a_known_text_only_says_since_when_it_stood(intake: Intake, data: Path) -> None:
    take(intake, page_of(TEXT))
    take(intake, page_of(EDITED, at=AT + 9 * DAY))
    take(intake, page_of(TEXT, at=AT - 30 * DAY))
    take(intake, page_of(TEXT, at=AT + 5 * DAY))
    assert versions(data, "kind, seen_at, last_seen_at") == [
        ("first", "2026-10-21T06:00:00Z", "2026-11-25T06:00:00Z"),
        ("edit", "2026-11-29T06:00:00Z", "2026-11-29T06:00:00Z"),
    ]


def test_a_text_that_stood_between_two_known_ones_is_put_between_them(intake: Intake, data: Path) -> None:
    take(intake, page_of(TEXT))
    take(intake, page_of(TEXT.replace("ثلاثة", "تسعة"), at=AT + 9 * DAY))
    take(intake, page_of(EDITED, at=AT + 4 * DAY))
    assert versions(data, "n, kind, added, removed") == [(1, "first", 0, 0), (3, "edit", 1, 1), (2, "edit", 1, 1)]
    take(intake, page_of(TEXT, at=AT + 6 * DAY))
    assert [kind for (kind,) in versions(data, "kind")] == ["first", "edit", "revert", "edit"]
    connection = open_readonly(data / "warraq.db")
    assert [search(connection, word, mode="exact").count for word in ("تسعة", "خمسة", "ثلاثة")] == [1, 0, 0]
    connection.close()


def given_line(path: Path, text: str, **more: str) -> Path:
    path.write_text(json.dumps({"url": URL, "title": "عودة المياه", "text": text} | more) + "\n")
    return path


def test_a_text_somebody_else_extracted_is_never_compared_as_the_outlets_doing(data: Path, tmp_path: Path) -> None:
    line = given_line(tmp_path / "a.jsonl", f"{TEXT}\nشارك الخبر مع أصدقائك", fetched_at="2026-01-02T00:00:00Z")
    with Writer(DataFolder(data), "import") as writer:
        assert [outcome.kind for outcome, _ in Importer(writer, {"sample": OUTLET}).run(line)] == ["new"]  # type: ignore[union-attr]
        with Intake(data, OUTLET, writer) as intake:
            take(intake, page_of(TEXT))
            take(intake, page_of(EDITED, at=AT + DAY))
    assert [kind for (kind,) in versions(data, "kind")] == ["given", "first", "edit"]
    assert versions(data, "extractor")[0] == ("given",)


def test_replay_leaves_alone_what_somebody_else_extracted(data: Path, tmp_path: Path) -> None:
    # The line that is kept as evidence looks like a page to a reader of pages.
    line = given_line(tmp_path / "a.jsonl", TEXT, note=f"<html><body><p>{EDITED}</p></body></html>")
    with Writer(DataFolder(data), "import") as writer:
        list(Importer(writer, {"sample": OUTLET}).run(line))
    with open_for_replay(DataFolder(data)) as writer:
        assert [happened for _, happened, _ in replay(writer, {"sample": OUTLET})] == ["same"]
    assert rows(data, "SELECT body FROM articles") == [{"body": TEXT}]


def test_replay_passes_over_a_challenge_page_to_the_page_before_it(data: Path) -> None:
    with Intake(data, OUTLET) as intake:
        take(intake, page_of(f"{TEXT}\nسطر زائد من واجهة الموقع"))
        assert take(intake, page_of("", title="Just a moment...", at=AT + DAY)).kind == "held"
    better = replace(OUTLET, junk_lines=("سطر زائد",))
    with open_for_replay(DataFolder(data)) as writer:
        assert [happened for _, happened, _ in replay(writer, {"sample": better})] == ["changed"]
    assert rows(data, "SELECT body FROM articles") == [{"body": TEXT}]


def test_replay_gives_way_to_a_crawl_that_wrote_meanwhile(data: Path) -> None:
    better = replace(OUTLET, junk_lines=("سطر زائد",))
    with Intake(data, OUTLET) as intake, open_for_replay(DataFolder(data)) as writer:
        for number in range(2):
            url = f"https://sample.example/7000{number}/"
            take(intake, page_of(f"{TEXT} {number}\nسطر زائد من واجهة الموقع", url=url))
        going = replay(writer, {"sample": better})
        next(going)
        # The second article is edited while the replay is under way.
        take(intake, page_of(f"{EDITED} جديد", url="https://sample.example/70001/", at=AT + DAY))
        list(going)
    assert rows(data, "SELECT body FROM articles WHERE key = '70001'") == [{"body": f"{EDITED} جديد"}]
    connection = open_readonly(data / "warraq.db")
    assert search(connection, "جديد", mode="exact").count == 1
    connection.close()


def test_replay_completes_what_an_earlier_reading_left_out(data: Path) -> None:
    with Intake(data, OUTLET) as intake:
        take(intake, page_of(TEXT))
        intake.writer.store.db.execute("UPDATE articles SET published_at = NULL, credit = '', author = ''")
    with open_for_replay(DataFolder(data)) as writer:
        assert [happened for _, happened, _ in replay(writer, {"sample": OUTLET})] == ["same"]
    assert rows(data, "SELECT published_at FROM articles") == [{"published_at": "2026-11-19T07:00:00Z"}]


def test_a_day_that_is_full_takes_numbers_of_the_day_before(intake: Intake, data: Path) -> None:
    # It shares no word with the others: the number it gets here by force is not the one it is compared under.
    take(intake, page_of("تجري بطولة الشطرنج المحلية أيام الجمعة من كل أسبوع في قاعة واسعة مضاءة."))
    intake.writer.store.db.execute("PRAGMA foreign_keys = OFF")
    intake.writer.store.db.execute("UPDATE articles SET id = 2077699999")
    for number in (2, 3):
        take(intake, page_of(f"{TEXT} {number}", url=f"https://sample.example/7000{number}/"))
    assert [row["id"] for row in rows(data, "SELECT id FROM articles ORDER BY key")] == [
        2077699999,
        2077500001,
        2077500002,
    ]
