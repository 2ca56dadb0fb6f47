"""A backup beside a crawl and readers, restored in one command; killed at any moment, it is never taken for whole."""

import hashlib
import json
import os
import threading
from pathlib import Path

import pytest

from tests.support.command import ALL, Command
from tests.support.jsonl_articles import add_articles
from tests.support.killing import Killer, seconds_of
from tests.support.outlet_server import OutletServer
from tests.support.soundness import demand_whole_database
from tests.support.whole_suite import ONLY_WHOLE

KILLS = int(os.environ.get("WARRAQ_KILLS", "2"))
SEED = 20_261_127

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="finds the processes to kill in /proc"),
]


@ONLY_WHOLE
def test_a_backup_made_during_a_crawl_and_searches_is_restored_in_one_command(
    tmp_path: Path, server: OutletServer
) -> None:
    command, folder = Command(tmp_path / "data", server.base_port), tmp_path / "backups"
    crawl = command.start("crawl", *ALL)
    over = threading.Event()

    def search() -> None:
        while not over.wait(0.5):
            if command.data.joinpath("warraq.db").exists():
                command("search", "المياه", "--limit", "3")

    searching = threading.Thread(target=search)
    searching.start()
    sets: list[str] = []
    counts: list[int] = []
    try:
        while crawl.poll() is None or len(sets) < 2:
            if not command.data.joinpath("service.db").exists():
                continue
            done = command("backup", str(folder), "--json")
            if done.returncode == 4:
                assert "no archive" in done.stderr
                continue
            made = json.loads(done.stdout)
            assert (done.returncode, made["problems"]) == (0, []), done.stderr
            sets.append(made["set"])
            counts.append(made["captures"])
    finally:
        over.set()
        searching.join()
        _, err = crawl.communicate()
    assert crawl.returncode == 0, err
    (drilled,) = command.lines("drill", str(folder), "--to", str(tmp_path / "new"))
    assert (drilled["ok"], drilled["bad"], drilled["set"]) == (True, [], sets[-1])
    assert drilled["captures"] == counts[-1] == max(counts)
    assert drilled["read_again"] == drilled["sampled"] > 40
    restored = Command(tmp_path / "new", server.base_port)
    articles = "SELECT id, outlet, key, title, body, words_sha256 FROM articles ORDER BY id"
    assert restored.rows(articles) == command.rows(articles)
    (line,) = restored.lines("crawl", "sample_wp")
    assert (line["cause"], line["new"], line["failed"]) == ("", 0, 0), "it goes on where it was"
    print(f"{len(sets)} backups during a crawl, captures {counts}; the last restored in {drilled['seconds']} s")


def demand_whole_sets(folder: Path) -> int:
    """Every set by its name is whole: what its manifest tells of, and no more. Returns how many there are."""
    sets = [path for path in (folder / "sets").iterdir() if path.name[0].isdigit()] if folder.exists() else []
    for one in sets:
        manifest = json.loads((one / "manifest.json").read_text())
        for file in manifest["files"]:
            content = (folder / file["stored"]).read_bytes()[: file["bytes"]]
            assert hashlib.sha256(content).hexdigest() == file["sha256"], (one, file)
            if file["path"].endswith(".db"):
                demand_whole_database(folder / file["stored"])
    return len(sets)


@ONLY_WHOLE
def test_a_backup_killed_at_any_moment_is_never_taken_for_a_whole_one(tmp_path: Path, server: OutletServer) -> None:
    command, folder = Command(tmp_path / "data", server.base_port), tmp_path / "backups"
    killer, rounds = Killer(SEED, alone=0), 0
    add_articles(command.data, range(5))
    takes = seconds_of(lambda: command("backup", str(folder)))
    while killer.kills < KILLS:
        rounds += 1
        add_articles(command.data, range(5 * rounds, 5 * rounds + 5))
        killer.strikes(command, "backup", str(folder), within=(0.5 * takes, 1.1 * takes))
        demand_whole_sets(folder)
        (made,) = command.lines("backup", str(folder))
        assert (made["articles"], made["problems"]) == (5 * rounds + 5, [])
        demand_whole_sets(folder)
        assert [path for path in folder.rglob("*") if path.name.startswith("unfinished-")] == []
    (drilled,) = command.lines("drill", str(folder))
    assert (drilled["ok"], drilled["articles"]) == (True, 5 * rounds + 5)
    print(f"backups: {killer.kills} kills, {rounds} times whole")
