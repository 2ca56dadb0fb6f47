"""Outlets crawled by a scheduler and two workers: whatever is killed or frozen, all is there, and nothing twice.

Each outlet is asked by one at a time. `WARRAQ_CLUSTER_KILLS=1` and more; it takes some minutes.
"""

import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from archive.crawl_state import due, schedule
from scheduler import leased_units
from tests.support.cluster import Cluster, make_certificates
from tests.support.command import Command
from tests.support.crawling import Archive
from tests.support.parted_archive import alone, parted
from tests.support.scripted_site import Answer, ScriptedSite, page
from tests.support.waiting import wait_until

pytest.importorskip("distributed", reason="the extra warraq[cluster] is not installed")
from scheduler.engine.dask import Dask

KILLS = int(os.environ.get("WARRAQ_CLUSTER_KILLS", "0"))
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not KILLS, reason="WARRAQ_CLUSTER_KILLS=1 kills workers while they crawl"),
]
NAMES, NUMBERS = ("one", "two", "three", "four"), range(20006, 20000, -1)
DELAY, LATE = 0.2, 0.05
Strike = Callable[[], object]


class Sites:
    """Four outlets; `strike` is done once, in the middle of the first one's crawl."""

    def __init__(self, archive: Archive, opened: ExitStack) -> None:
        self.archive, self.strike = archive, list[Strike]()
        self.of = {name: opened.enter_context(ScriptedSite().running()) for name in NAMES}
        for name, site in self.of.items():
            site.publish(list(NUMBERS))
            archive.outlet(site.home, name=name)
            file = archive.outlets / f"{name}.py"
            file.write_text(file.read_text(encoding="utf-8").replace("delay=0.02", f"delay={DELAY}"), encoding="utf-8")
        self.of["one"].answers["/20003/"] = self._struck

    def _struck(self, _: int) -> Answer:
        if self.strike:
            self.strike.pop()()
        return page(20003)

    def demand_well(self, data: Path, expected: Path) -> None:
        """All is there once, as one machine has it; at each site one request at a time and the delay between them."""
        assert not self.strike, "nothing was killed"
        assert _rows(data) == _rows(expected)
        for site in self.of.values():
            assert site.most_at_once == 1
            gaps = [after.at - before.at for before, after in pairwise(site.asked)]
            assert min(gaps) >= DELAY - LATE


def _rows(data: Path) -> list[object]:
    found: list[object] = []
    with closing(sqlite3.connect(data / "warraq.db")) as connection:
        for sql in (
            "SELECT outlet, key, url, title, body, versions, words_sha256 FROM articles",
            "SELECT outlet, url, status, body_sha256, article_id IS NULL FROM captures",
            "SELECT a.outlet, a.key, v.n, v.kind, v.sha256, v.extractor FROM versions v JOIN articles a"
            " ON a.id = v.article_id",
        ):
            found += sorted(connection.execute(sql).fetchall(), key=repr)
    return found


@pytest.fixture
def sites(archive: Archive) -> Iterator[Sites]:
    with ExitStack() as opened:
        yield Sites(archive, opened)


@pytest.fixture
def expected(sites: Sites, tmp_path: Path) -> Path:
    """The data folder of one machine that crawls the same alone; what it asked is forgotten."""
    alone(tmp_path / "alone", *NAMES)
    for site in sites.of.values():
        site.asked.clear()
    return tmp_path / "alone"


@pytest.fixture
def cluster(sites: Sites, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    assert sites
    # An outlet a unit, so that both workers have some.
    monkeypatch.setattr(leased_units, "SIDE_BY_SIDE", 1)
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL", "8s")
    monkeypatch.setenv("WARRAQ_CLUSTER_TLS", str(make_certificates(tmp_path / "certificates")))
    with Cluster(tmp_path, tmp_path / "certificates") as running:
        yield running.start(2)


def restart(cluster: Cluster) -> None:
    """The scheduler dies, its workers with it; whoever watches over them starts them anew."""
    for name in ("scheduler", "worker-1", "worker-2"):
        cluster.kill(name)
    for name in ("scheduler", "worker-1", "worker-2"):
        cluster.start_one(name)


def replace_worker(cluster: Cluster) -> None:
    for name in ("worker-1", "worker-2"):
        cluster.kill(name)
        cluster.start_one(name)


def kill_children(cluster: Cluster) -> None:
    for name in ("worker-1", "worker-2"):
        os.kill(cluster.child_of(name), signal.SIGKILL)


@pytest.mark.parametrize("strike", [kill_children, replace_worker, restart], ids=["workers", "nannies", "scheduler"])
def test_whoever_is_killed_the_record_is_that_of_one_machine(
    strike: Callable[[Cluster], None], sites: Sites, expected: Path, cluster: Cluster, tmp_path: Path
) -> None:
    sites.strike.append(lambda: strike(cluster))
    data = sites.archive.data
    results, _ = parted(data, Dask(cluster.address, window=1), str(tmp_path / "place"), *NAMES)
    assert {one.outlet: (one.new, one.cause) for one in results} == dict.fromkeys(NAMES, (len(NUMBERS), ""))
    sites.demand_well(data, expected)


def test_a_command_that_is_killed_goes_on_where_it_was(
    sites: Sites, expected: Path, cluster: Cluster, tmp_path: Path
) -> None:
    command = Command(sites.archive.data, 8741)
    command.environment["WARRAQ_OUTLETS"] = str(sites.archive.outlets)
    words = ("crawl", *NAMES, "--engine", cluster.address, "--place", str(tmp_path / "place"))
    process = command.start(*words)
    sites.strike.append(process.kill)
    process.communicate(timeout=120)
    assert process.returncode == -signal.SIGKILL
    rows = command.lines(*words)
    assert {row["outlet"]: (row["new"], row["cause"]) for row in rows} == dict.fromkeys(NAMES, (len(NUMBERS), ""))
    sites.demand_well(sites.archive.data, expected)


def test_a_worker_that_is_frozen_past_its_lease_asks_nothing_more_and_another_one_begins(
    sites: Sites, expected: Path, cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (due, schedule, leased_units):
        monkeypatch.setattr(module, "LEASE", timedelta(seconds=40))
    monkeypatch.setattr(leased_units, "TIME_LIMIT", timedelta(seconds=30))
    frozen: list[int] = []

    def freeze() -> None:
        worker = next(name for name in ("worker-1", "worker-2") if _crawls(cluster, name))
        frozen.extend(_tree(cluster.running[worker].pid))
        for pid in frozen:
            os.kill(pid, signal.SIGSTOP)

    sites.strike.append(freeze)
    try:
        results, _ = parted(sites.archive.data, Dask(cluster.address, window=1), str(tmp_path / "place"), "one")
    finally:
        for pid in frozen:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)
    assert [(one.new, one.cause) for one in results] == [(len(NUMBERS), "")]
    asked = len(sites.of["one"].asked)
    with suppress(TimeoutError, AssertionError):
        wait_until(lambda: len(sites.of["one"].asked) > asked + 1, seconds=5)
    assert len(sites.of["one"].asked) <= asked + 1
    assert sites.of["one"].most_at_once == 1
    assert [row for row in _rows(sites.archive.data) if row in _rows(expected)] == [
        row for row in _rows(expected) if "one" in repr(row)
    ]


def _crawls(cluster: Cluster, name: str) -> bool:
    return len(_tree(cluster.running[name].pid)) > 3


def _tree(pid: int) -> list[int]:
    """A process and all that came of it."""
    found = [pid]
    for one in found:
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            found += map(int, children.read_text(encoding="ascii").split())
    return found
