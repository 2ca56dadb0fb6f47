"""Kept pages read by one process, a pool, and the workers of a scheduler, in turns on this machine.

    python -m tests.bench.parted [PAGES]

Wall time, since it is what more processes are for, and the CPU time of the process that asks, which is what the others
leave it to do; the least of three rounds. `replay` is the whole command, which
reads and writes the record; `reading` what others do of it. Everything is made in a temporary folder.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from archive.data_folder import DataFolder
from archive.ingest.replaying import open_for_replay
from scheduler.engine.dask import Dask
from scheduler.engine.interface import Engine, run
from scheduler.engine.local import InProcess, Processes
from scheduler.engine.rereading import Rereads, reread
from spiders.registry import outlets
from tests.support.cluster import Cluster, make_certificates
from tests.support.paths import SAMPLE_OUTLETS
from tests.support.reread_archive import make, replayed

ROUNDS, PROCESSES = 3, 2


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    os.environ |= {"WARRAQ_OUTLETS": str(SAMPLE_OUTLETS), "WARRAQ_ALLOW_PRIVATE": "1"}
    with tempfile.TemporaryDirectory() as folder:
        kept = make(Path(folder, "kept"), count)
        os.environ["WARRAQ_CLUSTER_TLS"] = str(make_certificates(Path(folder, "certificates")))
        cluster = Cluster(Path(folder), Path(folder, "certificates"))
        with cluster, closing(Dask(cluster.start(PROCESSES).address)) as dask:
            engines: dict[str, Engine] = {
                "one process": InProcess(),
                "pool of 2": Processes(PROCESSES),
                "Dask, 2 workers": dask,
            }
            _tell("reading", count, _in_turns(engines, lambda engine, n: _read(kept, engine, Path(folder, n))))
            _tell("replay", count, _in_turns(engines, lambda engine, n: _replay(kept, engine, Path(folder, n))))


class Cost(NamedTuple):
    """Seconds by the wall, and of this process's CPU."""

    wall: float
    cpu: float


def _in_turns(engines: Mapping[str, Engine], measure: Callable[[Engine, str], Cost]) -> dict[str, Cost]:
    costs: dict[str, list[Cost]] = {name: [] for name in engines}
    for turn in range(ROUNDS):
        for name, engine in engines.items():
            costs[name].append(measure(engine, f"{turn} {name}"))
    return {name: Cost(*map(min, zip(*found, strict=True))) for name, found in costs.items()}


def _clocks() -> Cost:
    return Cost(time.perf_counter(), time.process_time())


def _since(began: Cost) -> Cost:
    return Cost(*(now - then for now, then in zip(_clocks(), began, strict=True)))


def _read(kept: DataFolder, engine: Engine, place: Path) -> Cost:
    with open_for_replay(kept) as writer:
        rereads = Rereads(writer, outlets(), str(place), lambda *_: None)
        began = _clocks()
        problems = [answer.problem for answer in run(reread, rereads.units, str(place), engine) if answer.problem]
        cost = _since(began)
        if problems:
            raise problems[0]
        rereads.remove()
    return cost


def _replay(kept: DataFolder, engine: Engine, folder: Path) -> Cost:
    data = DataFolder(Path(shutil.copytree(kept.root, folder)))
    began = _clocks()
    replayed(data, engine, str(folder / "place"))
    cost = _since(began)
    shutil.rmtree(folder)
    return cost


def _tell(what: str, pages: int, costs: Mapping[str, Cost]) -> None:
    one = next(iter(costs.values())).wall
    for name, cost in costs.items():
        rate = f"{cost.wall:6.2f} s  {pages / cost.wall:5.0f} pages/s  {one / cost.wall:4.2f}×"
        print(f"{what:8} {name:16} {rate}  {1000 * cost.cpu / pages:5.2f} ms of this process a page", flush=True)


if __name__ == "__main__":
    main()
