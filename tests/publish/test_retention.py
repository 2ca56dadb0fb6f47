"""Which snapshots stay: thirty days, then one a month; what goes, goes whole, and no name of it is given again."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.errors import AlreadyRunning
from archive.ingest.intake import Intake
from archive.publish.entries import DeltaEntry, FileEntry, SnapshotEntry
from archive.publish.manifest import announce, files_of, read_deltas, read_manifest, read_removed
from archive.publish.retention import kept_snapshots, thin
from archive.publish.snapshot import publish
from archive.times import stamp
from tests.support.killed_at import killed_at_each_change
from tests.support.made_pages import OUTLET, TEXT, page_of, take

FIRST = datetime(2025, 1, 1, 20, 40, tzinfo=UTC)


def published(data: DataFolder, days: int, daily: int = 30) -> None:
    """A publish a day and a prune after each, as every night has them; the snapshots are a few bytes each."""
    data.published.mkdir(parents=True)
    for n in range(days):
        add(data, FIRST + timedelta(days=n))
        thin(data, daily, FIRST + timedelta(days=n))


def add(data: DataFolder, at: datetime, name: str = "") -> None:
    before = read_manifest(data)
    entry = entry_of(name or f"warraq-{at:%Y-%m-%d}.db", at, before)
    for made in (entry, entry["delta"]):
        if made:
            (data.published / made["file"]).write_text(made["file"])
    announce(data, [entry, *before], {})


def entry_of(file: str, at: datetime, before: list[SnapshotEntry]) -> SnapshotEntry:
    delta: DeltaEntry | None = None
    if before:
        packed = file.removesuffix(".db") + "-delta.jsonl.zst"
        delta = {
            **described(packed),
            "format": 3,
            "rows": 1,
            "since": before[0]["file"],
            "since_sha256": before[0]["sha256"],
            "to": file,
            "to_sha256": described(file)["sha256"],
            "made_at": stamp(at),
        }
    return {
        **described(file),
        "articles": 1,
        "versions": 1,
        "outlets": 1,
        "last_version_id": 1,
        "first_day": None,
        "last_day": None,
        "made_at": stamp(at),
        "delta": delta,
        "no_delta": "" if delta else "first",
        "day": f"{at:%Y-%m-%d}",
        "licence": "",
        "schema": 1,
        "previous": before[0]["file"] if before else "",
        "replaces": [],
        "tables": {},
        "tables_form": 2,
        "tree": None,
        "packed": None,
        "parquet": [],
        "change_mark": "",
        "checked_at": stamp(at),
    }


def described(name: str) -> FileEntry:
    return {"file": name, "bytes": len(name), "sha256": hashlib.sha256(name.encode()).hexdigest()}


def demand_whole(data: DataFolder) -> None:
    """Every file that is told of is there and as told, no other is, and the newest is the newest."""
    entries = read_manifest(data)
    everything: list[SnapshotEntry | DeltaEntry] = [*entries, *read_deltas(data)]
    told = {file["file"]: file for entry in everything for file in files_of(entry)}
    assert {path.name for path in data.published.iterdir()} - {"manifest.json", "latest.json", "removed.json"} == set(
        told
    )
    for name, file in told.items():
        assert hashlib.sha256((data.published / name).read_bytes()).hexdigest() == file["sha256"]
    assert json.loads((data.published / "latest.json").read_text()) == entries[0]
    alone = {delta["file"] for delta in read_deltas(data)}
    assert alone.isdisjoint(entry["delta"]["file"] for entry in entries if entry["delta"])


def test_after_four_hundred_days_thirty_daily_and_one_a_month_are_left() -> None:
    entries: list[SnapshotEntry] = []
    for n in range(400):
        at = FIRST + timedelta(days=n)
        entries = kept_snapshots([entry_of(f"{n}.db", at, entries), *entries], 30)
    days = [entry["made_at"][:10] for entry in entries]
    last = FIRST + timedelta(days=399)
    assert days[:30] == [f"{last - timedelta(days=n):%Y-%m-%d}" for n in range(30)]
    assert days[30:] == ["2026-01-01", *(f"2025-{month:02}-01" for month in range(12, 0, -1))]
    assert [entry["delta"] is None for entry in entries] == [*[False] * 30, *[True] * 13]


def test_nights_on_end_leave_whole_files_and_remember_what_went(tmp_path: Path) -> None:
    data = DataFolder(tmp_path)
    published(data, 40, daily=3)
    demand_whole(data)
    assert [entry["made_at"][:10] for entry in read_manifest(data)][3:] == ["2025-02-01", "2025-01-01"]
    assert len(read_removed(data)) == (40 - 5) + (39 - 3)


def test_the_newest_stays_and_a_clock_that_was_wrong_costs_no_snapshot_its_place(tmp_path: Path) -> None:
    data = DataFolder(tmp_path)
    data.published.mkdir()
    for at in (FIRST, FIRST + timedelta(days=5 * 365), FIRST + timedelta(days=1), FIRST - timedelta(days=4 * 365)):
        add(data, at)
        thin(data, 1, at)
    assert [entry["made_at"][:4] for entry in read_manifest(data)] == ["2021", "2029", "2025"]
    demand_whole(data)


def test_of_several_of_one_day_the_newest_stays_and_the_deltas_of_all_lead_there(tmp_path: Path) -> None:
    data = DataFolder(tmp_path)
    data.published.mkdir()
    for n, at in enumerate((FIRST, FIRST + timedelta(hours=20), FIRST + timedelta(hours=21))):
        add(data, at, f"warraq-2025-01-0{min(n + 1, 2)}{'' if n < 2 else '-2'}.db")
    thin(data, 30, FIRST)
    newest, oldest = read_manifest(data)
    assert (newest["file"], oldest["file"]) == ("warraq-2025-01-02-2.db", "warraq-2025-01-01.db")
    (between,) = read_deltas(data)
    assert newest["delta"] is not None
    assert (between["since"], between["to"]) == (oldest["file"], newest["delta"]["since"])
    demand_whole(data)
    thin(data, 30, FIRST)
    assert read_deltas(data) == [between]
    add(data, FIRST + timedelta(days=2), "warraq-2025-01-03.db")
    thin(data, 1, FIRST)
    assert read_deltas(data) == []
    demand_whole(data)


def test_what_stays_once_stays_when_asked_again(tmp_path: Path) -> None:
    data = DataFolder(tmp_path)
    published(data, 20, daily=3)
    entries = read_manifest(data)
    assert kept_snapshots(entries, 3) == entries
    assert thin(data, 3, FIRST).files == ()


@pytest.fixture
def archive(tmp_path: Path) -> DataFolder:
    data = DataFolder(tmp_path / "data")
    with Intake(data.root, OUTLET) as intake:
        take(intake, page_of(TEXT))
    return data


def test_the_name_of_a_pruned_snapshot_is_not_given_again_and_its_hash_stays_known(archive: DataFolder) -> None:
    first, second = publish(archive), publish(archive)
    assert {file["file"] for file in thin(archive, 30, FIRST).files} == {first.file, first.packed}
    assert second.delta in {file.name for file in archive.published.iterdir()}
    third = publish(archive)
    assert third.file not in (first.file, second.file)
    assert (third.delta is None, third.no_delta) == (False, "")
    told = {entry["file"]: entry["sha256"] for entry in read_removed(archive)}
    assert told[first.file] == first.sha256
    demand_whole(archive)


def test_a_dry_run_says_the_same_and_removes_nothing(archive: DataFolder) -> None:
    publish(archive), publish(archive)
    (archive.published / "unfinished-1.db").write_bytes(b"123")
    before = sorted(path.name for path in archive.published.iterdir())
    said = thin(archive, 30, FIRST, dry_run=True)
    assert sorted(path.name for path in archive.published.iterdir()) == before
    assert said.leftover_bytes == 3
    assert thin(archive, 30, FIRST) == said
    demand_whole(archive)


def test_a_prune_waits_for_no_publish_and_says_so(archive: DataFolder) -> None:
    publish(archive)
    with archive.lock("publish", ""), pytest.raises(AlreadyRunning, match="wait for it"):
        thin(archive, 30, FIRST)


@pytest.mark.parametrize("how_far", ["named", "told", "half removed"])
def test_a_prune_cut_short_is_ended_by_the_next_publish(archive: DataFolder, how_far: str) -> None:
    first, _ = publish(archive), publish(archive)
    manifests = {name: (archive.published / name).read_bytes() for name in ("manifest.json", "latest.json")}
    files = {name: (archive.published / str(name)).read_bytes() for name in (first.file, first.packed)}
    thin(archive, 30, FIRST)
    put_back = list(files)[: 1 if how_far == "half removed" else 2]
    for name in put_back:
        (archive.published / str(name)).write_bytes(files[name])
    if how_far == "named":
        for name, content in manifests.items():
            (archive.published / name).write_bytes(content)
        demand_whole(archive)
    third = publish(archive)
    thin(archive, 30, FIRST)
    demand_whole(archive)
    assert [entry["file"] for entry in read_manifest(archive)] == [third.file]


def test_a_prune_killed_at_any_of_its_steps_leaves_nothing_half_gone(archive: DataFolder) -> None:
    for _ in range(3):
        publish(archive)
    kills = 0
    for kill in killed_at_each_change(lambda: thin(archive, 30, FIRST)):
        kills = kill
        entries = read_manifest(archive)
        told = {file["file"]: file["sha256"] for entry in entries for file in files_of(entry)}
        hashes = {name: hashlib.sha256((archive.published / name).read_bytes()).hexdigest() for name in told}
        assert hashes == told, "what is told of is there, whole"
    assert kills > 8
    demand_whole(archive)
    assert len(read_manifest(archive)) == 1


def test_a_publish_killed_at_any_of_its_steps_leaves_nothing_half_told(archive: DataFolder) -> None:
    publish(archive)
    kills = 0
    for kill in killed_at_each_change(lambda: publish(archive)):
        kills = kill
        before = {path.name for path in archive.published.iterdir() if not path.name.startswith("unfinished-")}
        entries = read_manifest(archive)
        told = {file["file"] for entry in entries for file in files_of(entry)}
        assert told <= before
        latest = json.loads((archive.published / "latest.json").read_text())["file"]
        assert latest in [entry["file"] for entry in entries[:2]]
    assert kills > 8
    demand_whole(archive)


def test_a_download_under_way_gets_all_of_what_is_removed_meanwhile(archive: DataFolder) -> None:
    first, _ = publish(archive), publish(archive)
    with (archive.published / first.file).open("rb") as reading:
        begun = reading.read(10)
        thin(archive, 30, FIRST)
        assert not (archive.published / first.file).exists()
        assert hashlib.sha256(begun + reading.read()).hexdigest() == first.sha256
