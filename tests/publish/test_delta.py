"""What goes beside the versions: whole in the snapshot, and in the delta where something of it is new."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.ingest.intake import Intake
from archive.model import Message
from archive.publish.downloaded import open_downloaded
from archive.publish.manifest import read_manifest
from archive.publish.snapshot import publish
from archive.record.gaps import gaps
from archive.record.listed_days import ListedDay
from archive.record.store import open_record
from archive.times import stamp
from tests.support.deltas import lines_of
from tests.support.made_pages import OUTLET, TEXT, page_of, take

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    folder = DataFolder(tmp_path / "data").make()
    note(folder, AT, None, "dns")
    return folder


def note(data: DataFolder, since: datetime, until: datetime | None, cause: str, known: int | None = None) -> None:
    store = open_record(data.record)
    store.note_gap("a", since, until, cause, known, AT)
    store.close()


def lines(data: DataFolder, delta: str | None) -> list[tuple[int, str | None, int | None]]:
    told = [line for line in lines_of(data, delta) if line["t"] == "gaps"]
    return [(gap["id"], gap["until"], gap.get("known_missing")) for gap in told]


def test_a_download_says_what_was_not_captured(data: DataFolder) -> None:
    connection = open_downloaded(data.published / publish(data).file)
    (gap,) = gaps(connection) or []
    assert (gap["outlet"], gap["since"], gap["until"], gap["cause"]) == ("a", stamp(AT), None, "dns")
    connection.close()


def test_a_delta_has_the_gaps_that_are_new_or_told_anew_and_no_other(data: DataFolder) -> None:
    note(data, AT - HOUR, AT, "feed_overflow", 7)
    publish(data)
    note(data, AT, AT + HOUR, "dns")
    note(data, AT + 2 * HOUR, AT + 3 * HOUR, "feed_overflow")
    assert lines(data, publish(data).delta) == [(1, stamp(AT + HOUR), None), (3, stamp(AT + 3 * HOUR), None)]
    assert lines(data, publish(data).delta) == []
    assert read_manifest(data)[1]["delta"]["rows"] == 2  # type: ignore[index]


def test_after_a_snapshot_of_another_form_there_is_no_delta(data: DataFolder) -> None:
    first = data.published / publish(data).file
    older = sqlite3.connect(first)
    older.execute("DELETE FROM _sqlite_migrations WHERE name = 'gaps'")
    older.commit()
    older.close()
    publish(data)
    assert read_manifest(data)[0]["no_delta"] == "no_snapshot_before"


def test_after_a_snapshot_whose_tables_were_hashed_otherwise_there_is_no_delta(data: DataFolder) -> None:
    publish(data)
    manifest = data.published / "manifest.json"
    told = json.loads(manifest.read_text())
    del told["snapshots"][0]["tables_form"]
    manifest.write_text(json.dumps(told))
    publish(data)
    assert read_manifest(data)[0]["no_delta"] == "no_snapshot_before"
    assert publish(data).delta


def test_gaps_that_a_restored_record_lacks_make_the_delta_none(data: DataFolder) -> None:
    backup = data.record.read_bytes()
    note(data, AT + HOUR, None, "feed_overflow")
    publish(data)
    for kept in data.root.glob("warraq.db*"):
        kept.unlink()
    data.record.write_bytes(backup)
    publish(data)
    assert read_manifest(data)[0]["no_delta"] == "restored"


def test_a_delta_has_the_days_of_which_a_list_says_something_new(data: DataFolder) -> None:
    list_day(data, 7, whole=False)
    publish(data)
    list_day(data, 9, whole=True)
    list_day(data, 5, whole=False)
    delta = publish(data).delta
    row = {"t": "listed_days", "outlet": "a", "day": "2026-11-21", "edition": "", "source": "feed"}
    assert lines_of(data, delta) == [{"op": "MOD", **row, "listed": 9, "is_whole": 1}]


def test_a_delta_has_the_messages_of_channels_that_are_new_or_other_and_the_articles_they_lead_to(
    data: DataFolder,
) -> None:
    with Intake(data.root, OUTLET) as intake:
        number = take(intake, page_of(TEXT)).article_id
    assert number is not None
    publish(data)
    with closing(open_record(data.record)) as store:
        store.put_message(OUTLET.name, number, Message(number=7, around=((6, "media"), (7, "text"))), AT)
        store.join_message(number, [("b", "70001")])
    delta = publish(data).delta
    told = lines_of(data, delta)
    posted = [(line["number"], line["article_id"]) for line in told if line["t"] == "messages"]
    assert posted == [(6, None), (7, number)]
    joined = [line for line in told if line["t"] == "message_articles"]
    assert joined == [{"op": "ADD", "t": "message_articles", "message_id": number, "outlet": "b", "key": "70001"}]


def list_day(data: DataFolder, listed: int, *, whole: bool) -> None:
    store = open_record(data.record)
    store.note_listed("a", "", "feed", {date(2026, 11, 21): ListedDay(listed, whole)}, AT)
    store.close()
