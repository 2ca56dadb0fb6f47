"""Every row of an archive has its leaf, in the commit that wrote it; what changes it rightly, the log follows."""

import json
import shutil
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.evidence import log
from archive.evidence.leaves import Leaf, leaves
from archive.exchange import Capture, Exchange
from archive.ingest.intake import Intake
from archive.ingest.replaying import open_for_replay, replay
from archive.record.store import Store, open_record
from archive.sqlite import open_readonly, savepoint, transaction
from tests.support.made_pages import AT, LATER_RULES, OUTLET, TEXT, URL, answer, page_of, take

# Rows without a leaf, by kind.
MISSING = {
    "capture": "SELECT id FROM captures WHERE id NOT IN (SELECT ref FROM log WHERE kind = 'capture')",
    "version": "SELECT id FROM versions WHERE id NOT IN (SELECT ref FROM log WHERE kind = 'version')",
    "described": "SELECT id FROM articles WHERE id NOT IN (SELECT ref FROM log WHERE kind = 'described')",
}
BEFORE_THE_LOG = (
    "DROP TABLE log",
    "DROP TABLE log_backlog",
    "DELETE FROM _sqlite_migrations WHERE name IN ('append_only_log', 'leaves_of_our_own')",
)


def all_leaves(data: Path) -> list[Leaf]:
    with closing(open_readonly(data / "warraq.db")) as connection:
        return list(leaves(connection, 0, log.size(connection)))


def kinds(data: Path) -> list[str]:
    return [leaf.kind for leaf in all_leaves(data)]


def demand_whole(data: Path) -> list[Leaf]:
    """Every leaf holds, they are numbered from 0 without a gap, and no row is without one. Returns the leaves."""
    found = all_leaves(data)
    assert [leaf for leaf in found if not leaf.holds] == []
    assert [leaf.n for leaf in found] == list(range(len(found)))
    with closing(open_readonly(data / "warraq.db")) as connection:
        assert [row for sql in MISSING.values() for row in connection.execute(sql)] == []
    return found


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An article that was edited, not there and back, and read again by other rules."""
    data = tmp_path_factory.mktemp("made") / "data"
    later, line = AT + timedelta(days=1), "سطر زائد"
    with Intake(data, OUTLET) as intake:
        take(intake, page_of(TEXT))
        take(intake, page_of(f"{TEXT}\nوأضافت البلدية جملة.\n{line}", at=later))
        take(intake, answer(404, later + timedelta(days=1)))
        take(intake, page_of(f"{TEXT}\nوأضافت البلدية جملة.\n{line}", at=later + timedelta(days=2)))
        take(intake, page_of(TEXT, url="https://sample.example/70002/slug/", title="خبر آخر"))
    return data


@pytest.fixture
def made(made_once: Path, data: Path) -> Path:
    """A copy of it."""
    shutil.copytree(made_once, data)
    return data


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    data.mkdir(exist_ok=True)
    store = open_record(data / "warraq.db")
    yield store
    store.close()


def test_every_row_of_a_made_archive_gives_its_entry(made: Path) -> None:
    found = demand_whole(made)
    assert sorted(leaf.kind for leaf in found) == ["capture"] * 5 + ["described"] * 2 + ["outlet"] + ["version"] * 3
    with open_for_replay(DataFolder(made)) as writer:
        assert {what for _, what, _ in replay(writer, {OUTLET.name: LATER_RULES})} == {"changed", "same"}
    grown = demand_whole(made)
    assert grown[: len(found)] == found
    # One article's text is the same by the later rules: it was read again. The other got a version of ours.
    assert sorted(leaf.kind for leaf in grown[len(found) :]) == ["reread", "version"]


def test_a_version_names_the_leaf_of_its_capture_and_the_rules_that_read_it(made: Path) -> None:
    found = all_leaves(made)
    for version in (leaf for leaf in found if leaf.kind == "version"):
        told = json.loads(version.detail)
        assert found[told["capture"]].kind == "capture"
        assert f'"capture":{told["capture"]},' in (version.record or "")
        assert told["rules"]


def test_what_changes_in_place_breaks_no_leaf(made: Path) -> None:
    before = all_leaves(made)
    with Intake(made, OUTLET) as intake:
        older = page_of(TEXT, at=AT - timedelta(days=3))
        imported = Exchange(
            url=older.url, status=200, headers=older.headers, body=older.body, fetched_at=older.fetched_at, via="import"
        )
        intake.keep(imported)
        assert intake.take(replace(older, via="import")).kind == "unchanged"
        take(intake, answer(410, AT + timedelta(days=9)))
        take(intake, answer(410, AT + timedelta(days=14)))
    assert demand_whole(made)[: len(before)] == before


def test_a_text_that_our_own_crawl_meets_again_is_proven_by_its_capture_from_then_on(data: Path) -> None:
    page = page_of(TEXT)
    with Intake(data, OUTLET) as intake:
        intake.keep(
            Exchange(url=page.url, status=200, headers=page.headers, body=page.body, fetched_at=AT, via="import")
        )
        intake.take(replace(page, via="import"))
        take(intake, page_of(TEXT, at=AT + timedelta(days=1)))
    found = demand_whole(data)
    assert [leaf.kind for leaf in found] == ["outlet", "capture", "version", "described", "capture", "reread"]
    assert json.loads(found[-1].detail)["capture"] == 4


def test_an_article_is_described_again_when_its_description_changes_and_not_else(data: Path) -> None:
    with Intake(data, OUTLET) as intake:
        take(intake, page_of(TEXT))
        take(intake, page_of(f"{TEXT}\nوأضافت البلدية جملة.", at=AT + timedelta(days=1)))
        assert kinds(data).count("described") == 1
        take(intake, page_of(TEXT, title="عنوان جديد كل الجدة", at=AT + timedelta(days=2)))
    assert kinds(data).count("described") == 2
    demand_whole(data)


def test_a_change_made_behind_our_back_is_not_entered(made: Path) -> None:
    with closing(open_record(made / "warraq.db")) as store:
        store.db.execute("UPDATE captures SET fetched_at = '2020-01-01T00:00:00Z' WHERE id = 1")
        store.db.execute("UPDATE versions SET sha256 = words_sha256 WHERE id = 1")
        store.db.execute("DELETE FROM captures WHERE id = 3")
    with Intake(made, OUTLET) as intake:
        take(intake, page_of(TEXT, at=AT + timedelta(days=9)))
    wrong = [(leaf.kind, leaf.ref, leaf.why) for leaf in all_leaves(made) if not leaf.holds]
    assert sorted(wrong) == [("capture", 1, ""), ("capture", 3, "no_row"), ("version", 1, "")]


def test_a_commit_that_fails_leaves_neither_row_nor_leaf(made: Path) -> None:
    before = all_leaves(made)
    with Intake(made, OUTLET) as intake:
        page = page_of(TEXT, at=AT + timedelta(days=9))
        intake.keep(Exchange(url=page.url, status=200, headers=(), body=page.body, fetched_at=page.fetched_at))
        with suppress(RuntimeError), intake.writer.acknowledged():
            intake.writer.write_captures(OUTLET)
            raise RuntimeError
        with intake.writer.acknowledged():
            pass
    assert demand_whole(made) == before


def test_what_is_rolled_back_with_a_part_of_a_commit_has_no_leaf(made: Path) -> None:
    before, failed = all_leaves(made), Capture(url=URL, fetched_at=AT, status=0, error="timeout")
    with Intake(made, OUTLET) as intake, intake.writer.acknowledged():
        store = intake.writer.store
        with suppress(RuntimeError), savepoint(store.db):
            store.add_capture(failed, OUTLET.name)
            raise RuntimeError
    assert demand_whole(made) == before


def test_a_record_from_before_the_log_is_entered_when_it_is_first_written_to(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_record(made / "warraq.db")) as store:
        for statement in BEFORE_THE_LOG:
            store.db.execute(statement)
    monkeypatch.setattr(log, "BACKLOG_STEP", 2)
    open_record(made / "warraq.db").close()
    assert all_leaves(made) == []
    with Intake(made, OUTLET) as intake:
        assert kinds(made) == ["capture"] * 5 + ["described"] * 2 + ["version"] * 3 + ["outlet"]
        take(intake, page_of(TEXT, url="https://sample.example/70003/slug/", title="خبر ثالث"))
    found = demand_whole(made)
    assert [leaf.kind for leaf in found[-3:]] == ["capture", "version", "described"]
    with closing(open_readonly(made / "warraq.db")) as connection:
        assert connection.execute("SELECT * FROM log_backlog").fetchall() == []


def test_a_new_archive_has_nothing_to_catch_up_with(store: Store) -> None:
    assert store.db.execute("SELECT * FROM log_backlog").fetchall() == []
    assert log.size(store.db.conn) == 0


def test_an_erased_leaf_keeps_its_place_and_tells_nothing(made: Path) -> None:
    with closing(open_record(made / "warraq.db")) as store, transaction(store.db):
        leaf = log.leaf_of(store.db.conn, "capture", 2)
        assert leaf is not None
        n = log.append_redacted(store.db, leaf, "erase", "court", "2026-11-26", {"was_sha256": "0" * 64})
        store.db.execute("UPDATE log SET salt = NULL, detail = '' WHERE n = ?", (leaf,))
    found = all_leaves(made)
    assert [(one.n, one.why) for one in found if not one.holds] == [(leaf, "erased")]
    told = json.loads(found[n].detail)
    assert (found[n].kind, found[n].ref, told["leaf"], told["reason"]) == ("redacted", leaf, leaf, "court")
    with closing(open_readonly(made / "warraq.db")) as connection:
        assert list(log.entries(connection, leaf, n)) == [one.entry for one in found[leaf:n]]
