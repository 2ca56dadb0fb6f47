"""How many crawls may run at a time: slots that nobody can hold against others, and as many processes as memory has."""

from dataclasses import dataclass
from os import cpu_count
from pathlib import Path

# A crawl has 43 MB of its own while it waits for a feed, 70 with the processes that read its pages.
MB_OF_A_CRAWL = 70
# What crawls may take of the memory that is free when the service starts.
SHARE_OF_MEMORY = 0.5
MOST = 48
CGROUP = Path("/sys/fs/cgroup")
MEMORY = Path("/proc/meminfo")


@dataclass(frozen=True, slots=True)
class Slots:
    """`at_once` crawls begin as soon as they are due. A crawl mostly waits, and a hung one does nothing else: so a due
    outlet waits for a slot for `patience` seconds and then begins all the same, `between` seconds after the one
    before, up to `most` crawls.

    Outlets that did not answer the last time have at most half of these, so that they leave room for the others.
    """

    at_once: int
    most: int
    patience: float = 0.2
    between: float = 0.03

    def wait_for(self, running: int, failing: int, waited: float, since_last: float, *, is_failing: bool) -> float:
        """After how many seconds one more crawl may begin: 0 now, infinite when another has to end first.

        `failing` of the running ones did not answer the last time, the outlet waited so long, and the last crawl began
        so long ago.
        """
        if running >= self.most or (is_failing and failing >= max(self.most // 2, 1)):
            return float("inf")
        if running < self.at_once:
            return 0.0
        return max(self.patience - waited, self.between - since_last, 0.0)


def slots_of_this_machine() -> Slots:
    """Two crawls a core at once, and as many as half of the free memory holds."""
    at_once = 2 * (cpu_count() or 1)
    by_memory = min(free_mb() * SHARE_OF_MEMORY / MB_OF_A_CRAWL, MOST)
    return Slots(at_once, max(at_once, int(by_memory)))


def free_mb() -> float:
    """MiB that this machine, and the control group of this process, have left; without end where nobody says."""
    left = [_available(), *(_left_in(CGROUP / path) for path in _groups())]
    return min(left) / 2**20


def _available() -> float:
    try:
        lines = MEMORY.read_text(encoding="ascii").splitlines()
    except OSError:
        return float("inf")
    return next((int(line.split()[1]) * 1024.0 for line in lines if line.startswith("MemAvailable:")), float("inf"))


def _groups() -> list[Path]:
    """The control group of this process and those it lies in."""
    try:
        lines = Path("/proc/self/cgroup").read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    own = next((line[3:].lstrip("/") for line in lines if line.startswith("0::")), "")
    return [Path(own), *Path(own).parents]


def _left_in(group: Path) -> float:
    try:
        limit = (group / "memory.max").read_text(encoding="ascii").strip()
        used = int((group / "memory.current").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return float("inf")
    return float("inf") if limit == "max" else max(float(limit) - used, 0.0)
