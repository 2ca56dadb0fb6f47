"""The verbs that go out and tell how it went: crawl, health."""

import threading
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import click

from archive.alerts.delivery import troubles
from archive.crawl_state.held import HeldPages
from archive.crawl_state.runs import COUNTS, RunLog
from archive.data_folder import DataFolder
from archive.errors import AlreadyRunning, BadConfiguration, DiskFull, WarraqError
from archive.model import Outlet
from archive.times import now
from scheduler.choosing import chosen_outlets
from scheduler.health import judge_all
from scheduler.jobs import crawl_all
from scheduler.options import with_data, with_json
from scheduler.printing import LOG, emit, emit_lines, progress, table
from spiders.http.address_guard import warn_when_open
from spiders.registry import outlets
from spiders.result import CrawlResult

CRAWL_COLUMNS = ("outlet", *COUNTS, "cause", "seconds")


@click.command()
@click.argument("names", nargs=-1, metavar="[OUTLET…]")
@click.option("--due", is_flag=True, help="Only what the schedule says is due: for a system's own cron or timer.")
@click.option("--backfill", "past", is_flag=True, help="Not what is new: all the named outlets published before.")
@click.option("--since", metavar="D", type=click.DateTime(["%Y-%m-%d"]), help="With --backfill: only since that day.")
@with_data
@with_json
def crawl(
    names: tuple[str, ...], due: bool, past: bool, since: datetime | None, data: DataFolder, as_json: bool
) -> None:
    """Crawl outlets once, now, and end. Without names: every enabled outlet.

    With --backfill it walks an outlet's past through its WordPress interface or its sitemaps and takes every article
    they list, with the usual delay between requests: years take days. Ctrl-C keeps what is done; the same command goes
    on.

    \b
    warraq crawl enabbaladi northpress
    warraq crawl --due --json
    warraq crawl enabbaladi --backfill --since 2026-01-01
    """
    if (past and not names) or (since and not past) or (past and due):
        raise click.UsageError("--backfill wants the names of outlets and not --due; --since goes with --backfill.")
    chosen = chosen_outlets(names)
    warn_when_open()
    data.make().demand_room()
    picked = [outlet for outlet in chosen.values() if names or outlet.enabled]
    if due:
        picked = _due(data, picked)
    stop = threading.Event()
    with progress(quiet=as_json) as bar:
        results = list(_crawled(data, picked, stop, bar, _day(since) if past else None, as_json=as_json))
    if not as_json:
        table([result.as_dict() for result in results], CRAWL_COLUMNS)
    _raise_what_stopped(results)


def _day(since: datetime | None) -> date:
    return since.date() if since else date.min


def _due(data: DataFolder, picked: list[Outlet]) -> list[Outlet]:
    with RunLog(data.service) as run_log:
        known, ripe = run_log.next_due(), set(run_log.due(now()))
    return [outlet for outlet in picked if outlet.name in ripe or outlet.name not in known]


def _crawled(
    data: DataFolder, picked: list[Outlet], stop: threading.Event, bar: Any, past: date | None, *, as_json: bool
) -> Iterator[CrawlResult]:
    tasks = {outlet.name: bar.add_task(outlet.name, total=None, note="") for outlet in picked}

    def show(so_far: CrawlResult, left: int) -> None:
        bar.update(
            tasks[so_far.outlet], total=so_far.fetched + left, completed=so_far.fetched, note=f"{so_far.found} found"
        )

    for result in crawl_all(data, picked, stop, show, past):
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
@click.option("--held", is_flag=True, help="List the pages held back instead: what was no article, and why.")
@with_data
@with_json
def health(held: bool, data: DataFolder, as_json: bool) -> None:
    """Say how each outlet is, with the cause. Exit status 1 when one is broken.

    With --held: the pages that were answered but are no articles to our rules, with the reason and their kept capture;
    warraq held release or drop decides about them.

    \b
    ok       its last crawl went well          late     a crawl failed, an earlier one did not
    silent   it answers, with nothing new      blocked  it refuses us; we do not go round that
    broken   no answer three times running     unknown  never crawled
    """
    if not data.service.exists():
        raise BadConfiguration(f"Nothing was ever crawled into {data.root}. Start with: warraq run, or warraq crawl.")
    if held:
        _show_held(data, as_json=as_json)
        return
    with RunLog(data.service) as run_log:
        rows = judge_all(run_log, outlets().values(), now())
    emit_lines(rows) if as_json else table(rows, ("outlet", "state", "cause", "since", "last_new", "expected"))
    for sentence in troubles(data):
        LOG.print(sentence, markup=False)
    if any(row["state"] == "broken" for row in rows):
        raise click.exceptions.Exit(1)


def _show_held(data: DataFolder, *, as_json: bool) -> None:
    with HeldPages(data.service) as held_pages:
        rows = held_pages.held()
    emit_lines(rows) if as_json else table(rows, ("id", "outlet", "reason", "held_at", "capture_id", "title", "url"))
