"""What the outlet's later pages say of a change: furniture, edit, and whatever dies or is lost in between."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.exchange import Page
from archive.ingest import importer
from archive.ingest.importer import Importer
from archive.ingest.intake import Intake
from archive.ingest.session import Writer
from archive.publish.manifest import read_manifest
from archive.publish.snapshot import publish
from archive.times import now
from tests.support.deltas import lines_of
from tests.support.made_pages import AT, LATER_RULES, OUTLET, rows, take
from tests.support.made_stories import (
    HOUR,
    LONG_NOTE,
    NOTE,
    changed,
    import_pages,
    json_line,
    kinds,
    others,
    story_page,
    taken,
    verdicts,
)

DAY = timedelta(days=1)


def test_a_doubtful_line_is_in_no_verdict_until_ten_other_articles_came(intake: Intake, data: Path) -> None:
    for page in (*changed(NOTE), *others(count=9)):
        take(intake, page)
    # The same ones again teach nothing new.
    take(intake, story_page(2, at=AT + 20 * HOUR))
    assert kinds(data) == ["first", "unsettled"]
    take(intake, story_page(11, at=AT + 21 * HOUR))
    assert kinds(data) == ["first", "edit"]
    assert verdicts(data) == [("unsettled", "edit", "pages")]
    (edit,) = rows(data, "SELECT added, removed, changed, told_at FROM versions WHERE kind = 'edit'")
    assert (edit["added"], edit["removed"], edit["changed"]) == (7, 0, "text")
    assert edit["told_at"] == rows(data, "SELECT at FROM verdicts")[0]["at"]


def test_a_doubtful_line_is_furniture_as_soon_as_three_other_articles_have_it(intake: Intake, data: Path) -> None:
    for page in (*changed(NOTE), *others(NOTE, count=2)):
        take(intake, page)
    assert kinds(data) == ["first", "unsettled"]
    take(intake, story_page(4, NOTE, at=AT + 4 * HOUR))
    assert kinds(data) == ["first", "furniture"]
    assert verdicts(data) == [("unsettled", "furniture", "learned")]
    (article,) = rows(data, "SELECT body FROM articles WHERE key = '80001'")
    assert NOTE in article["body"], "nothing that was read is lost"


def test_a_doubtful_line_that_one_other_article_has_waits_for_forty(intake: Intake, data: Path) -> None:
    for page in (*changed(NOTE), *others(NOTE, count=1), *others(first=3, count=12)):
        take(intake, page)
    assert kinds(data) == ["first", "unsettled"]
    for page in others(NOTE, first=15, count=2):
        take(intake, page)
    assert kinds(data) == ["first", "furniture"]


def test_a_line_that_is_known_already_is_furniture_at_first_sight_and_so_is_its_going(
    intake: Intake, data: Path
) -> None:
    for page in (*others(NOTE, count=3), *changed(NOTE), story_page(1, at=AT + 2 * HOUR)):
        take(intake, page)
    assert (kinds(data), verdicts(data)) == (["first", "furniture", "furniture"], [])


def test_a_sign_in_a_line_that_is_furniture_is_no_edit(intake: Intake, data: Path) -> None:
    rate = "حركة الدولار في السوق اليوم {}5%"
    for page in (*others(rate.format("-"), count=4), *others(rate.format(""), first=6, count=4)):
        take(intake, page)
    for hour, sign in enumerate(("", "-", "")):
        take(intake, story_page(1, rate.format(sign), at=AT + hour * HOUR))
    assert kinds(data) == ["first", "furniture", "furniture"]
    # Where it is the story's, it is an edit.
    for hour, sign in enumerate(("", "-")):
        take(intake, story_page(40, f"وقال التقرير إن الأجور تغيرت {sign}5% منذ بداية العام.", at=AT + hour * HOUR))
    assert [row["kind"] for row in rows(data, "SELECT kind FROM versions ORDER BY id DESC LIMIT 1")] == ["edit"]


def test_an_edit_that_was_told_is_taken_back_when_all_its_lines_are_learned(intake: Intake, data: Path) -> None:
    for page in changed(LONG_NOTE):
        take(intake, page)
    assert kinds(data) == ["first", "edit"]
    for page in others(LONG_NOTE, count=12):
        take(intake, page)
    intake.settle(last=True)
    assert verdicts(data) == [("edit", "furniture", "learned")]
    assert rows(data, "SELECT changed, numbers, added FROM versions WHERE kind = 'furniture'") == [
        {"changed": "", "numbers": "", "added": 34}
    ]


def test_one_line_more_on_thirty_articles_is_no_edit_of_any(intake: Intake, data: Path) -> None:
    for number in range(1, 31):
        take(intake, story_page(number, at=AT + number * HOUR))
    for number in range(1, 31):
        take(intake, story_page(number, LONG_NOTE, NOTE, at=AT + DAY + number * HOUR))
    intake.settle(last=True)
    assert {row["kind"] for row in rows(data, "SELECT kind FROM versions WHERE n = 2")} == {"furniture"}


def test_an_outlet_of_few_articles_is_waited_for_a_week_and_no_longer(intake: Intake, data: Path) -> None:
    for page in (*changed(NOTE), *others(count=2), story_page(4, at=AT + 6 * DAY)):
        take(intake, page)
    assert kinds(data) == ["first", "unsettled"]
    take(intake, story_page(4, at=AT + 9 * DAY))
    assert kinds(data) == ["first", "edit"]


def test_two_other_articles_teach_nothing_however_long_they_are_waited_for(intake: Intake, data: Path) -> None:
    for page in (*changed(NOTE), *others(count=2), story_page(2, at=AT + 29 * DAY)):
        take(intake, page)
    assert kinds(data) == ["first", "unsettled"]
    take(intake, story_page(3, at=AT + 32 * DAY))
    assert kinds(data) == ["first", "edit"]


def test_what_waited_for_a_week_by_the_clock_settles_without_a_page(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken(data, (*changed(NOTE), *others(count=3)))
    later = now() + 8 * DAY
    monkeypatch.setattr("archive.ingest._settling_changes.now", lambda: later)
    taken(data, ())
    assert kinds(data) == ["first", "edit"]


def test_a_doubtful_change_that_was_taken_back_settles_as_an_edit_and_a_return(intake: Intake, data: Path) -> None:
    for page in (*changed(NOTE), story_page(1, at=AT + 2 * HOUR), *others(first=3)):
        take(intake, page)
    assert kinds(data) == ["first", "edit", "revert"]


def imported(data: Path, files: Iterable[Iterable[Page]]) -> list[tuple[str, ...]]:
    data.mkdir()
    import_pages(data, files)
    sql = "SELECT a.key, v.seen_at, v.kind FROM versions v JOIN articles a ON a.id = article_id ORDER BY 1, 2"
    return [tuple(row.values()) for row in rows(data, sql)]


@pytest.mark.parametrize(
    ("line", "then", "kind"), [(NOTE, (), "edit"), (NOTE, (NOTE,), "furniture"), (LONG_NOTE, (LONG_NOTE,), "furniture")]
)
def test_an_import_gives_the_same_kinds_however_it_is_parted_and_ordered(
    tmp_path: Path, line: str, then: tuple[str, ...], kind: str
) -> None:
    pages = [*changed(line), *others(*then, count=13)]
    whole = imported(tmp_path / "whole", [pages])
    assert whole[1][2] == kind
    assert imported(tmp_path / "apart", [[page] for page in pages]) == whole
    assert imported(tmp_path / "backwards", [pages[8:][::-1], pages[:8][::-1]]) == whole


def test_two_processes_that_meet_settle_a_change_once(data: Path) -> None:
    with Intake(data, OUTLET) as one, Intake(data, OUTLET, Writer(DataFolder(data), "beside")) as other:
        for page in changed(NOTE):
            take(one, page)
        for page in others():
            take(other, page)
        one.settle(last=True)
        other.writer.close()
    assert verdicts(data) == [("unsettled", "edit", "pages")]


def test_a_change_of_our_rules_is_neither_furniture_nor_an_edit(data: Path) -> None:
    taken(data, [*others(NOTE, count=4), story_page(1, "سطر زائد", NOTE)])
    with Intake(data, LATER_RULES) as later:
        take(later, story_page(1, "سطر زائد", NOTE, at=AT + HOUR))
    assert kinds(data) == ["first", "extractor"]


def test_a_kind_that_was_rewritten_is_said_in_the_delta(data: Path) -> None:
    taken(data, changed(NOTE))
    folder = DataFolder(data)
    publish(folder)
    taken(data, others())
    publish(folder)
    delta = read_manifest(folder)[0]["delta"]
    assert delta is not None
    lines = lines_of(folder, delta["file"])
    assert [line["kind"] for line in lines if line["t"] == "versions" and line["op"] == "MOD"] == ["edit"]


def test_an_import_settles_behind_each_batch(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importer, "BATCH", 4)
    data.mkdir()
    (data / "1.jsonl").write_bytes(b"".join(map(json_line, (*changed(NOTE), *others(count=30)))))
    with Writer(DataFolder(data), "import") as writer:
        done = Importer(writer, {"sample": OUTLET}).run(data / "1.jsonl")
        for _ in range(17):
            next(done)
        assert kinds(data) == ["first", "edit"]


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 5), (5, 4, 3, 2, 1, 0)])
def test_texts_that_take_turns_are_one_entry_met_forwards_or_backwards(data: Path, order: tuple[int, ...]) -> None:
    titles = ("عودة المياه إلى القرية النموذجية", "المياه تعود أخيرا")
    visits = [story_page(1, at=AT + visit * HOUR, title=titles[visit % 2]) for visit in range(6)]
    imported(data, [[visits[visit]] for visit in order])
    assert kinds(data) == ["first", "alternates", "repeat", "repeat", "repeat", "repeat"]
