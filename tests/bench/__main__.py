"""Every comparison in turn, each in a fresh process and a folder that is gone afterwards."""

import argparse
import os
import platform
import sys
import tempfile
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from rich.box import MARKDOWN
from rich.console import Console
from rich.table import Table
from sqlite_utils.utils import sqlite3

from tests.bench.material import REAL
from tests.bench.parts import PARTS, measured
from tests.bench.timing import ROUNDS, Claim
from tests.support.paths import SAMPLE_OUTLETS

LIBRARIES = ("trafilatura", "scrapy", "datasette", "sqlite-utils")
FEWEST = 1_000
COLUMNS = ("claim", "ours", "held against", "ratio", "goal")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000, metavar="N", help="made articles to search (20,000)")
    articles = parser.parse_args().articles
    if articles < FEWEST:
        parser.error(f"--articles: at least {FEWEST:,}, or the shares of hits mean nothing")
    os.environ |= {"WARRAQ_OUTLETS": str(SAMPLE_OUTLETS), "WARRAQ_ALLOW_PRIVATE": "1"}
    console = Console(width=160, highlight=False)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="warraq-bench-") as name:
        console.print(_circumstances(Path(name), articles))
        for part, title in PARTS.items():
            console.print(f"\n{title}\n", style="bold")
            folder = Path(name) / part
            folder.mkdir()
            console.print(_table(measured(part, folder, articles)))
    console.print(f"\n{time.monotonic() - started:.0f} seconds in all.")
    return 0


def _table(claims: list[Claim]) -> Table:
    table = Table(*COLUMNS, box=MARKDOWN)
    for claim in claims:
        table.add_row(claim.what, claim.ours, claim.other, claim.ratio, claim.goal)
    return table


def _circumstances(folder: Path, articles: int) -> str:
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    real = "real articles and pages from ../shared/data too" if REAL.exists() else "no ../shared/data: made ones alone"
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, Python {platform.python_version()}, SQLite"
        f" {sqlite3.sqlite_version}, {libraries}\n"
        f"load {os.getloadavg()[0]:.1f} at the start, files on {_file_system(folder)}\n"
        f"{articles:,} made articles to search; {real}\n"
        f"Medians of {ROUNDS} rounds taken in turns."
    )


def _file_system(folder: Path) -> str:
    """What the temporary folder lies on: times of a disk that is memory (tmpfs) say nothing."""
    try:
        mounts = [line.split() for line in Path("/proc/mounts").read_text().splitlines()]
    except OSError:
        return "an unknown file system"
    over = [fields for fields in mounts if folder.resolve().is_relative_to(fields[1])]
    return max(over, key=lambda fields: len(fields[1]))[2]


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
