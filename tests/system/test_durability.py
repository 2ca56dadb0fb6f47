"""What is told to be kept is on the disk: proven by the system calls of real commands, in their order.

A kill proves nothing of this, for the kernel goes on writing; a power cut loses whatever no fsync(2) waited for.
"""

import sqlite3
import sys
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.command import WARRAQ, Command
from tests.support.outlet_server import OutletServer
from tests.support.syscalls import Call, traced
from tests.support.warc_files import article, http, warc_record
from tests.support.whole_suite import ONLY_WHOLE

pytestmark = pytest.mark.slow
# similar.db is made anew from the record where it was lost.
DURABLE = ("warraq.db-wal", "service.db-wal", "readers.db-wal")
Run = Callable[..., list[Call]]


@pytest.fixture
def command(tmp_path: Path, server: OutletServer) -> Command:
    return Command((tmp_path / "data").resolve(), server.base_port)


@pytest.fixture
def run(command: Command, tmp_path: Path) -> Run:
    """Run the command with these words; the calls it made on the files of its folder."""

    def run(*words: str) -> list[Call]:
        argv = [sys.executable, str(WARRAQ), *words]
        done = traced(argv, command.data, tmp_path / "calls.jsonl", command.environment)
        if done is None:
            pytest.skip("needs Linux on x86_64 or aarch64 that lets a process trace its children")
        assert done.status == 0, done.output
        return done.calls

    return run


def demand_bytes_before_rows(calls: list[Call], data: Path) -> int:
    """Before rows are written, what they may speak of is synced: the WARC file, and the folder of a new one.

    Returns how many commits followed bytes that were written.
    """
    unsynced, behind = defaultdict[int, set[str]](set), defaultdict[int, set[str]](set)
    known, commits, bytes_written = set[str](), 0, False
    for call in calls:
        waiting = unsynced[call.thread]
        if call.kind == "sync":
            waiting.discard(call.path)
        elif call.kind == "write" and call.path.endswith((".warc.gz", ".warc.gz.open")):
            waiting |= {call.path} if call.path in known else {call.path, str(Path(call.path).parent)}
            known.add(call.path)
            bytes_written = True
        if call.path == str(data / "warraq.db-wal"):
            if call.kind == "write":
                behind[call.thread] = set(waiting)
            else:
                assert behind[call.thread] == set(), "rows whose bytes a power cut loses"
                commits, bytes_written = commits + bytes_written, False
    return commits


def demand_synced_commits(calls: list[Call], data: Path) -> int:
    """What a thread wrote to a write-ahead log is synced before it does anything else. Returns how often that was."""
    logs = {str(data / name) for name in DURABLE}
    open_commit, commits = dict[int, str](), 0
    for call in calls:
        if call.path in logs and call.kind == "write":
            assert open_commit.get(call.thread, call.path) == call.path
            open_commit[call.thread] = call.path
        elif call.thread in open_commit:
            assert (call.kind, call.path) == ("sync", open_commit.pop(call.thread)), "a commit that a power cut loses"
            commits += 1
    assert open_commit == {}
    return commits


def demand_durable_names(calls: list[Call], data: Path) -> list[str]:
    """A file is synced before it gets its name, its folder afterwards, and that of a new folder, too.

    No manifest is named before the names of what it tells of are durable. Returns the names given.
    """
    unsynced, unnamed, given = set[str](), defaultdict[str, list[str]](list), list[str]()
    for call in calls:
        if call.kind == "write":
            unsynced.add(call.path)
        elif call.kind == "sync":
            unsynced.discard(call.path)
            unnamed.pop(call.path, None)
        else:
            path = Path(call.to or call.path)
            assert call.path not in unsynced, f"{path} may be empty after a power cut"
            if path.name == "manifest.json":
                assert not unnamed[str(path.parent)], "a manifest of files that a power cut loses"
            unnamed[str(path.parent)].append(path.name)
            given += [path.name] if call.kind == "rename" else []
    lost = {folder: names for folder, names in unnamed.items() if names and Path(folder) != data.parent}
    # A lock says nothing once its process has ended.
    assert {folder: names for folder, names in lost.items() if names != ["locks"]} == {}
    return given


def test_an_import_is_acknowledged_when_its_bytes_and_then_its_rows_are_on_the_disk(
    tmp_path: Path, command: Command, run: Run
) -> None:
    pages = 130  # two commits
    records = (warc_record(http(article(n)), url=f"https://one.example/{n}") for n in range(pages))
    (tmp_path / "some.warc").write_bytes(b"".join(records))
    calls = run("import", str(tmp_path / "some.warc"))
    assert command.rows("SELECT count(*) FROM captures WHERE warc_length > 0") == [(pages,)]
    assert demand_bytes_before_rows(calls, command.data) == 2
    assert demand_synced_commits(calls, command.data) > 2
    assert [name.partition("-")[0] for name in demand_durable_names(calls, command.data)] == ["import"]


def test_an_article_is_taken_when_its_bytes_and_then_its_rows_are_on_the_disk(command: Command, run: Run) -> None:
    calls = run("crawl", "sample_listing", "--json")
    articles = command.rows("SELECT count(*) FROM articles")[0][0]
    assert articles == 9
    assert demand_bytes_before_rows(calls, command.data) >= articles
    assert demand_synced_commits(calls, command.data) > 2 * articles
    assert [name.partition("-")[0] for name in demand_durable_names(calls, command.data)] == ["sample_listing"]


@ONLY_WHOLE
def test_what_is_published_is_on_the_disk_before_its_name_and_its_name_before_the_manifest(
    tmp_path: Path, command: Command, run: Run
) -> None:
    for number, delta in ((1, []), (2, ["delta"])):
        source = tmp_path / f"{number}.warc"
        source.write_bytes(warc_record(http(article(number)), url=f"https://one.example/{number}"))
        command("import", str(source))
        names = demand_durable_names(run("publish"), command.data)
        lists = names.index("manifest.json")
        made = sorted("".join(Path(name).suffixes) for name in names[:lists] if name.startswith("warraq-2"))
        assert made == sorted([".db", ".db.zst", *(".jsonl.zst" for _ in delta)])
        assert names[lists + 1] == "latest.json"
        assert names[-1] == "checkpoint"


@ONLY_WHOLE
def test_bytes_that_an_older_record_does_not_know_are_put_aside_durably(
    tmp_path: Path, command: Command, run: Run
) -> None:
    for number in (1, 2):
        source = tmp_path / f"{number}.warc"
        source.write_bytes(warc_record(http(article(number)), url=f"https://one.example/{number}"))
        command("import", str(source))
        if number == 1:
            with (
                closing(sqlite3.connect(command.data / "warraq.db")) as record,
                closing(sqlite3.connect(tmp_path / "backup.db")) as backup,
            ):
                record.backup(backup)
    for path in command.data.glob("warraq.db*"):
        path.unlink()
    (tmp_path / "backup.db").rename(command.data / "warraq.db")
    calls = run("import", str(source))
    aside = next(command.data.rglob("*.cut-*"))
    cut = next(
        n for n, call in enumerate(calls) if call.kind == "write" and call.path == str(aside).partition(".cut-")[0]
    )
    before = [(call.kind, call.path) for call in calls[:cut]]
    assert before[-2:] == [("sync", str(aside)), ("sync", str(aside.parent))], "before anything is cut off"
