"""The verb that runs the service."""

import faulthandler
from collections.abc import Mapping
from logging import WARNING

import click

from archive.data_folder import DataFolder
from archive.model import Outlet
from scheduler.logs import log_event, set_up
from scheduler.operator_configuration import configured, demand_contact, hosts
from scheduler.options import with_data
from scheduler.outlet_selection import chosen_outlets
from scheduler.service import Service
from scheduler.signals import Ending
from scheduler.single_heap import share_one_heap
from spiders.http.own_network import network_trouble
from spiders.http.public_addresses import IS_OPEN, private_allowed

PORT = 8001


@click.command("run")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=PORT, show_default=True, help="Where the reading room listens."
)
@click.option("--outlets", "names", metavar="A,B", help="Only these outlets.")
@click.option(
    "--allow-sql", is_flag=True, help="Let readers write SQL in the data room. For an instance that serves nobody else."
)
@click.option("--no-serve", is_flag=True, help="Only crawl: another process serves the archive (warraq serve).")
@with_data
def command(port: int, names: str | None, allow_sql: bool, no_serve: bool, data: DataFolder) -> None:
    """Run the service: crawl what is due now, keep the schedule, serve the archive in a browser. Ctrl-C ends it.

    Listens on this machine only (127.0.0.1); put a proxy before it to show it to others (docs/running.md).
    """
    share_one_heap()
    configuration, known = configured(data)
    chosen_names = names.split(",") if names else ()
    chosen = chosen_outlets(chosen_names, known)
    demand_contact(data, configuration)
    ending = begin()
    if private_allowed():
        log_event("private_addresses_open", f"WARNING: {IS_OPEN}", level=WARNING)
    if trouble := network_trouble(hosts(known)):
        sentence = f"{trouble} The archive is served all the same, and crawls begin by themselves."
        log_event("no_network", sentence, level=WARNING)

    def choose() -> Mapping[str, Outlet]:
        return chosen_outlets(chosen_names, configured(data)[1])

    port_or_none = None if no_serve else port
    Service(data, chosen, port_or_none, ending, choose=choose, allow_sql=allow_sql).run()


def begin() -> Ending:
    """What every command that lasts begins with: its log, and its ear for signals."""
    set_up()
    faulthandler.enable()
    ending = Ending()
    ending.heed()
    return ending
