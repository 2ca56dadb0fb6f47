"""`warraq outlets enable|disable|every`: what the operator decides of outlets, written into warraq.toml."""

import os
import signal
from collections.abc import Mapping
from contextlib import suppress

import click

from archive.configuration.editing import change
from archive.configuration.faults import KeyPath
from archive.configuration.reading import Examined, file_of
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration
from archive.model import Outlet
from scheduler.operator_configuration import as_configured, check, schedule_trouble
from scheduler.options import with_data, with_json
from scheduler.outlet_selection import named
from scheduler.output import emit_lines
from spiders.registry import outlets

OWN_FILE = "its outlet file"
NOT_TOLD = "No running service could be told: it holds from its next start or reload on."


@click.command("enable")
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
@with_data
@with_json
def enable(names: tuple[str, ...], data: DataFolder, as_json: bool) -> None:
    """Let the service crawl these outlets. Written into warraq.toml; a running service takes it at once."""
    _decide(data, {("outlets", name, "enabled"): True for name in names}, as_json=as_json)


@click.command("disable")
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
@with_data
@with_json
def disable(names: tuple[str, ...], data: DataFolder, as_json: bool) -> None:
    """Let the service crawl these outlets no more. What is kept of them stays. Written into warraq.toml."""
    _decide(data, {("outlets", name, "enabled"): False for name in names}, as_json=as_json)


@click.command("every")
@click.argument("name")
@click.argument("every", metavar="SCHEDULE")
@with_data
@with_json
def every(name: str, every: str, data: DataFolder, as_json: bool) -> None:
    """Ask an outlet so often: 15m, 2h, 1d, or five cron fields in quotes. Written into warraq.toml.

    \b
    warraq outlets every sana 30m
    warraq outlets every sana '*/20 6-23 * * *'
    """
    if trouble := schedule_trouble(every):
        raise BadConfiguration(f"The schedule {trouble[0]}. {trouble[1]}")
    _decide(data, {("outlets", name, "every"): every.strip()}, as_json=as_json)


def _decide(data: DataFolder, wanted: Mapping[KeyPath, str | bool], *, as_json: bool) -> None:
    known = outlets()
    for _, name, _ in wanted:
        named(known, name)
    found = change(data, wanted, check)
    is_taken = notify_service(data)
    rows = [described(outlet, found) for outlet in as_configured(found.configuration).values()]
    names = {name for _, name, _ in wanted}
    if as_json:
        emit_lines(row | {"service_told": is_taken} for row in rows if row["outlet"] in names)
        return
    for row in rows:
        if row["outlet"] in names:
            click.echo(f"{row['outlet']}: {_state(row, wanted)} ({file_of(data)})")
    click.echo("The running service takes it now." if is_taken else NOT_TOLD)


def _state(row: Mapping[str, object], wanted: Mapping[KeyPath, str | bool]) -> str:
    """What holds of an outlet now: of one that is off also the schedule that was just decided for it."""
    if row["enabled"]:
        return f"every {row['every']}"
    if ("outlets", row["outlet"], "every") not in wanted:
        return "not crawled"
    return f"every {row['every']} from when it is on again; it is off (warraq outlets enable {row['outlet']})"


def described(outlet: Outlet, found: Examined) -> dict[str, object]:
    """A row about an outlet as the operator wants it: what holds, and where that is from."""
    return {
        "outlet": outlet.name,
        "title": outlet.title,
        "home": outlet.home,
        "every": outlet.every,
        "every_from": found.sources.get(("outlets", outlet.name, "every"), OWN_FILE),
        "enabled": outlet.enabled,
        "enabled_from": found.sources.get(("outlets", outlet.name, "enabled"), OWN_FILE),
        "note": outlet.disabled_because or outlet.unproven,
    }


def notify_service(data: DataFolder) -> bool:
    """Let the running service read its configuration anew. False where none runs, or none that can be told."""
    holder = data.holder("service")
    if holder is None:
        return False
    with suppress(ProcessLookupError, PermissionError):
        os.kill(holder, signal.SIGHUP)
        return True
    return False
