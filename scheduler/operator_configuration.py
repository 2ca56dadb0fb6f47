"""The operator's configuration beside what only the scheduler knows: the outlets, their schedules, the channels."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

import click

from archive.alerts.channel_check import not_channels
from archive.configuration import Configuration, reload
from archive.configuration.checks import WrongValueError, contact
from archive.configuration.faults import Fault, quoted
from archive.configuration.reading import Examined, examine, file_of
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration
from archive.model import Outlet
from archive.times import now
from scheduler.clock import next_due
from spiders.http.public_addresses import private_allowed
from spiders.registry import outlets

SWITCHED_OFF = "Switched off by the operator of this archive."
WHY_CONTACT = "Every request names whom the webmaster of an outlet can write to; without that nothing is asked of them."


def configured(data: DataFolder) -> tuple[Configuration, dict[str, Outlet]]:
    """What holds from now on in this process, and every outlet as the operator wants it.

    Raises BadConfiguration with all that is wrong, and then what held before goes on to.
    """
    check(data).demand_sound()
    configuration = reload(data)
    return configuration, as_configured(configuration)


def as_configured(configuration: Configuration) -> dict[str, Outlet]:
    """Every outlet by name, switched on or off and asked as often as the operator says."""
    found = {}
    for name, outlet in outlets().items():
        wanted = configuration.outlet(name)
        enabled = outlet.enabled if wanted.enabled is None else wanted.enabled
        note = "" if enabled else outlet.disabled_because or SWITCHED_OFF
        found[name] = replace(outlet, enabled=enabled, disabled_because=note, every=wanted.every or outlet.every)
    return found


def hosts(known: dict[str, Outlet]) -> list[str]:
    """The hosts at which outlets live, by which it is seen whether this machine reaches the internet."""
    found = (urlsplit(outlet.home).hostname or "" for outlet in known.values())
    return [host for host in found if host and not host.endswith(".invalid")]


def check(data: DataFolder, file: Path | None = None, text: str | None = None) -> Examined:
    """What holds, and all that is wrong with it; `file` and `text` as `examine` takes them.

    Raises BadConfiguration for a broken file of an outlet.
    """
    found = examine(data, file, text)
    return replace(found, faults=(*found.faults, *_of_outlets(found), *_of_channels(found)))


def _of_outlets(found: Examined) -> Iterator[Fault]:
    known = outlets()
    named = {("outlets", name) for name in found.configuration.outlets}
    for path in sorted(named | {("limits", "quota_mb", name) for name in found.configuration.limits.quota_mb}):
        if path[-1] not in known:
            near = get_close_matches(path[-1].lower(), known, n=1)
            wanted = f"Did you mean {near[0]}?" if near else "The outlets are listed by: warraq outlets"
            yield found.fault(path, "is no outlet that is known here", wanted)
    for name, settings in found.configuration.outlets.items():
        path = ("outlets", name, "enabled")
        if settings.enabled and name in known and known[name].home.endswith(".invalid"):
            yield found.fault(path, "is true, but nobody knows its address", known[name].disabled_because)
        if settings.every and (trouble := schedule_trouble(settings.every)):
            yield found.fault(("outlets", name, "every"), *trouble)


def schedule_trouble(every: str) -> tuple[str, str] | None:
    """What is wrong with a schedule, and what may be written instead; None where nothing is."""
    wanted = "Write an interval (15m, 2h, 1d) or five cron fields (*/20 6-23 * * *), in quotes."
    try:
        next_due(every, now())
    except BadConfiguration:
        return f"is {quoted(every)}, which is no schedule", wanted
    except (OverflowError, ValueError):
        return "names no time that anybody will see", wanted
    return None


def _of_channels(found: Examined) -> Iterator[Fault]:
    for place in not_channels(found.configuration.operator.channels):
        # Without Apprise's words: they may repeat the address, which may hold a password.
        yield found.fault(
            ("operator", "channels"),
            f"has something that Apprise does not know as a channel (number {place + 1})",
            "Its forms are listed on https://appriseit.com/services/",
        )


def demand_contact(data: DataFolder, configuration: Configuration, *, may_ask: bool = True) -> Configuration:
    """What holds, with somebody named whom webmasters can write to: on a terminal that is asked for, once and for all.

    Raises BadConfiguration where nobody is named. Tests on this machine's own addresses need nobody.
    """
    if configuration.contact or private_allowed():
        return configuration
    if not (may_ask and sys.stdin.isatty() and sys.stderr.isatty()):
        raise BadConfiguration(
            f'Nobody is named for webmasters. {WHY_CONTACT} Write contact = "desk@archive.example", with an address of'
            f" yours, into {file_of(data)}, or set the variable WARRAQ_CONTACT to it."
        )
    click.echo(f"{WHY_CONTACT}\nIt is kept in {file_of(data)} and not asked for again.", err=True)
    given = click.prompt("A mail or web address of yours", value_proc=_contact, err=True)
    from archive.configuration.editing import change  # noqa: PLC0415 (asked once in an archive's life)

    change(data, {("contact",): given})
    return reload(data)


def _contact(typed: str) -> str:
    try:
        return contact(typed)
    except WrongValueError as problem:
        raise click.UsageError(f"It {problem.problem}. {problem.wanted}") from problem
