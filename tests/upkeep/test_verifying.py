"""The whole archive is verified and gone on with where it was cut short; a share a night is all of it in a month."""

import sqlite3
from collections import Counter
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.ingest.intake import Intake
from archive.publish.snapshot import publish
from archive.times import now
from archive.upkeep.verifying import verify, verify_article, verify_share
from tests.support.made_pages import OUTLET, TEXT, page_of, rows, take

KNOWN = {OUTLET.name: OUTLET}


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    folder = DataFolder(tmp_path / "data")
    with Intake(folder.root, OUTLET) as intake:
        for n in range(1, 8):
            take(intake, page_of(f"{TEXT} {n}", url=f"https://sample.example/7000{n}/slug/", title=f"عودة المياه {n}"))
    return folder


def flip(data: DataFolder) -> Path:
    """A byte of the last capture."""
    (path,) = data.warc.rglob("*.warc.gz")
    content = bytearray(path.read_bytes())
    content[-200] ^= 1
    path.write_bytes(content)
    return path.relative_to(data.warc)


def test_a_whole_archive_is_well_and_its_texts_are_read_again(data: DataFolder) -> None:
    seen: list[tuple[str, int, int]] = []
    found = verify(data, KNOWN, lambda *step: seen.append(step))
    assert (found.bad, found.ok, found.checked) == ([], True, found.due)
    rows_of = {"database": 1, "schema": 1, "captures": 7, "log": 22, "log of rows": 3}
    derived = {"index": 7, "words of the index": 7, "copies": 21, "stories": 1, "edits": 0, "counts": 1, "analysis": 7}
    beside = {"other databases": 3, "sketches": 7, "taken out": 0}
    assert found.by_check == {**rows_of, **derived, **beside, "texts": 7, "readings": 7}
    assert [(note.what, number) for note, number in found.notes.items()] == [("read_again", 7)]
    assert [name for name, done, total in seen if done == total and name == "captures"] == ["captures"]


def test_bytes_that_changed_are_named_with_their_capture(data: DataFolder) -> None:
    name = flip(data)
    found = verify(data, KNOWN)
    assert f"capture 7 in warc/{name}" in {bad["where"] for bad in found.bad}
    assert not found.ok


def test_one_that_was_cut_short_is_gone_on_with_and_forgets_nothing(data: DataFolder) -> None:
    flip(data)
    bad = verify(data, KNOWN).bad

    def interrupt(name: str, done: int, _: int) -> None:
        if name == "texts" and done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        verify(data, KNOWN, interrupt)
    asked: Counter[str] = Counter()
    found = verify(data, KNOWN, lambda *step: asked.update([step[0]]))
    assert (found.bad, found.checked) == (bad, found.due)
    assert (asked["captures"], asked["readings"]) == (1, 2), "what was done is only told again"
    assert not (data.root / "verifying.json").exists()


def test_in_so_many_nights_each_record_is_checked_once(data: DataFolder) -> None:
    at = now()
    found = [verify_share(data, KNOWN, at + timedelta(days=day), nights=3) for day in range(3)]
    assert [one.bad for one in found] == [[], [], []]
    of_all = sum((one.by_check for one in found), Counter[str]())
    whole = verify(data, KNOWN).by_check
    assert {name: of_all[name] for name in ("captures", "texts", "readings", "index", "log")} == {
        name: whole[name] for name in ("captures", "texts", "readings", "index", "log")
    }


def test_a_damaged_page_is_told_the_same_night_though_a_publish_has_taken_it_over(data: DataFolder) -> None:
    """A snapshot is written anew once a week; in between the record's pages go into it as they lie."""
    publish(data)
    with Intake(data.root, OUTLET) as intake:
        take(intake, page_of(f"{TEXT} 8", url="https://sample.example/70008/slug/"))
    with closing(sqlite3.connect(data.record)) as record:
        # Of an index that no publish reads, and no other check asks.
        (page,) = record.execute("SELECT rootpage FROM sqlite_master WHERE name = 'captures_url'").fetchone()
        record.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with data.record.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(bytes(4096))
    assert publish(data).whole is False
    # Of two nights one at least is none of those that look at the whole file.
    for night in range(2):
        told = verify_share(data, KNOWN, now() + timedelta(days=night)).bad
        assert "warraq.db" in {bad["where"] for bad in told}, night


def test_it_ends_when_its_time_is_up_and_says_how_far_it_came(data: DataFolder) -> None:
    found = verify_share(data, KNOWN, now(), nights=1, seconds=-1)
    assert (found.due > 7, found.checked) == (True, 0)


def test_one_article_is_verified_through_everything_that_is_its_own(data: DataFolder) -> None:
    flip(data)
    first, *_, last = (row["id"] for row in rows(data.root, "SELECT id FROM articles ORDER BY id"))
    found = verify_article(data, str(first), KNOWN)
    assert (found.bad, found.by_check) == ([], {"texts": 1, "log": 3, "captures": 1, "readings": 1})
    assert {bad["where"].split(" in ")[0] for bad in verify_article(data, str(last), KNOWN).bad} == {
        "capture 7",
        f"version 1 of article {last}",
    }
    assert verify_article(data, "https://sample.example/70001/slug/", KNOWN).ok
