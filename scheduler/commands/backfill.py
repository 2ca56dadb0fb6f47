"""The verb `backfill`: which outlets' pasts are being fetched, how far each is, and what a person decides about it."""

from collections.abc import Callable
from datetime import date

import click

from archive.crawl_state.backfills import Backfills, seconds_left
from archive.crawl_state.request_rows import BackfillRow
from archive.crawl_state.wake_pipe import wake_service
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration
from scheduler.options import with_data, with_json
from scheduler.output import emit_lines, table

COLUMNS = ("outlet", "since", "state", "listed", "taken", "left", "time_left", "cause")
MINUTE, HOUR, DAY = 60, 3_600, 86_400


@click.group("backfill", invoke_without_command=True)
@with_data
@with_json
@click.pass_context
def command(context: click.Context, data: DataFolder, as_json: bool) -> None:
    """Say how far the pasts are that `warraq crawl OUTLET --backfill` asked for; pause, resume or stop one.

    Alone it lists each with the articles it listed that nobody had, those taken, those left, and how much longer it
    works: an estimate by its pace so far, at least so long while it is still being listed. News go before it, so the
    end comes later the more there is.

    \b
    warraq backfill
    warraq backfill pause enabbaladi
    """
    if context.invoked_subcommand:
        context.obj = data
        return
    rows = _rows(data)
    if as_json:
        emit_lines(_described(row) for row in rows)
    elif rows:
        table([_described(row) | {"time_left": _estimate(row)} for row in rows], COLUMNS)
    else:
        click.echo("No backfill was asked for. Begin one with: warraq crawl OUTLET --backfill --since 2026-01-01")


@command.command()
@click.argument("names", nargs=-1, required=True, metavar="OUTLET…")
@click.pass_obj
def pause(data: DataFolder, names: tuple[str, ...]) -> None:
    """Let the backfill of these outlets rest; its crawl ends after the page it is at."""
    _decide(data, names, Backfills.pause, "is queued or under way", "rests")


@command.command()
@click.argument("names", nargs=-1, required=True, metavar="OUTLET…")
@click.pass_obj
def resume(data: DataFolder, names: tuple[str, ...]) -> None:
    """Go on with the backfill of these outlets where it stopped; without a running service it waits for one."""
    _decide(data, names, Backfills.resume, "is paused", "goes on")


@command.command()
@click.argument("names", nargs=-1, required=True, metavar="OUTLET…")
@click.pass_obj
def stop(data: DataFolder, names: tuple[str, ...]) -> None:
    """Forget the backfill of these outlets. What was fetched stays; asked for again, it goes on from there."""
    _decide(data, names, Backfills.stop, "was asked for", "is forgotten")


def _rows(data: DataFolder) -> list[BackfillRow]:
    if not data.service.exists():
        return []
    with Backfills(data.service) as pasts:
        return pasts.all()


def _decide(
    data: DataFolder, names: tuple[str, ...], decide: Callable[[Backfills, str], bool], which: str, now_it: str
) -> None:
    for name in dict.fromkeys(names):
        if all(row["outlet"] != name for row in _rows(data)) or not _decided(data, name, decide):
            raise BadConfiguration(f"No backfill of “{name}” {which}. They are listed by: warraq backfill")
        click.echo(f"The backfill of {name} {now_it}.")
    wake_service(data)


def _decided(data: DataFolder, name: str, decide: Callable[[Backfills, str], bool]) -> bool:
    with Backfills(data.service) as pasts:
        return decide(pasts, name)


def _described(row: BackfillRow) -> dict[str, object]:
    return {
        "outlet": row["outlet"],
        "since": "" if date.fromisoformat(row["since"]) == date.min else row["since"],
        "state": row["state"],
        "listed": row["listed"],
        "taken": row["taken"],
        "left": row["left"],
        "all_listed": bool(row["is_listed"]),
        "seconds_left": round(left) if (left := seconds_left(row)) is not None else None,
        "cause": row["cause"],
        "next_at": row["next_at"] if row["state"] in ("queued", "running") else None,
    }


def _estimate(row: BackfillRow) -> str:
    seconds = seconds_left(row)
    if seconds is None:
        return ""
    number, unit = (
        next(
            (seconds / size, word)
            for size, word in ((DAY, "days"), (HOUR, "h"), (MINUTE, "min"), (1, "s"))
            if seconds >= size
        )
        if seconds
        else (0, "s")
    )
    return f"{'about' if row['is_listed'] else 'more than'} {number:.0f} {unit}"
