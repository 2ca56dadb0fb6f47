"""After each level nothing that was taken out is found anywhere; whoever is killed ends it when asked again."""

import os
import sqlite3
import subprocess
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from archive.crawl_state.frontier import Frontier
from archive.crawl_state.redactions import Redactions
from archive.crawl_state.revisits import Poll
from archive.data_folder import DataFolder
from archive.ingest.importer import Importer
from archive.ingest.session import Writer
from archive.model import Outcome
from archive.publish.manifest import read_manifest
from archive.publish.pulling import COPY, pull
from archive.publish.snapshot import publish
from archive.record.analysis_tables import ANALYSED
from archive.record.redacting import take_article_out
from archive.record.redactions import LEVELS, Level
from archive.record.store import open_record
from archive.redaction.apply import begin, finish
from archive.redaction.plan import Wanted, plans
from archive.sqlite import transaction
from archive.times import now, unstamp
from archive.upkeep.verifying import verify
from tests.redaction.conftest import Desk
from tests.support.killed_at import killed_at_each_change
from tests.support.made_archive import FURAT, STREET, Made, take
from tests.support.pulled_copies import Shelf, differences
from tests.support.redacted_archive import HEADLINE, OTHER, TEXT, URL, copied, files_with, listed, records_with
from tests.support.warc_files import http, warc_record

levels = pytest.mark.parametrize("level", LEVELS)
EVERY_KILL = os.environ.get("WARRAQ_REDACTIONS", "") == "all"


@pytest.fixture(scope="session")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    private = tmp_path_factory.mktemp("key") / "seal.key"
    subprocess.run(["openssl", "genpkey", "-algorithm", "x25519", "-out", str(private)], check=True)
    return private


def redact(
    data: DataFolder, article: int, level: Level, key: Path, name: str = "", *, other_pages: bool = False
) -> list[str]:
    start(data, article, level, key, name, other_pages=other_pages)
    return finish(data)


def start(
    data: DataFolder, article: int, level: Level, key: Path, name: str = "", *, other_pages: bool = False
) -> None:
    wanted = Wanted(ids=(article,), level=level, reason="safety", name=name, other_pages=other_pages)
    with closing(open_record(data.record)) as store, Redactions(data.service) as redactions:
        begin(redactions, plans(data, store, redactions, wanted), key)


def test_the_made_archive_has_it_everywhere(desk: Desk) -> None:
    snapshot = read_manifest(desk.data)[0]["file"]
    assert {"warraq.db", f"published/{snapshot}", "service.db"} <= set(files_with(desk.data.root))
    assert set(records_with(desk.data)) == {URL, OTHER, "https://furat24.example/feed"}
    with closing(sqlite3.connect(desk.data.record)) as record:
        for table in ANALYSED:
            sql = f"SELECT 1 FROM {table} WHERE article_id = ?"  # noqa: S608 - ours
            assert record.execute(sql, (desk.article,)).fetchone(), table
        assert "القعطبيز" in "".join(record.execute("SELECT group_concat(sentence) FROM figures").fetchone())


@levels
def test_no_byte_search_finds_it_after_any_level(desk: Desk, level: Level, key: Path) -> None:
    assert redact(desk.data, desk.article, level, key, other_pages=True) == []
    assert files_with(desk.data.root) == []
    assert files_with(desk.data.root, (URL, "qx-hajiz")) == []
    # What is hidden only is shown to nobody; its bytes stay.
    assert bool(records_with(desk.data)) == (level == "hide")
    publish(desk.data)
    assert files_with(desk.data.root) == []


@levels
def test_an_older_sqlite_searches_the_record_and_the_new_download(desk: Desk, level: Level, key: Path) -> None:
    """Python's own, whichever that is: it knows no other form of the index than the plain one."""
    redact(desk.data, desk.article, level, key)
    (entry,) = read_manifest(desk.data)
    for path in (desk.data.record, desk.data.published / entry["file"]):
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            count = "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ?"
            assert connection.execute(count, ("الارصفه",)).fetchone() == (2,)
            assert connection.execute(count, ("بزحطغشموق",)).fetchone() == (0,)
            assert connection.execute("SELECT v FROM articles_fts_config WHERE k = 'version'").fetchone() == (4,)
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@levels
def test_the_archive_still_verifies(desk: Desk, level: Level, key: Path) -> None:
    assert verify(desk.data, {}).bad == []
    redact(desk.data, desk.article, level, key, other_pages=True)
    assert verify(desk.data, {}).bad == []


def test_a_row_that_somebody_removed_by_hand_is_no_redaction(desk: Desk, key: Path) -> None:
    redact(desk.data, desk.article, "erase", key)
    with closing(open_record(desk.data.record)) as store:
        other = next(store.column(int, "SELECT min(id) FROM articles"))
        with transaction(store.db):
            take_article_out(store.db, other)
    assert verify(desk.data, {}).bad != []


def test_pages_of_others_stay_unless_they_are_asked_for(desk: Desk, key: Path) -> None:
    redact(desk.data, desk.article, "erase", key)
    assert records_with(desk.data) == [OTHER]
    assert files_with(desk.data.root) == []


@levels
def test_downloads_that_had_it_are_replaced_and_named(desk: Desk, level: Level, key: Path) -> None:
    before = read_manifest(desk.data)[0]["file"]
    redact(desk.data, desk.article, level, key)
    (entry,) = read_manifest(desk.data)
    assert entry["replaces"] == [before]
    assert not (desk.data.published / before).exists()


@levels
def test_the_next_crawl_does_not_bring_it_back(desk: Desk, level: Level, key: Path) -> None:
    redact(desk.data, desk.article, level, key)
    poll = Poll(outlet="furat24", url="https://furat24.example/feed", kind="feed", checked_at=now())
    with Frontier(desk.data.service) as frontier:
        assert frontier.record_poll(poll, [listed()]).new == ()
        assert frontier.due_visits("furat24", now()) == []


@levels
def test_an_import_does_not_bring_it_back(desk: Desk, level: Level, key: Path, tmp_path: Path) -> None:
    source = tmp_path / "theirs.warc"
    source.write_bytes(
        warc_record(http(f"<html><body><h1>{HEADLINE}</h1><p>{TEXT}</p></body></html>".encode()), url=URL)
    )
    redact(desk.data, desk.article, level, key, other_pages=True)
    with Writer(desk.data, "import") as writer:
        done = [outcome for outcome, _ in Importer(writer, {FURAT.name: FURAT}).run(source)]
    assert [(one.kind, one.reason) for one in done if isinstance(one, Outcome)] == [("ignored", "redacted")]
    assert files_with(desk.data.root) == []


@levels
def test_a_pulled_copy_follows_at_its_next_pull(desk: Desk, level: Level, key: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    pull(Shelf(desk.data), copy)
    assert files_with(copy) != []
    redact(desk.data, desk.article, level, key)
    pull(Shelf(desk.data), copy)
    assert files_with(copy) == []
    assert differences(desk.data, copy / COPY) == []


def test_no_number_is_given_again(desk: Desk, key: Path) -> None:
    with closing(open_record(desk.data.record)) as store:
        (newest,) = store.column(int, "SELECT max(id) FROM versions")
        owner = next(store.column(int, "SELECT article_id FROM versions WHERE id = ?", newest))
        published = next(store.column(str, "SELECT published_at FROM articles WHERE id = ?", owner))
    redact(desk.data, owner, "erase", key)
    made = Made(FURAT, "later", "خبر آخر جاء بعد ذلك بساعة", STREET.format(n=93), 1)
    with Writer(desk.data, "made") as writer:
        # Of the same day, which its number begins with.
        article = take(writer, made, unstamp(published) + timedelta(minutes=7))
        assert article not in (owner, desk.article)
        assert list(writer.store.column(int, "SELECT id FROM versions WHERE article_id = ?", article)) == [newest + 1]


@levels
def test_whoever_is_killed_at_any_step_ends_it_when_asked_again(
    made: tuple[Path, int], tmp_path: Path, level: Level, key: Path
) -> None:
    """Killed before every change of a file, each time anew from where the kill before left it."""
    root, article = made
    data = copied(root, tmp_path / "data")
    start(data, article, level, key)
    kills = 0
    for number in killed_at_each_change(lambda: finish(data)):
        kills += 1
        if not EVERY_KILL and number > 5:
            break
    finish(data)
    print(f"{level}: {kills} kills")
    assert kills > 5
    assert files_with(data.root) == []
    with Redactions(data.service) as redactions:
        assert redactions.begun() == []
