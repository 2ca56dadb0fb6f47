"""What a monitor is told: 200 while the service works, 503 with a sentence where it does not; no secret in it."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from archive.crawl_state.runs import RunLog
from archive.data_folder import DataFolder
from archive.publish.manifest import MANIFEST
from archive.publish.snapshot import publish
from archive.record.store import open_record
from archive.times import now, stamp
from tests.support import operated_archive
from tests.support.accounts import PRIVATE, Browser
from tests.support.reading_room import Site

HEALTH = "/-/warraq/health"
HOUR = timedelta(hours=1)


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.fixture
def desk(tmp_path: Path) -> Site:
    site = operated_archive.make(tmp_path / "data", PRIVATE)
    with RunLog(DataFolder(site.data).service) as run_log:
        for outlet in ("hawran", "shamplus", "furat24"):
            operated_archive.scheduled(run_log, outlet, now() + HOUR)
    return site


def problems(site: Site) -> tuple[int, list[str]]:
    answer = site.get(HEALTH)
    return answer.status_code, answer.json()["problems"]


def test_while_all_is_well_it_says_ok_to_everybody_also_on_a_private_instance(desk: Site) -> None:
    answer = desk.get(HEALTH)
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    assert answer.headers["cache-control"] == "no-store"
    assert set(answer.json()) == {
        "status", "problems", "at", "service", "disk", "snapshot", "verified", "incidents_open",
    }  # fmt: skip
    assert answer.json()["incidents_open"] == 3
    assert answer.json()["service"]["seconds_since"] >= 8 * 60
    assert desk.get("/").status_code == 401


def test_an_outlet_that_nobody_crawls_any_more_is_a_failure(desk: Site) -> None:
    late = now() - 2 * HOUR
    with RunLog(DataFolder(desk.data).service) as run_log:
        operated_archive.scheduled(run_log, "hawran", late, late - HOUR)
    status, told = problems(desk)
    assert status == 503
    assert "hawran" in told[0]
    oldest = desk.get(HEALTH).json()["service"]["oldest_overdue"]
    assert (oldest["outlet"], oldest["due_at"]) == ("hawran", stamp(late))
    assert oldest["seconds"] >= 7_200


def write(site: Site, *statements: str) -> None:
    with closing(sqlite3.connect(site.data / "service.db")) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_a_service_that_does_not_write_any_more_is_a_failure_and_one_that_does_is_none(desk: Site) -> None:
    write(desk, "CREATE TABLE IF NOT EXISTS heartbeat(id INTEGER PRIMARY KEY, at TEXT NOT NULL)")
    for minutes, status in ((1, 200), (7, 503)):
        at = stamp(now() - timedelta(minutes=minutes))
        write(desk, "DELETE FROM heartbeat", f"INSERT INTO heartbeat(id, at) VALUES(1, '{at}')")
        assert desk.get(HEALTH).status_code == status
        assert desk.get(HEALTH).json()["service"]["heartbeat"] == at
    assert "does not run, or hangs" in problems(desk)[1][0]


def test_what_the_nights_did_is_told(desk: Site) -> None:
    made = "CREATE TABLE IF NOT EXISTS nightly(job TEXT PRIMARY KEY, last_start TEXT NOT NULL, last_end TEXT NOT NULL,"
    at = stamp(now() - HOUR)
    write(
        desk,
        f"{made} last_ok TEXT NOT NULL DEFAULT '', problem TEXT NOT NULL DEFAULT '')",
        f"INSERT INTO nightly VALUES('verify', '{at}', '{at}', '', 'A file is cut short.')",
        f"INSERT INTO nightly VALUES('publish', '{at}', '{at}', '{at}', '')",
    )
    assert desk.get(HEALTH).json()["verified"] == {"at": at, "problem": "A file is cut short."}
    browser = Browser(desk)
    browser.sign_in()
    page = browser.get("/en/operator").text
    assert "A file is cut short." in page
    assert "Publishing the download" in page


def test_one_whose_crawl_began_or_that_was_turned_off_is_none(desk: Site) -> None:
    with RunLog(DataFolder(desk.data).service) as run_log:
        operated_archive.scheduled(run_log, "hawran", now() - 2 * HOUR, now() - timedelta(minutes=5))
        operated_archive.scheduled(run_log, "shamplus", now() - 200 * HOUR, now() - 201 * HOUR)
    (desk.data / "warraq.toml").write_text("[outlets.shamplus]\nenabled = false\n", encoding="utf-8")
    assert problems(desk) == (200, [])


def test_a_machine_that_only_serves_is_well(tmp_path: Path) -> None:
    open_record(tmp_path / "warraq.db").close()
    answer = Site(tmp_path, {}).get(HEALTH)
    assert answer.status_code == 200
    assert answer.json()["service"] is None
    assert answer.json()["snapshot"] is None


def test_a_disk_with_too_little_room_is_a_failure(desk: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage(1_000 * 2**30, 960 * 2**30, 40 * 2**30))
    status, told = problems(desk)
    assert status == 503
    assert "4.0 % of the disk are free; below 5.0 % nothing is fetched" in told[0]
    (desk.data / "warraq.toml").write_text("[limits]\nfree_floor_percent = 3\n", encoding="utf-8")
    assert problems(desk) == (200, [])


def test_a_publication_that_fails_for_nights_is_a_failure(desk: Site) -> None:
    folder = DataFolder(desk.data)
    publish(folder)
    assert problems(desk) == (200, [])
    manifest = folder.published / MANIFEST
    content = json.loads(manifest.read_text(encoding="utf-8"))
    content["snapshots"][0]["made_at"] = stamp(now() - 75 * HOUR)
    manifest.write_text(json.dumps(content), encoding="utf-8")
    status, told = problems(desk)
    assert status == 503
    assert "nightly publication" in told[0]


@pytest.mark.parametrize(
    "broken",
    [
        lambda data: (data / "service.db").write_bytes(b"no database"),
        lambda data: shutil.rmtree(data / "published", True),
    ],
)
def test_whatever_is_damaged_gets_an_answer(desk: Site, broken: Callable[[Path], Any]) -> None:
    broken(desk.data)
    assert desk.get(HEALTH).status_code in (200, 503)
    assert desk.get(HEALTH).json()["status"] in ("ok", "failing")


def test_nothing_in_it_is_a_secret(desk: Site) -> None:
    lines = ('contact = "desk@archive.example"', 'ping = "https://ping.example/secret"', "[operator]")
    text = "\n".join([*lines, 'channels = ["json://secret"]', ""])
    (desk.data / "warraq.toml").write_text(text, encoding="utf-8")
    told = desk.get(HEALTH).text
    for secret in ("secret", "pbkdf2", str(desk.data), "desk@"):
        assert secret not in told
