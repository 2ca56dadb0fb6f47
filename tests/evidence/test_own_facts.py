"""What no page says is in the log as well: who an outlet is, why an answer is held, what was published."""

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.evidence._entries import Entered
from archive.evidence.findings import Archive
from archive.evidence.own_facts import published, put_outlet
from archive.ingest.intake import Intake
from archive.publish.checking import Published
from archive.publish.manifest import digest_of
from archive.publish.snapshot import publish
from archive.record.store import open_record, read_record
from tests.support.made_pages import OUTLET, TEXT, page_of, take

LEAVES = "SELECT count(*) FROM log WHERE kind = ?"


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    with Intake(tmp_path, OUTLET) as intake:
        take(intake, page_of(TEXT))
    return DataFolder(tmp_path)


def leaves(data: DataFolder, kind: str) -> int:
    with closing(read_record(data.record)) as record:
        return int(record.execute(LEAVES, (kind,)).fetchone()[0])


def bad(data: DataFolder) -> list[str]:
    with closing(read_record(data.record)) as record:
        record.execute("PRAGMA query_only = OFF")
        checks = Entered(), Published(data.published)
        steps = [step for check in checks for step in check.steps(Archive(data, record), None)]
        return [f"{found['where']}: {found['why']}" for step in steps for found in step.bad]


def write(data: DataFolder, statement: str) -> None:
    with closing(open_record(data.record)) as store:
        store.db.execute(statement)


def put_again(data: DataFolder, **changed: object) -> None:
    with closing(open_record(data.record)) as store:
        put_outlet(store, replace(OUTLET, **changed))  # type: ignore[arg-type]


def test_an_outlet_has_a_leaf_for_each_thing_it_ever_was(data: DataFolder) -> None:
    put_again(data)
    assert (leaves(data, "outlet"), bad(data)) == (1, [])
    put_again(data, title="اسم جديد")
    assert (leaves(data, "outlet"), bad(data)) == (2, [])


def test_an_outlet_that_was_changed_by_hand_is_named_until_its_file_is_read_again(data: DataFolder) -> None:
    write(data, "UPDATE outlets SET home = 'https://other.example/'")
    assert bad(data) == [
        "outlet sample: Its title, address, language or what else is said of it is not what the log says."
    ]
    put_again(data)
    assert bad(data) == []


def test_an_outlet_of_before_such_leaves_gets_one_when_its_file_is_read(data: DataFolder) -> None:
    write(data, "DELETE FROM log WHERE kind = 'outlet'")
    put_again(data)
    assert (leaves(data, "outlet"), bad(data)) == (1, [])


@pytest.mark.parametrize("held", ["challenge", None])
def test_a_capture_that_is_held_by_hand_is_named(data: DataFolder, held: str | None) -> None:
    write(data, f"UPDATE captures SET held = {f'{held!r}' if held else 'NULL'}")  # noqa: S608 - of this test
    (said,) = bad(data)
    assert said.startswith("capture 1: It is said to be ")


def test_what_was_published_enters_the_log_with_the_next_that_has_anything_new(data: DataFolder) -> None:
    first = publish(data)
    second = publish(data)
    assert (leaves(data, "published"), second.delta is not None) == (0, True), "nothing changed"
    with Intake(data.root, OUTLET) as intake:
        take(intake, page_of(TEXT, url="https://sample.example/70002/slug/", title="خبر آخر"))
    publish(data)
    with closing(read_record(data.record)) as record:
        assert set(published(record)) == {first.file, second.file}
    assert bad(data) == []


def test_a_manifest_that_tells_otherwise_of_what_is_logged_is_named(data: DataFolder) -> None:
    first = publish(data).file
    write(data, "UPDATE articles SET last_seen_at = '2026-12-01T00:00:00Z'")
    publish(data)
    path = data.published / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["snapshots"][1]["checked_at"] = "2020-01-01T00:00:00Z"
    manifest["sha256"] = digest_of(manifest)
    path.write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
    assert bad(data) == [
        f"{data.published.name}/manifest.json: What it tells of {first} is not what the log says of it."
    ]
