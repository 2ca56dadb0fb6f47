"""The verb that runs the service."""

import click

from archive.data_folder import DataFolder
from scheduler.configured import configured, demand_contact, hosts
from scheduler.options import with_data
from scheduler.output import LOG
from scheduler.select import chosen_outlets
from scheduler.service import Service
from spiders.http.own_network import network_trouble
from spiders.http.public_addresses import warn_when_open

PORT = 8001


@click.command("run")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=PORT, show_default=True, help="Where the reading room listens."
)
@click.option("--outlets", "names", metavar="A,B", help="Only these outlets.")
@click.option(
    "--allow-sql", is_flag=True, help="Let readers write SQL in the data room. For an instance that serves nobody else."
)
@with_data
def command(port: int, names: str | None, allow_sql: bool, data: DataFolder) -> None:
    """Run the service: crawl what is due now, keep the schedule, serve the archive in a browser. Ctrl-C ends it.

    Listens on this machine only (127.0.0.1); put a proxy before it to show it to others (docs/running.md).
    """
    configuration, known = configured(data)
    chosen = chosen_outlets(names.split(",") if names else (), known)
    warn_when_open()
    demand_contact(data, configuration)
    if trouble := network_trouble(hosts(known)):
        LOG.print(f"{trouble} The archive is served all the same, and crawls begin by themselves.", markup=False)
    Service(data, chosen, port, allow_sql=allow_sql).run()
