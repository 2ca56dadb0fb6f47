"""The life of a page: what becomes an article, a version, a copy, a held page; and what is never lost."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from archive.crawl_state.rows import HeldRow
from archive.data_folder import DataFolder
from archive.exchange import Capture, Exchange, Hint
from archive.ingest.intake import Intake
from archive.ingest.replaying import open_for_replay, replay
from archive.search.engine import search
from archive.sqlite import open_readonly
from archive.versions.history import history
from archive.warc.files import lying
from archive.warc.reader import read_exchange
from tests.support.made_pages import AT, LATER_RULES, OTHER, OUTLET, TEXT, answer, page_of, rows, take


def test_a_page_becomes_an_article_with_a_first_version_and_its_bytes(intake: Intake, data: Path) -> None:
    outcome = take(intake, page_of(TEXT))
    assert outcome.kind == "new"
    (article,) = rows(data, "SELECT * FROM articles")
    assert (article["title"], article["body"], article["key"]) == ("عودة المياه", TEXT, "70001")
    assert article["id"] == 2077600001  # 2026-11-19 is day 20776 since 1970
    assert (article["published_at"], article["published_day"]) == ("2026-11-19T07:00:00Z", "2026-11-19")
    (capture,) = rows(data, "SELECT * FROM captures")
    kept = read_exchange(data / "warc", capture["warc_file"], capture["warc_offset"], capture["warc_length"])
    assert kept.body == page_of(TEXT).body
    assert [row["kind"] for row in rows(data, "SELECT kind FROM versions")] == ["first"]


def test_the_same_page_again_is_a_capture_and_no_version(intake: Intake, data: Path) -> None:
    take(intake, page_of(TEXT))
    assert take(intake, page_of(TEXT, at=AT + timedelta(hours=1))).kind == "unchanged"
    assert rows(data, "SELECT versions, last_seen_at FROM articles") == [
        {"versions": 1, "last_seen_at": "2026-11-20T07:00:00Z"}
    ]
    assert len(rows(data, "SELECT 1 FROM captures")) == 2


def test_an_edit_makes_a_version_and_the_old_text_stays(intake: Intake, data: Path) -> None:
    take(intake, page_of(TEXT))
    edited = TEXT.replace("ثلاثة", "خمسة")
    assert take(intake, page_of(edited, at=AT + timedelta(hours=1))).kind == "edited"
    found = rows(data, "SELECT n, kind, body, added, removed FROM version_texts ORDER BY n")
    assert [(row["n"], row["kind"], row["body"]) for row in found] == [(1, "first", TEXT), (2, "edit", edited)]
    assert (found[1]["added"], found[1]["removed"]) == (1, 1)
    connection = open_readonly(data / "warraq.db")
    assert search(connection, "خمسة", mode="exact").count == 1
    assert search(connection, "ثلاثة", mode="exact").count == 0


def test_new_marks_on_the_same_words_are_cosmetic(intake: Intake, data: Path) -> None:
    take(intake, page_of(TEXT))
    assert take(intake, page_of(TEXT.replace("خزانات", "خزّانات"), at=AT + timedelta(hours=1))).kind == "cosmetic"
    assert [row["kind"] for row in history(open_readonly(data / "warraq.db"), "2077600001")] == ["first", "cosmetic"]


def test_a_text_that_comes_back_is_a_revert(intake: Intake, data: Path) -> None:
    for hour, text in enumerate((TEXT, TEXT.replace("ثلاثة", "خمسة"), TEXT)):
        take(intake, page_of(text, at=AT + timedelta(hours=hour)))
    found = history(open_readonly(data / "warraq.db"), "https://sample.example/70001", [OUTLET])
    kinds = [row["kind"] for row in found]
    assert kinds == ["first", "edit", "revert"]


def test_a_removal_is_missing_first_and_gone_only_when_proven(intake: Intake, data: Path) -> None:
    take(intake, page_of(TEXT))
    take(intake, page_of(TEXT + "\nخبر آخر في اليوم نفسه.", url="https://sample.example/70002/"))
    kinds = []
    for hours in (12, 36, 59):
        kinds.append(take(intake, answer(404, AT + timedelta(hours=hours))).kind)
        take(intake, answer(304, AT + timedelta(hours=hours, minutes=1), "https://sample.example/70002/"))
    kinds.append(take(intake, answer(410, AT + timedelta(hours=80))).kind)
    assert kinds == ["missing", "missing", "missing", "gone"]
    (gone,) = rows(data, "SELECT status, body FROM articles WHERE key = '70001'")
    assert gone == {"status": "gone", "body": TEXT}
    assert take(intake, page_of(TEXT, at=AT + timedelta(hours=90))).kind == "back"
    versions = history(open_readonly(data / "warraq.db"), "https://sample.example/70001/slug/")
    assert [version["kind"] for version in versions] == ["first", "gone", "back"]


def test_an_outlet_of_which_nothing_answers_never_loses_an_article(intake: Intake, data: Path) -> None:
    take(intake, page_of(TEXT))
    for day in range(1, 8):
        assert take(intake, answer(404, AT + timedelta(days=day))).kind == "missing"
    for status in (403, 429, 500, 503):
        assert take(intake, answer(status, AT + timedelta(days=9))).kind == "failed"
    assert rows(data, "SELECT status FROM articles") == [{"status": "missing"}]


def test_no_answer_at_all_is_a_capture_row_with_its_cause(intake: Intake, data: Path) -> None:
    take(intake, page_of(TEXT))
    assert intake.failed("https://sample.example/70001/slug/", "timeout").reason == "timeout"
    last = rows(data, "SELECT status, error, article_id FROM captures ORDER BY id DESC LIMIT 1")[0]
    assert last == {"status": 0, "error": "timeout", "article_id": 2077600001}


def test_a_page_that_is_no_article_is_held_with_reason_and_bytes(intake: Intake, data: Path) -> None:
    outcome = take(intake, page_of("الصفحة غير موجودة", title="404"))
    assert outcome.kind == "held"
    assert rows(data, "SELECT * FROM articles") == []
    (held,) = intake.writer.held_pages.rows(HeldRow, "SELECT * FROM held")
    assert held["reason"] == outcome.reason
    assert rows(data, "SELECT id, status FROM captures") == [{"id": held["capture_id"], "status": 200}]
    take(intake, page_of(TEXT, at=AT + timedelta(hours=1)))
    assert not intake.writer.held_pages.exists("SELECT 1 FROM held")


def test_the_same_words_at_another_outlet_are_an_exact_copy(intake: Intake, data: Path) -> None:
    take(intake, page_of(TEXT))
    with Intake(data, OTHER, intake.writer) as other:
        take(other, page_of(TEXT.replace("أعلنت", "اعلنت"), url="https://other.example/80001/"))
    assert rows(data, "SELECT kind, containment FROM copies") == [{"kind": "exact", "containment": 1.0}]
    assert len(rows(data, "SELECT 1 FROM articles")) == 2


def test_addresses_of_one_article_lead_to_it(intake: Intake, data: Path) -> None:
    take(intake, page_of(TEXT))
    take(intake, page_of(TEXT, url="https://sample.example/70001/other-slug/?utm_source=x", at=AT + timedelta(hours=1)))
    assert len(rows(data, "SELECT 1 FROM articles")) == 1
    connection = open_readonly(data / "warraq.db")
    assert len(history(connection, "https://sample.example/70001/other-slug/?fbclid=1")) == 1
    assert len(history(connection, "http://www.sample.example/70001/a-slug-never-seen/?amp=1", [OUTLET])) == 1


def test_a_better_reading_is_ours_and_never_the_outlets_edit(intake: Intake, data: Path) -> None:
    take(intake, page_of(TEXT + "\nسطر زائد من واجهة الموقع"))
    with Intake(data, LATER_RULES, intake.writer) as with_better_rules:
        later = page_of(TEXT + "\nسطر زائد من واجهة الموقع", at=AT + timedelta(hours=1))
        assert take(with_better_rules, later).kind == "unchanged"
    found = history(open_readonly(data / "warraq.db"), "2077600001")
    assert [row["kind"] for row in found] == ["first", "extractor"]
    assert rows(data, "SELECT body FROM articles") == [{"body": TEXT}]


def test_replay_reads_everything_again_and_is_the_same_twice(data: Path) -> None:
    with Intake(data, OUTLET) as opened:
        take(opened, page_of(TEXT + "\nسطر زائد من واجهة الموقع"))
    better = replace(OUTLET, junk_lines=("سطر زائد",))
    with open_for_replay(DataFolder(data)) as writer:
        first = [happened for _, happened, _ in replay(writer, {"sample": better})]
        second = [happened for _, happened, _ in replay(writer, {"sample": better})]
    assert (first, second) == (["changed"], ["same"])
    assert rows(data, "SELECT body FROM articles") == [{"body": TEXT}]


def test_an_older_capture_fills_the_past_and_never_displaces_the_present(intake: Intake, data: Path) -> None:
    take(intake, page_of(TEXT))
    old = TEXT.replace("ثلاثة", "خزان وحيد من")
    take(intake, page_of(old, at=AT - timedelta(days=30)))
    (article,) = rows(data, "SELECT body, first_seen_at FROM articles")
    assert article == {"body": TEXT, "first_seen_at": "2026-10-21T06:00:00Z"}
    seen = [(row["seen_at"], row["body"]) for row in rows(data, "SELECT * FROM version_texts ORDER BY seen_at")]
    assert seen == [("2026-10-21T06:00:00Z", old), ("2026-11-20T06:00:00Z", TEXT)]


def test_bytes_kept_but_never_acknowledged_are_cut_at_the_next_start(data: Path) -> None:
    first = Intake(data, OUTLET)
    take(first, page_of(TEXT))
    lost = first.keep(Exchange(url="https://sample.example/70009/", status=200, headers=(), body=b"x", fetched_at=AT))
    first.writer.warc.sync()
    path = data / "warc" / lost.warc_file
    assert lying(path).stat().st_size == lost.warc_offset + lost.warc_length
    # Killed here: nothing is closed or flushed.
    with Intake(data, OUTLET):
        assert lying(path).stat().st_size == lost.warc_offset - lost.warc_before
    first.writer._kept.clear()
    first.close()


def test_an_imported_line_is_kept_as_evidence(data: Path) -> None:
    line = json.dumps({"url": "https://sample.example/70003/", "text": TEXT}, ensure_ascii=False)
    with Intake(data, OUTLET) as opened:
        capture: Capture = opened.keep(
            Exchange(url="https://sample.example/70003/", status=200, headers=(), body=line.encode(), fetched_at=AT)
        )
        opened.flush()
    kept = read_exchange(data / "warc", capture.warc_file, capture.warc_offset, capture.warc_length)
    assert json.loads(kept.body)["text"] == TEXT


def test_an_edited_headline_is_an_edit_though_the_feed_keeps_the_old_one(intake: Intake, data: Path) -> None:
    """Of a page without titles for machines and without an h1: what a feed said of it only fills a hole."""
    old, new = "عودة المياه إلى الحارات القديمة", "عودة المياه والكهرباء إلى الحارات القديمة"
    for hours, headline in enumerate((old, new, new)):
        page = page_of(TEXT, at=AT + timedelta(hours=hours))
        shown = f"<html><title>بوابة</title><h3>{headline}</h3><div class='body'><p>{TEXT}</p></div></html>"
        take(intake, replace(page, body=shown.encode(), hint=Hint(title=old)))
    found = rows(data, "SELECT kind, title FROM version_texts ORDER BY n")
    assert [(row["kind"], row["title"]) for row in found] == [("first", old), ("edit", new)]
