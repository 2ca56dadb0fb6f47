"""What a crawl costs where it asks and writes, where it only asks, and where it is written from what was asked.

    python -m tests.bench.parted_crawls [PAGES]

CPU time of the process that starts the crawls, its fork server and all that came of it, the least of three rounds: a
crawl of so many new pages, and one that finds nothing.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from archive.reading.child_processes import fork_server_pid
from spiders.journal import awake_and_asleep
from spiders.process.parent import Elsewhere, run_crawl
from tests.support.crawling import Archive
from tests.support.scripted_site import ScriptedSite

ROUNDS, LIMIT = 3, 600.0
TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    costs: dict[str, list[tuple[float, float]]] = {}
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder, ScriptedSite().running() as site:
            for name, both in _round(Path(folder), site, pages).items():
                costs.setdefault(name, []).append(both)
    for name, found in costs.items():
        new, nothing = (min(part) for part in zip(*found, strict=True))
        page = 1000 * (new - nothing) / pages
        print(f"{name:30} {1000 * nothing:6.0f} ms a crawl that finds nothing, {page:6.1f} more a page", flush=True)


def _round(root: Path, site: ScriptedSite, pages: int) -> dict[str, tuple[float, float]]:
    archive = Archive(root)
    os.environ |= {"WARRAQ_ALLOW_PRIVATE": "1", "WARRAQ_OUTLETS": str(archive.outlets)}
    site.publish(list(range(20_000 + pages, 20_000, -1)))
    archive.outlet(site.home)
    # The first start of all pays for the fork server.
    run_crawl("made", root / "first", time_limit=LIMIT)

    def asked(n: int) -> float:
        notes = root / f"notes-{n}"
        notes.mkdir()
        return _cost(lambda: _crawl(root / "asking", Elsewhere(notes, awake_and_asleep() + LIMIT)))

    def written(n: int) -> float:
        return _cost(lambda: _crawl(root / "writing", Elsewhere(root / f"notes-{n}")))

    def both(_: int) -> float:
        return _cost(lambda: _crawl(root / "alone", None))

    ways: dict[str, Callable[[int], float]] = {
        "asked and written": both,
        "asked elsewhere": asked,
        "written from what was asked": written,
    }
    return {name: (way(0), way(1)) for name, way in ways.items()}


def _crawl(data: Path, elsewhere: Elsewhere | None) -> None:
    result = run_crawl("made", data, time_limit=LIMIT, elsewhere=elsewhere)
    if result.cause:
        raise RuntimeError(f"the crawl ended with {result.cause}")


def _cost(work: Callable[[], None]) -> float:
    """Seconds of CPU of this process, its fork server and the children of that, by /proc."""
    before = time.process_time() + _of_fork_server()
    work()
    return time.process_time() + _of_fork_server() - before


def _of_fork_server() -> float:
    fields = Path(f"/proc/{fork_server_pid()}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / TICKS


if __name__ == "__main__":
    main()
