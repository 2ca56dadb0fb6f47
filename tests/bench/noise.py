"""What is told of changes of pages: how much noise as the outlet's edit, how many edits not or too late.

    .venv/bin/python -m tests.bench.noise [--share] [--keep FOLDER] [SET…]

measures some sets alone, names what was told wrongly, and keeps every result as JSON and tables in FOLDER.
"""

import argparse
import multiprocessing
import sys
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.bench.timing import Claim, at_least, at_most
from tests.support.noise.corrections import HAS_REAL
from tests.support.noise.outlets import Visit
from tests.support.noise.report import as_json, counted, offending, table
from tests.support.noise.runner import Archive, Result, archive
from tests.support.noise.series import TURNS, entries, headlines_in_turns
from tests.support.noise.series import counted as counters
from tests.support.noise.sets import SETS, clear, measured

PROCESSES = 2


def claims(folder: Path, articles: int) -> Iterator[Claim]:
    """All patterns in all templates, on the saved pages, in series, and corrections of made and real articles."""
    del articles
    for name, results in all_measured(folder, _present(SETS), whole=True).items():
        yield from claims_of(name, results)
    yield _turns(folder / "turns")


def all_measured(folder: Path, names: Iterable[str], *, whole: bool) -> dict[str, list[Result]]:
    """The results of several sets, two measured at a time."""
    with ProcessPoolExecutor(PROCESSES, multiprocessing.get_context("spawn")) as pool:
        waiting = {name: pool.submit(measured, name, folder / name, whole=whole) for name in names}
        return {name: result.result() for name, result in waiting.items()}


def claims_of(name: str, results: list[Result]) -> Iterator[Claim]:
    """What is claimed of a set, each with its goal; ambiguous patterns are counted apart."""
    sure = clear(results)
    unclear = [result for result in results if result.pattern.ambiguous]
    if "corrections" in name:
        yield from _of_corrections(name, sure)
        return
    for is_edit in (False, True):
        chosen = [result for result in sure if result.pattern.is_edit == is_edit]
        if chosen:
            yield from _of_edits(name, chosen) if is_edit else _of_noise(name, chosen)
    if unclear:
        wrong = len(offending(unclear, -1))
        yield Claim(f"{name}: ambiguous patterns told wrongly in the end", f"{wrong} of {len(unclear)}", "", "")


def _of_noise(name: str, results: list[Result]) -> Iterator[Claim]:
    goal = {"rare": 4.0, "added": 0.0, "counted": 0.0}.get(name, 1.0)
    for stage, when in ((0, "at first sight"), (-1, "in the end")):
        found = counted(results, stage)
        share = 100 * found.share(found.false)
        # The first of a new line's articles may be told before the others come.
        told = at_most(goal, share, " %") if name not in ("added", "counted") or stage else ""
        waiting = f"unsettled {found.told['unsettled']}"
        yield Claim(
            f"{name}: noise told as an edit {when}", f"{found.false} of {found.all}", waiting, _per_cent(share), told
        )


def _of_edits(name: str, results: list[Result]) -> Iterator[Claim]:
    for stage, when in ((0, "at first sight"), (-1, "in the end")):
        found = counted(results, stage)
        lost, waiting = 100 * found.share(found.lost), 100 * found.share(found.told["unsettled"])
        what = f"missed {found.missed}, cosmetic {found.told['cosmetic']}"
        yield Claim(
            f"{name}: edits lost {when}", f"{found.lost} of {found.all}", what, _per_cent(lost), at_most(1, lost, " %")
        )
        goal = at_most(0 if stage else 30, waiting, " %")
        unsettled = f"{found.told['unsettled']} of {found.all}"
        yield Claim(f"{name}: edits unsettled {when}", unsettled, "", _per_cent(waiting), goal)


def _of_corrections(name: str, results: list[Result]) -> Iterator[Claim]:
    for stage, when, goal in ((0, "at first sight", 0.95), (-1, "in the end", 0.995)):
        found = counted(results, stage)
        right = f"{found.told['edit']} of {found.all}"
        yield Claim(f"{name}: told as edits {when}", right, "", "", at_least(goal, found.share(found.told["edit"])))


def _per_cent(share: float) -> str:
    return f"{share:.1f} %"


def _turns(folder: Path) -> Claim:
    told = turns_told(folder)
    right = sum(told[order] == wanted for order, wanted in TURNS.items())
    orders = ", ".join(f"{order} {number}" for order, number in told.items())
    return Claim("headlines in turns, 8 visits: one entry", f"{right} of {len(TURNS)}", orders, "", at_least(6, right))


def turns_told(folder: Path) -> dict[str, int]:
    """How many entries each order of headlines makes in the feeds."""
    site = counters(1)[0]
    with archive(folder, [site.outlet]) as taken:
        return {order: _entries(taken, list(visits)) for order, visits in headlines_in_turns(site).items()}


def _entries(taken: Archive, visits: list[Visit]) -> int:
    taken.take(visits)
    return entries(taken.kinds(visits[0].url))


def _present(names: Iterable[str]) -> list[str]:
    return [name for name in names if HAS_REAL or not name.startswith("real")]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.noise", description=__doc__)
    parser.add_argument("sets", nargs="*", metavar="SET", help=", ".join(SETS))
    parser.add_argument("--share", action="store_true", help="the share that the tests take")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="write every result and the tables here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="warraq-noise-") as name:
        found = all_measured(Path(name), _present(options.sets or SETS), whole=not options.share)
    for name, results in found.items():
        for claim in claims_of(name, results):
            print(f"{claim.what}: {claim.ours} {claim.other} {claim.ratio} {claim.goal}")
        for stage, when in ((0, "at first sight"), (-1, "in the end")):
            print("\n".join(f"    {when}: {line}" for line in offending(clear(results), stage)))
    if options.keep:
        _keep(options.keep, found)
    return 0


def _keep(folder: Path, found: dict[str, list[Result]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "noise.json").write_text(as_json(found), encoding="utf-8")
    tables = (
        f"## {name}, by {by}\n\n{table(results, by, SETS[name].stages[: len(results[0].told)])}\n"
        for name, results in found.items()
        for by in ("kind", "pattern", "template")
    )
    (folder / "noise.md").write_text("\n".join(tables), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
