"""The download: whole, checked, described, never half there, and what changed since the one before."""

import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.data_folder import DataFolder
from archive.errors import BadConfiguration
from archive.ingest.importer import Importer
from archive.ingest.session import Writer
from archive.publish.manifest import read_manifest
from archive.publish.snapshot import BadSnapshot, publish
from tests.support.command import Command
from tests.support.deltas import lines_of

# Written for this test; nothing of it happened.
TEXT = "نص نموذجي طويل بما يكفي ليكون خبرًا، كُتب لهذا الاختبار وحده ولم يقع شيء مما يرويه في أي بلدة. " * 3


def feed(data: DataFolder, *numbers: int, words: str = "") -> None:
    lines = [{"url": f"https://one.example/{n}", "title": f"خبر {n}", "text": f"{TEXT} {n} {words}"} for n in numbers]
    path = data.root.parent / "some.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines))
    with Writer(data, "import") as writer:
        assert all(outcome.kind in ("new", "given") for outcome, _ in Importer(writer, {}).run(path))  # type: ignore[union-attr]


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    folder = DataFolder(tmp_path / "data")
    feed(folder, 1, 2, 3)
    return folder


def test_a_snapshot_is_whole_described_and_searchable_without_us(data: DataFolder) -> None:
    made = publish(data)
    file = data.published / made.file
    assert hashlib.sha256(file.read_bytes()).hexdigest() == made.sha256
    assert (file.stat().st_size, made.articles, made.delta) == (made.bytes, 3, None)
    (entry,) = read_manifest(data)
    assert entry["file"] == made.file
    assert json.loads((data.published / "latest.json").read_text()) == entry
    plain = sqlite3.connect(file)
    assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert plain.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    plain.execute("UPDATE search_input SET q = 'نصٌّ نموذجيّ'")
    assert plain.execute("SELECT count(*) FROM search_results").fetchone() == (3,)
    plain.close()


def test_a_name_is_never_used_twice_and_the_changes_since_come_along(data: DataFolder) -> None:
    first = publish(data)
    feed(data, 4)
    feed(data, 2, words="وأضيفت جملة جديدة")
    second = publish(data)
    assert second.file != first.file
    assert second.delta is not None
    texts = [line for line in lines_of(data, second.delta) if line["t"] == "articles"]
    assert [(line["op"], line.get("url")) for line in texts] == [("MOD", None), ("ADD", "https://one.example/4")]
    assert set(texts[0]) - {"last_seen_at"} == {"op", "t", "id", "body", "versions", "words_sha256"}
    assert [entry["file"] for entry in read_manifest(data)] == [second.file, first.file]
    assert hashlib.sha256((data.published / first.file).read_bytes()).hexdigest() == first.sha256


def added(data: DataFolder, delta: str | None) -> list[str]:
    return [line["url"] for line in lines_of(data, delta) if (line["op"], line["t"]) == ("ADD", "articles")]


def test_a_record_restored_from_a_backup_never_makes_a_delta_that_lacks_something(data: DataFolder) -> None:
    """Its numbers are given once more: four new articles came under numbers that the last snapshot had already."""
    backup = data.record.read_bytes()
    feed(data, 4, 5)
    publish(data)
    for kept in data.root.glob("warraq.db*"):
        kept.unlink()
    data.record.write_bytes(backup)
    shorter = publish(data)
    assert shorter.delta is None
    assert "restored from a backup" in shorter.no_delta
    assert read_manifest(data)[0]["no_delta"] == "restored"
    feed(data, 6)
    assert added(data, publish(data).delta) == ["https://one.example/6"]


def test_numbers_given_twice_never_make_a_delta(data: DataFolder) -> None:
    backup = data.record.read_bytes()
    feed(data, 4)
    publish(data)
    for kept in data.root.glob("warraq.db*"):
        kept.unlink()
    data.record.write_bytes(backup)
    feed(data, 6, 7)
    assert "restored from a backup" in publish(data).no_delta


def test_what_an_import_of_older_captures_changed_of_known_versions_is_in_the_delta(data: DataFolder) -> None:
    publish(data)
    database = Database(data.record)
    database.execute("UPDATE versions SET seen_at = '2026-01-02T03:04:05Z' WHERE id = (SELECT min(id) FROM versions)")
    database.conn.commit()
    database.close()
    leaf, line = lines_of(data, publish(data).delta)
    assert (leaf["op"], leaf["t"], leaf["kind"]) == ("ADD", "log", "published")
    assert (line["op"], line["t"], line["seen_at"]) == ("MOD", "versions", "2026-01-02T03:04:05Z")


def test_without_the_snapshot_before_there_is_no_delta_and_a_sentence(data: DataFolder) -> None:
    (data.published / publish(data).file).unlink()
    second = publish(data)
    assert (second.delta, second.no_delta) == (
        None,
        "The snapshot before is not there, or of another form: take the whole file.",
    )


def test_nothing_is_published_from_a_folder_without_an_archive(tmp_path: Path) -> None:
    with pytest.raises(BadConfiguration, match="There is no archive"):
        publish(DataFolder(tmp_path / "nothing"))


def test_an_index_out_of_step_is_noticed_and_nothing_is_published(data: DataFolder) -> None:
    database = Database(data.record)
    # What FTS5's own rebuild does: it indexes the raw text, silently.
    database.execute("UPDATE articles SET body = 'القـ.ـوات' || body WHERE id = (SELECT min(id) FROM articles)")
    database.conn.commit()
    database.close()
    with pytest.raises(BadSnapshot, match="out of step in 1"):
        publish(data)
    assert read_manifest(data) == []


def test_a_killed_publish_leaves_no_half_file_under_a_public_name(data: DataFolder) -> None:
    command = Command(data.root, 1)
    for moment in (0.6, 0.8, 1.0, 1.2):
        process = command.start("publish")
        try:
            process.wait(timeout=moment)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        for file in data.published.glob("warraq-*.db") if data.published.exists() else ():
            plain = sqlite3.connect(file)
            assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            plain.close()
    time.sleep(0.1)
    publish(data)
    assert list(data.published.glob("unfinished-*")) == []
