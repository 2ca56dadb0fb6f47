"""Processes that take turns at one host, and the log of their turns: who, from when, until when."""

import asyncio
import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from spiders.http.host_budget import HostBudget, Work
from tests.support.paths import ROOT

URL = "https://example.org/1"


@dataclass(frozen=True)
class Held:
    """One turn, by the clock that all processes share."""

    who: str
    begins: float
    ends: float


def start(folder: Path, who: str, work: Work, times: int, seconds: float, delay: float) -> subprocess.Popen[bytes]:
    """A process that takes so many turns, holds each for so many seconds, and logs it in `folder`."""
    words = map(str, (folder, who, work.value, times, seconds, delay))
    return subprocess.Popen([sys.executable, "-m", "tests.support.host_turns", *words], cwd=ROOT)


def held(folder: Path) -> list[Held]:
    """All turns that ended, in order."""
    lines = (folder / "log").read_text(encoding="utf-8").splitlines() if (folder / "log").exists() else []
    return sorted((Held(*json.loads(line)) for line in lines), key=lambda turn: turn.begins)


async def take(folder: Path, who: str, work: Work, times: int, seconds: float, delay: float) -> None:
    """Take turns in this process."""
    budget = HostBudget(folder, delay)
    for _ in range(times):
        async with budget.turn(URL, work):
            begins = time.monotonic()
            (folder / f"{who}.began").touch()
            await asyncio.sleep(seconds)
            ends = time.monotonic()
        with (folder / "log").open("a", encoding="utf-8") as log:
            log.write(json.dumps([who, begins, ends]) + "\n")


if __name__ == "__main__":
    folder, who, work, times, seconds, delay = sys.argv[1:]
    asyncio.run(take(Path(folder), who, Work(int(work)), int(times), float(seconds), float(delay)))
