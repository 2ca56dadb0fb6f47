"""A page from the outlet's server to what is kept, by whole programs: Warraq, a naive script, and the peers.

    .venv/bin/python -m tests.bench.crawling [--pages N] [--rounds N] [PROGRAM…]

CPU time of all processes of a program for one page more, so what it costs to start does not count: each fetches FEW
pages and then MORE, and the difference is told. Programs take turns; the least of the rounds is told. The outlet is
made (tests.bench.made_outlet) and listens on this machine in a process that nobody's time is counted in.
"""

import argparse
import configparser
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import NamedTuple

from trafilatura.settings import DEFAULT_CONFIG

from tests.bench.environments import NotInstalled, python_of
from tests.bench.made_outlet import MadeOutlet
from tests.bench.material import real_articles
from tests.bench.process_tree import Used, used
from tests.bench.timing import Claim, at_least, ms
from tests.support.paths import ROOT

FEW, MORE, ROUNDS = 20, 120, 3
CONTENDERS = Path(__file__).parent / "contenders"
OURS = ("Warraq, the outlet's rules", "Warraq, no rule")
SCRAPY, NAIVE, TRAFILATURA = "Scrapy alone", "Scrapy, trafilatura, SQLite", "trafilatura's command"
FLOORS = ("the floor, the outlet's rules", "the floor, no rule")
PEERS = {"news-please": "news_please.py", "newspaper4k": "newspaper4k.py", "fundus": "fundus_outlet.py"}
NAMES = (*OURS, SCRAPY, NAIVE, *FLOORS, TRAFILATURA, *PEERS)
# What one page may cost beside each: goals of CPU time, of ours with rules where the two differ.
GOALS = {NAIVE: (2.0, 1.6), TRAFILATURA: (1.5, 1.5), "news-please": (8.0, 8.0), "newspaper4k": (5.0, 5.0)}
SHARE_OF_FLOOR = 0.75


class Cost(NamedTuple):
    """CPU seconds of one page more, and the most bytes of memory."""

    cpu: float
    memory: int


Command = Callable[[MadeOutlet, Path], tuple[list[str], dict[str, str]]]


def claims(folder: Path, articles: int) -> Iterator[Claim]:
    del articles
    costs, missing = measured(folder, MORE, ROUNDS)
    yield from told(costs)
    for name, reason in missing.items():
        yield Claim(f"a page, {name}", "not measured", reason, "")


def told(costs: dict[str, Cost]) -> Iterator[Claim]:
    """Ours beside each of the others."""
    for ours, floor, number in zip(OURS, FLOORS, (0, 1), strict=True):
        mine = costs.get(ours)
        if mine is None:
            continue
        for name, other in costs.items():
            if name not in OURS and name not in FLOORS:
                goal = at_least(GOALS[name][number], other.cpu / mine.cpu) if name in GOALS else ""
                yield Claim(
                    f"a page, {ours}", _cost(mine), f"{name}: {_cost(other)}", f"{other.cpu / mine.cpu:.2f}×", goal
                )
        if floor in costs:
            share = costs[floor].cpu / mine.cpu
            yield Claim(
                f"a page, {ours}",
                _cost(mine),
                f"{floor}: {_cost(costs[floor])}",
                f"{share:.2f} of it",
                at_least(SHARE_OF_FLOOR, share),
            )


def has_real_texts() -> bool:
    return bool(real_articles(1))


def _cost(cost: Cost) -> str:
    return f"{ms(cost.cpu)}, {cost.memory / 1e6:.0f} MB"


def measured(
    folder: Path, more: int, rounds: int, names: tuple[str, ...] = NAMES
) -> tuple[dict[str, Cost], dict[str, str]]:
    """What each program costs; and of those that could not be run, why."""
    costs, missing = dict[str, list[Cost]](), dict[str, str]()
    for number in range(rounds):
        with MadeOutlet(more, number + 1) as outlet:
            for name in names:
                if name not in missing:
                    try:
                        costs.setdefault(name, []).append(_cost_of(name, outlet, folder, more))
                    except (NotInstalled, ChildProcessError) as problem:
                        missing[name] = str(problem)
                        costs.pop(name, None)
    return {
        name: Cost(min(one.cpu for one in of), max(one.memory for one in of)) for name, of in costs.items()
    }, missing


def _cost_of(name: str, outlet: MadeOutlet, folder: Path, more: int) -> Cost:
    few, many = (_used(name, outlet, folder, count) for count in (FEW, more))
    return Cost((many.cpu - few.cpu) / (more - FEW), many.memory)


def _used(name: str, outlet: MadeOutlet, folder: Path, count: int) -> Used:
    run = folder / "run"
    shutil.rmtree(run, ignore_errors=True)
    run.mkdir()
    outlet.shown = count
    (run / "addresses.txt").write_text("\n".join(outlet.addresses), encoding="utf-8")
    words, environment = _commands()[name](outlet, run)
    spent = used(words, os.environ | {"PYTHONPATH": str(ROOT)} | environment, run)
    if name != SCRAPY and _kept(run) != count:
        raise ChildProcessError(f"{name} kept {_kept(run)} of {count} pages")
    return spent


def _kept(run: Path) -> int:
    """How many pages a program kept: rows of a database, files, or lines of one."""
    for database in (run / "data" / "warraq.db", run / "out" / "plain.db"):
        if database.exists():
            with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
                return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])
    lines = run / "out" / "articles.jsonl"
    return lines.read_text(encoding="utf-8").count("\n") if lines.exists() else len(list((run / "out").iterdir()))


def _commands() -> dict[str, Command]:
    return {
        **{name: partial(_warraq, n == 0) for n, name in enumerate(OURS)},
        SCRAPY: partial(_ours, "bare_scrapy"),
        NAIVE: partial(_ours, "naive"),
        **{name: partial(_floor, n == 0) for n, name in enumerate(FLOORS)},
        TRAFILATURA: _trafilatura,
        **{name: partial(_peer, name) for name in PEERS},
    }


def _warraq(with_rules: bool, outlet: MadeOutlet, run: Path) -> tuple[list[str], dict[str, str]]:
    outlets = outlet.write_outlet(run / "outlets", with_rules)
    settings = {"WARRAQ_DATA": str(run / "data"), "WARRAQ_OUTLETS": str(outlets), "WARRAQ_ALLOW_PRIVATE": "1"}
    return [str(Path(sys.executable).with_name("warraq")), "crawl", "made", "--json"], settings


def _ours(name: str, outlet: MadeOutlet, run: Path) -> tuple[list[str], dict[str, str]]:
    del outlet
    return [sys.executable, "-m", f"tests.bench.contenders.{name}", *_from_and_to(run)], {}


def _floor(with_rules: bool, outlet: MadeOutlet, run: Path) -> tuple[list[str], dict[str, str]]:
    outlets = outlet.write_outlet(run / "outlets", with_rules)
    return _ours("floor", outlet, run)[0], {"WARRAQ_OUTLETS": str(outlets)}


def _trafilatura(outlet: MadeOutlet, run: Path) -> tuple[list[str], dict[str, str]]:
    """With the settings it brings, but for those that keep it from a server on this machine and let it wait."""
    del outlet
    settings = configparser.ConfigParser()
    settings.read_dict({"DEFAULT": {key.upper(): value for key, value in DEFAULT_CONFIG.defaults().items()}})
    settings["DEFAULT"].update({"SLEEP_TIME": "0", "SSRF_PROTECTION": "off"})
    with (run / "settings.cfg").open("w", encoding="utf-8") as file:
        settings.write(file)
    addresses, folder = _from_and_to(run)
    words = ["--input-file", addresses, "--output-dir", folder, "--config-file", str(run / "settings.cfg")]
    return [str(Path(sys.executable).with_name("trafilatura")), "--json", "--with-metadata", *words], {}


def _peer(name: str, outlet: MadeOutlet, run: Path) -> tuple[list[str], dict[str, str]]:
    del outlet
    return [str(python_of(name)), str(CONTENDERS / PEERS[name]), *_from_and_to(run)], {"PYTHONPATH": ""}


def _from_and_to(run: Path) -> tuple[str, str]:
    (run / "out").mkdir()
    return str(run / "addresses.txt"), str(run / "out")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.crawling")
    parser.add_argument("--pages", type=int, default=MORE, metavar="N", help=f"so many pages at the most ({MORE})")
    parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="N", help=f"the least of so many ({ROUNDS})")
    parser.add_argument("names", nargs="*", metavar="PROGRAM", help=f"{', '.join(NAMES)} (all)")
    wanted = parser.parse_args()
    names = tuple(name for name in NAMES if not wanted.names or name in wanted.names)
    with tempfile.TemporaryDirectory(prefix="warraq-crawling-") as name:
        costs, missing = measured(Path(name), wanted.pages, wanted.rounds, names)
    for program, cost in costs.items():
        print(f"{program}  |  {_cost(cost)} a page", flush=True)
    for claim in told(costs):
        print(claim.what, claim.ours, claim.other, claim.ratio, claim.goal, sep="  |  ")
    for program, reason in missing.items():
        print(f"{program}  |  not measured: {reason}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
