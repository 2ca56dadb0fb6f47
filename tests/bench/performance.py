"""docs/performance.md, made of one run: programs beside each other, and how pages grow with the archive.

    .venv/bin/python -m tests.bench.performance --keep FOLDER [--sizes N …] [--pages N] [--rounds N]
    .venv/bin/python -m tests.bench.performance --drawn-anew     # the page and charts again, of those figures

The figures lie in docs/performance.json, the charts in docs/pictures. FOLDER keeps the made records, for another time.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pygal
from pygal.style import Style
from sqlite_utils.utils import sqlite3

from tests.bench import crawling, environments, pages
from tests.bench.performance_text import CHARTS, FIGURES, PAGE, written

SIZES = (10_000, 100_000, 1_000_000)
LIBRARIES = ("scrapy", "trafilatura", "sqlite-utils", "datasette", "lxml", "selectolax", "warcio")
# The pages whose growth is drawn: one of each kind, or the chart is a thicket. All of them stand in the table.
DRAWN = ("/", "/article/{article}", "/search?q={word}", "/words?q={word}", "/outlet/{outlet}", "/changes")
STYLE = Style(
    background="white",
    plot_background="white",
    font_family="sans-serif",
    colors=("#1f5f8b", "#b3541e", "#3d7a3d", "#7a3d6f", "#8a7a1f", "#444444"),
)


def circumstances() -> dict[str, Any]:
    """The machine and the versions, as a reader needs them to judge the figures."""
    models = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if "model name" in line
    ]
    return {
        "day": f"{datetime.now(UTC):%Y-%m-%d}",
        "machine": f"{os.cpu_count()} cores, {models[0] if models else platform.machine()}",
        "load_at_start": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "versions": {name: version(name) for name in LIBRARIES},
        "peers": {name: list(pins) for name, pins in environments.PEERS.items()},
        "real_texts": crawling.has_real_texts(),
    }


def measured(keep: Path, sizes: list[int], more: int, rounds: int) -> dict[str, Any]:
    """Everything the page tells, as JSON."""
    found = circumstances()
    with tempfile.TemporaryDirectory(prefix="warraq-performance-") as name:
        costs, missing = crawling.measured(Path(name), more, rounds)
    growth = [
        {"page": page, "milliseconds": [round(spent, 2) for _, spent in of]}
        for page, of in pages.costs(keep, sizes, "")
    ]
    programs = {name: {"milliseconds": round(cost.cpu * 1000, 2), "bytes": cost.memory} for name, cost in costs.items()}
    return found | {"rounds": rounds, "programs": programs, "missing": missing, "sizes": sizes, "growth": growth}


def drawn(found: dict[str, Any]) -> None:
    """Both charts, without a script in them."""
    bars = pygal.HorizontalBar(
        style=STYLE, show_legend=False, title="CPU time of a page, milliseconds", js=(), print_values=True
    )
    bars.x_labels = list(found["programs"])[::-1]
    bars.add("ms", [of["milliseconds"] for of in found["programs"].values()][::-1])
    bars.render_to_file(str(CHARTS / "performance-programs.svg"))
    lines = pygal.Line(
        style=STYLE, title="CPU time of a page by articles, milliseconds", js=(), logarithmic=True, truncate_legend=-1
    )
    lines.x_labels = [f"{size:,}" for size in found["sizes"]]
    for row in found["growth"]:
        if row["page"] in DRAWN:
            lines.add(row["page"], row["milliseconds"])
    lines.render_to_file(str(CHARTS / "performance-growth.svg"))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.performance")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where the made records are, or are made")
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=SIZES, metavar="N", help="articles (10,000, 100,000 and a million)"
    )
    parser.add_argument("--pages", type=int, default=crawling.MORE, metavar="N", help="pages each program fetches")
    parser.add_argument("--rounds", type=int, default=crawling.ROUNDS, metavar="N", help="the least of so many")
    parser.add_argument(
        "--drawn-anew", action="store_true", help="measure nothing: the page again, of the figures there are"
    )
    wanted = parser.parse_args()
    if wanted.drawn_anew:
        found = json.loads(FIGURES.read_text(encoding="utf-8"))
    else:
        with tempfile.TemporaryDirectory(prefix="warraq-records-") as name:
            found = measured(wanted.keep or Path(name), sorted(wanted.sizes), wanted.pages, wanted.rounds)
        FIGURES.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(written(found), encoding="utf-8")
    drawn(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
