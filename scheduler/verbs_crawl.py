"""The verbs about outlets: crawl, health, outlets."""

import threading
from collections.abc import Iterator
from typing import Any

import click

from archive.errors import AlreadyRunning, BadConfiguration, DiskFull, WarraqError
from archive.folder import DataFolder
from archive.instants import now
from archive.ledger import COUNTS, Ledger
from archive.model import Outlet
from scheduler.health import judge_all
from scheduler.jobs import crawl_all
from scheduler.choosing import chosen_outlets
from scheduler.options import with_data, with_json
from scheduler.printing import emit, emit_lines, progress, table
from spiders.guard import warn_when_open
from spiders.registry import outlets
from spiders.tally import CrawlResult

CRAWL_COLUMNS = ("outlet", *COUNTS, "cause", "seconds")


@click.command()
@click.argument("names", nargs=-1, metavar="[OUTLET…]")
@click.option("--due", is_flag=True, help="Only what the schedule says is due: for a system's own cron or timer.")
@with_data
@with_json
def crawl(names: tuple[str, ...], due: bool, data: DataFolder, as_json: bool) -> None:
    """Crawl outlets once, now, and end. Without names: every enabled outlet.

    \b
    warraq crawl enabbaladi northpress
    warraq crawl --due --json
    """
    chosen = chosen_outlets(names)
    warn_when_open()
    data.make().demand_room()
    picked = [outlet for outlet in chosen.values() if names or outlet.enabled]
    if due:
        picked = _due(data, picked)
    stop = threading.Event()
    with progress(quiet=as_json) as bar:
        results = list(_crawled(data, picked, stop, bar, as_json=as_json))
    if not as_json:
        table([result.as_dict() for result in results], CRAWL_COLUMNS)
    _raise_what_stopped(results)


def _due(data: DataFolder, picked: list[Outlet]) -> list[Outlet]:
    with Ledger(data.service) as ledger:
        known, ripe = ledger.next_due(), set(ledger.due(now()))
    return [outlet for outlet in picked if outlet.name in ripe or outlet.name not in known]


def _crawled(
    data: DataFolder, picked: list[Outlet], stop: threading.Event, bar: Any, *, as_json: bool
) -> Iterator[CrawlResult]:
    tasks = {outlet.name: bar.add_task(outlet.name, total=None, note="") for outlet in picked}

    def show(so_far: CrawlResult, left: int) -> None:
        bar.update(tasks[so_far.outlet], total=so_far.fetched + left, completed=so_far.fetched)

    for result in crawl_all(data, picked, stop, show):
        row = result.as_dict()
        bar.update(tasks[result.outlet], total=result.fetched, completed=result.fetched, note=result.cause)
        if as_json:
            emit(row)
        yield result


def _raise_what_stopped(results: list[CrawlResult]) -> None:
    """An outlet that does not answer is told, not an error of ours; a full disk and a crawl already running are."""
    causes = {result.cause for result in results}
    if "disk_full" in causes:
        raise DiskFull("The disk is full: the crawl stopped. Free some room and crawl again; nothing kept is lost.")
    if "already_running" in causes:
        raise AlreadyRunning(
            "An outlet is being crawled already by another process on this data folder; it was left to it."
        )
    if "time_limit" in causes:
        raise TimeLimit("A crawl was stopped at its time limit; what it had fetched is kept, the next one goes on.")


class TimeLimit(WarraqError):
    """A crawl took longer than it may."""

    exit_code = 15


@click.command()
@with_data
@with_json
def health(data: DataFolder, as_json: bool) -> None:
    """Say how each outlet is, with the cause. Exit status 1 when one is broken.

    \b
    ok       its last crawl went well          late     a crawl failed, an earlier one did not
    silent   it answers, with nothing new      blocked  it refuses us; we do not go round that
    broken   no answer three times running     unknown  never crawled
    """
    if not data.service.exists():
        raise BadConfiguration(f"Nothing was ever crawled into {data.root}. Start with: warraq run, or warraq crawl.")
    with Ledger(data.service) as ledger:
        rows = judge_all(ledger, outlets().values(), now())
    emit_lines(rows) if as_json else table(rows, ("outlet", "state", "cause", "since", "last_new", "expected"))
    if any(row["state"] == "broken" for row in rows):
        raise click.exceptions.Exit(1)


@click.command("outlets")
@with_json
def outlets_(as_json: bool) -> None:
    """List the outlets: where they live, how often they are asked, and what nobody has seen work yet.

    Your own: put a file NAME.py into a folder and name the folder in the variable WARRAQ_OUTLETS (CONTRIBUTING.md).
    """
    known = outlets().values()
    if as_json:
        emit_lines(_described(outlet) | {"routes": _routes(outlet)} for outlet in known)
    else:
        rows = [_described(outlet) | {"routes": "\n".join(_routes(outlet))} for outlet in known]
        table(rows, ("outlet", "title", "every", "routes", "note"))


def _described(outlet: Outlet) -> dict[str, object]:
    return {
        "outlet": outlet.name,
        "title": outlet.title,
        "home": outlet.home,
        "every": outlet.every,
        "enabled": outlet.enabled,
        "note": outlet.disabled_because or outlet.unproven,
    }


def _routes(outlet: Outlet) -> list[str]:
    return [f"{route.kind} {route.url}" for route in outlet.routes]
