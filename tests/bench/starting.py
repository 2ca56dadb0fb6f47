"""How soon a crawl asks its first question, and what the service holds in memory while it waits and crawls."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from spiders.process.parent import run_crawl
from tests.bench.process_tree import used
from tests.bench.timing import ROUNDS, Claim, at_most, ms, quicker, times
from tests.support.command import WARRAQ, Command
from tests.support.outlet_server import OutletServer

SITE = "sample_wp"
PROC = Path("/proc")
IMPORTS = "import scrapy.crawler"
EVERYTHING = (
    "import apscheduler.schedulers.background, datasette.app, scrapy.crawler, trafilatura;"
    "print(open('/proc/self/status').read())"
)
PATIENCE = 60.0


def claims(folder: Path, articles: int) -> Iterator[Claim]:
    del articles
    with OutletServer() as server:
        os.environ["WARRAQ_SAMPLE_PORT"] = str(server.base_port)
        yield from _starts(folder / "starts", server)
        yield _nothing_new(folder, Command(folder / "nothing", server.base_port))
        if (PROC / "self" / "status").exists():
            yield from _memory(Command(folder / "memory", server.base_port))


def _starts(data: Path, server: OutletServer) -> Iterator[Claim]:
    run_crawl(SITE, data, time_limit=PATIENCE)  # starts the forkserver and fetches what is new
    ours, naive = [], []
    for _ in range(ROUNDS):
        ours.append(_until_first_request(data, server))
        naive.append(_seconds_of(sys.executable, "-c", IMPORTS))
    start, fresh = median(ours), median(naive)
    yield Claim(
        "crawl started to its first request",
        ms(start),
        f"python -c '{IMPORTS}' alone {ms(fresh)}",
        quicker(start, fresh),
        at_most(0.4, start, " s"),
    )


def _nothing_new(folder: Path, command: Command) -> Claim:
    """The whole command, all its processes: an outlet that has nothing new is what most crawls find."""
    command.lines("crawl", SITE)
    ours, naive = (
        min(used(words, command.environment, folder).cpu for _ in range(ROUNDS))
        for words in ([str(WARRAQ), "crawl", SITE, "--json"], [sys.executable, "-c", IMPORTS])
    )
    return Claim(
        "CPU of a command that crawls one outlet and finds nothing new",
        ms(ours),
        f"python -c '{IMPORTS}' alone {ms(naive)}",
        times(ours / naive, "the time"),
        at_most(0.8, ours, " s"),
    )


def _until_first_request(data: Path, server: OutletServer) -> float:
    server.requests.clear()
    started = datetime.now(UTC)
    result = run_crawl(SITE, data, time_limit=PATIENCE)
    if result.cause or not server.requests:
        raise AssertionError(f"the crawl failed: {result.cause}")
    return (min(request.time for request in server.requests) - started).total_seconds()


def _seconds_of(*command: str) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - started


@dataclass(slots=True)
class Watch:
    """The largest resident memory seen of each process under the service, in MB, by what it does."""

    service: int
    peaks: dict[str, float] = field(default_factory=dict)

    def look(self) -> None:
        self._at(self.service, 0)

    def _at(self, pid: int, depth: int) -> None:
        try:
            command = (PROC / str(pid) / "cmdline").read_bytes()
            status = (PROC / str(pid) / "status").read_text()
            # Whichever thread started a child has it in its list.
            children = [
                child for found in (PROC / str(pid)).glob("task/*/children") for child in found.read_text().split()
            ]
        except OSError:
            return
        role = _role(command, depth)
        self.peaks[role] = max(self.peaks.get(role, 0.0), _megabytes(status, "VmHWM"))
        for child in children:
            self._at(int(child), depth + 1)


def _role(command: bytes, depth: int) -> str:
    if depth == 0:
        return "service"
    if b"multiprocessing.forkserver" not in command:
        return "reading room" if b"spawn_main" in command else "other"
    return {1: "forkserver", 2: "crawl"}.get(depth, "reader")


def _megabytes(status: str, field_name: str) -> float:
    found = re.search(rf"^{field_name}:\s+(\d+) kB", status, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


def _memory(command: Command) -> Iterator[Claim]:
    done = subprocess.run([sys.executable, "-c", EVERYTHING], check=True, capture_output=True, text=True)
    everything = _megabytes(done.stdout, "VmRSS")
    peaks = _peaks_of_a_service(command)
    yield Claim(
        "largest memory, the service itself",
        f"{peaks['service']:.0f} MB",
        f"one process that imports everything {everything:.0f} MB",
        times(peaks["service"] / everything, "the size"),
        at_most(60, peaks["service"], " MB"),
    )
    for role, limit in (("forkserver", 90), ("crawl", 115), ("reader", 0), ("reading room", 0)):
        goal = at_most(limit, peaks[role], " MB") if limit else ""
        yield Claim(f"largest memory, {role}", f"{peaks[role]:.0f} MB", "", "", goal)


def _peaks_of_a_service(command: Command) -> dict[str, float]:
    process = command.start("run", "--port", str(_free_port()), "--outlets", SITE)
    crawled = threading.Event()

    def listen() -> None:
        for line in process.stderr or ():
            if f"{SITE}:" in line:
                crawled.set()

    listener = threading.Thread(target=listen)
    listener.start()
    watch, until = Watch(process.pid), time.monotonic() + PATIENCE
    while not crawled.wait(0.05) and time.monotonic() < until:
        watch.look()
    process.send_signal(signal.SIGINT)
    process.wait(PATIENCE)
    listener.join()
    if not crawled.is_set():
        raise AssertionError("the service crawled nothing")
    return watch.peaks


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
