"""warraq crawl: go out once, or walk an outlet's past, and tell how it went."""

import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import date
from typing import TYPE_CHECKING

import click
from rich.progress import Progress

from archive.configuration.disk_space import demand_room
from archive.crawl_state.runs import COUNTS
from archive.crawl_state.schedule import Schedule
from archive.data_folder import DataFolder
from archive.errors import DiskFull, WarraqError
from archive.model import Outlet
from archive.times import now
from scheduler.engine.choice import engine_of, place_of
from scheduler.jobs import due_outlets, warn_of_clock
from scheduler.manual_crawls import ByHand
from scheduler.operator_configuration import configured, demand_contact, hosts
from scheduler.options import first_day, with_data, with_engine, with_json
from scheduler.outlet_selection import chosen_outlets
from scheduler.output import LOG, emit, progress, table
from spiders.http.own_network import demand_network
from spiders.http.public_addresses import warn_when_open
from spiders.process.parent import Progress as Show
from spiders.process.parent import expect_few_pages
from spiders.result import CrawlResult

if TYPE_CHECKING:
    from scheduler.parted_crawls import PartedCrawls

# So many outlets may all have nothing new: no parsers are loaded for them beforehand.
FEW = 2
CRAWL_COLUMNS = ("outlet", *COUNTS, "cause", "seconds")


@click.command("crawl")
@click.argument("names", nargs=-1, metavar="[OUTLET…]")
@click.option("--due", is_flag=True, help="Only what the schedule says is due: for a system's own cron or timer.")
@click.option("--backfill", "past", is_flag=True, help="Not what is new: all the named outlets published before.")
@click.option("--since", metavar="DAY", callback=first_day, help="With --backfill: only since that day, month or year.")
@with_engine
@with_data
@with_json
def command(
    names: tuple[str, ...],
    due: bool,
    past: bool,
    since: date | None,
    engine: str | None,
    place: str | None,
    data: DataFolder,
    as_json: bool,
) -> None:
    """Crawl outlets once, now, and end. Without names: every enabled outlet.

    With --backfill it walks an outlet's past through its WordPress interface or its sitemaps and takes every article
    they list, with the usual delay between requests, after everything else: years take days. It is queued: Ctrl-C
    keeps what is done, and warraq run, or the same command, goes on. `warraq backfill` shows how far it is.

    Beside a running service the crawl is the service's to do, and this command follows it; where another command
    crawls the outlet just now, this one waits for its turn. Exit status 1 when no outlet gave anything.

    With --engine other processes ask the outlets, on this machine or many, and the record is written here, as if this
    machine had asked. Each outlet is leased to one of them, beside a running service too; a host is asked by one at a
    time. What is interrupted goes on with the same command (docs/cluster.md).

    \b
    warraq crawl enabbaladi northpress
    warraq crawl --due --json
    warraq crawl enabbaladi --backfill --since 2026-01-01
    warraq crawl --due --engine dask+tls://archive.example.org:8786 --place /mnt/shared/warraq
    """
    if (past and not names) or (since and not past) or (past and due):
        raise click.UsageError("--backfill wants the names of outlets and not --due; --since goes with --backfill.")
    if past and engine:
        raise click.UsageError(
            "--engine is for what is new. A past is one host asked with its delay between two requests, which no number"
            " of machines shortens: give --backfill without --engine, or import what others captured (warraq past)."
        )
    configuration, known = configured(data)
    chosen = chosen_outlets(names, known)
    warn_when_open()
    demand_contact(data, configuration, may_ask=not as_json)
    demand_room(data.make())
    demand_network(hosts(known))
    picked = [outlet for outlet in chosen.values() if names or outlet.enabled]
    warn_of_clock(data)
    with Schedule(data.service) as schedule:
        if due:
            picked = due_outlets(picked, schedule.entries(), now())
    if len(picked) <= FEW and not past:
        expect_few_pages()
    day = (since or date.min) if past else None
    with progress(quiet=as_json) as bar:
        show = _shown(bar, picked)
        if engine:
            coming = _by_engine(data, known, engine, place_of(data, place), show).results(picked)
        else:
            coming = _side_by_side(ByHand(data, threading.Event(), show, LOG.print), picked, day)
        results = list(_reported(coming, show, as_json=as_json))
    if not as_json:
        table([result.as_dict() for result in results], CRAWL_COLUMNS)
    _raise_what_stopped(results)


def _shown(bar: Progress, picked: list[Outlet]) -> Show:
    """Shows how far the crawl of each outlet is; with a cause, that it has ended."""
    tasks = {outlet.name: bar.add_task(outlet.name, total=None, note="") for outlet in picked}

    def show(so_far: CrawlResult, left: int) -> None:
        if so_far.outlet in tasks:
            note = so_far.cause or f"{so_far.found} found"
            bar.update(tasks[so_far.outlet], total=so_far.fetched + left, completed=so_far.fetched, note=note)

    return show


def _reported(coming: Iterator[CrawlResult], show: Show, *, as_json: bool) -> Iterator[CrawlResult]:
    for result in coming:
        show(result, 0)
        if as_json:
            emit(result.as_dict())
        yield result


def _by_engine(data: DataFolder, known: Mapping[str, Outlet], engine: str, place: str, show: Show) -> "PartedCrawls":
    # Loaded only then: who crawls here has no use for it.
    from scheduler.parted_crawls import PartedCrawls  # noqa: PLC0415

    return PartedCrawls(data, known, engine_of(engine, ahead=False), place, threading.Event(), show, LOG.print)


def _side_by_side(by_hand: ByHand, outlets: list[Outlet], past: date | None) -> Iterator[CrawlResult]:
    """Each result as it comes. Leaving the loop early stops the crawls cleanly."""
    with ThreadPoolExecutor(max(len(outlets), 1), thread_name_prefix="crawl") as pool:
        waiting: set[Future[CrawlResult]] = {
            pool.submit(by_hand.past, outlet, past) if past else pool.submit(by_hand.crawl, outlet)
            for outlet in outlets
        }
        try:
            while waiting:
                # Short waits: the main thread must stay able to hear Ctrl-C.
                done, waiting = wait(waiting, timeout=0.5, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        finally:
            by_hand.stop.set()
            for future in waiting:
                future.cancel()


def _raise_what_stopped(results: list[CrawlResult]) -> None:
    """A full disk and a time limit are errors of ours. An outlet that does not answer is told, unless none does."""
    causes = {result.cause for result in results}
    if "disk_full" in causes:
        raise DiskFull("The disk is full: the crawl stopped. Free some room and crawl again; nothing kept is lost.")
    if "time_limit" in causes:
        raise TimeLimit("A crawl was stopped at its time limit; what it had fetched is kept, the next one goes on.")
    if results and all(result.cause and not result.found and not result.fetched for result in results):
        raise NothingAnswered(
            "Nothing answered: the causes stand above. If they are all dns, timeout or refused, look at this machine's"
            " own connection first."
        )


class NothingAnswered(WarraqError):
    """No outlet gave anything."""

    exit_code = 1


class TimeLimit(WarraqError):
    """A crawl took longer than it may."""

    exit_code = 15
