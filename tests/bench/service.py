"""What the service costs while nothing is due, and what it holds in memory after many crawls: real processes.

    .venv/bin/python -m tests.bench.service idle 60      # so many minutes without anything due
    .venv/bin/python -m tests.bench.service crawls 500   # so many crawls in one service

Bytes written are those of /proc/PID/io, of all processes of the service; a wake-up is a voluntary context switch.
"""

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from tests.support.command import WARRAQ
from tests.support.crawling import Archive
from tests.support.killing import processes_of
from tests.support.scripted_site import ScriptedSite
from tests.support.waiting import wait_until

OUTLETS = 8
WARM_UP = 50
# The reading room and the fork server are still settling then.
BEFORE_IDLE = 90.0


def main() -> None:
    part, number = sys.argv[1], int(sys.argv[2])
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="warraq-service-")))
        archive = Archive(folder)
        sites = [stack.enter_context(ScriptedSite().running()) for _ in range(OUTLETS)]
        for turn, site in enumerate(sites):
            site.publish([10001])
            archive.outlet(site.home, name=f"o{turn}")
            every = 'every="1d"' if part == "idle" else 'every="2s", latest="2s"'
            path = archive.outlets / f"o{turn}.py"
            path.write_text(path.read_text().replace("delay=0.02,", f"delay=0.02, {every},"))
        pid = stack.enter_context(service(archive))
        (idle if part == "idle" else crawls)(archive.data, pid, number)


@contextmanager
def service(archive: Archive) -> Iterator[int]:
    names = ",".join(path.stem for path in archive.outlets.glob("*.py"))
    variables = {"WARRAQ_DATA": archive.data, "WARRAQ_OUTLETS": archive.outlets, "WARRAQ_ALLOW_PRIVATE": "1"}
    process = subprocess.Popen(
        [WARRAQ, "run", "--port", "8791", "--outlets", names],
        env=os.environ | {name: str(value) for name, value in variables.items()},
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(60)


def idle(data: Path, pid: int, minutes: int) -> None:
    wait_until(lambda: ended(data) >= OUTLETS, 120)
    time.sleep(BEFORE_IDLE)
    before = {one: (written(one), woken(one)) for one in processes_of(data)}
    time.sleep(minutes * 60)
    after = {one: (written(one), woken(one)) for one in processes_of(data)}
    assert before.keys() == after.keys(), "a process came or went: something was due"
    per_hour = 60 / minutes
    print(f"idle for {minutes} minutes, {ended(data)} crawls before; per hour, by process:")
    for one in after:
        bytes_, wakes = (after[one][n] - before[one][n] for n in (0, 1))
        what = "service" if one == pid else Path(f"/proc/{one}/cmdline").read_bytes().replace(b"\0", b" ")[-60:]
        print(f"  {one}: {bytes_ * per_hour / 1000:.0f} kB written, woken {wakes * per_hour:.0f} times  {what!r}")
    total = sum(after[one][0] - before[one][0] for one in after) * per_hour
    print(f"  all: {total / 1e6:.3f} MB written an hour")


def crawls(data: Path, pid: int, many: int) -> None:
    wait_until(lambda: ended(data) >= WARM_UP, 600)
    first = resident(pid)
    wait_until(lambda: ended(data) >= many, 20.0 * many)
    last = resident(pid)
    print(f"after {WARM_UP} crawls the service holds {first:.1f} MB, after {ended(data)} {last:.1f} MB", end="")
    print(f" (grown by {last - first:.1f}), at most {peak(pid):.1f} MB")


def ended(data: Path) -> int:
    if not (data / "service.db").exists():
        return 0
    with closing(sqlite3.connect(f"file:{data / 'service.db'}?mode=ro", uri=True)) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM runs").fetchone()[0])
        except sqlite3.OperationalError:
            return 0


def written(pid: int) -> int:
    return field(pid, "io", "write_bytes")


def woken(pid: int) -> int:
    tasks = [Path(f"task/{task.name}/status").as_posix() for task in Path(f"/proc/{pid}/task").iterdir()]
    return sum(field(pid, task, "voluntary_ctxt_switches") for task in tasks)


def resident(pid: int) -> float:
    return field(pid, "status", "VmRSS") / 1024


def peak(pid: int) -> float:
    return field(pid, "status", "VmHWM") / 1024


def field(pid: int, file: str, name: str) -> int:
    lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


if __name__ == "__main__":
    main()
