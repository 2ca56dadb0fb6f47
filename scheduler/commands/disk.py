"""warraq disk: how much each store takes, how fast it grows, and how many days are left."""

from dataclasses import asdict

import click

from archive.configuration import load
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration
from archive.times import now
from archive.upkeep.sizes import Disk
from archive.upkeep.sizes import disk as measure
from scheduler.options import with_data, with_json
from scheduler.output import TO_PEOPLE, emit, table

COLUMNS = ("store", "bytes", "per_day_7", "per_day_28", "how")


@click.command("disk")
@with_data
@with_json
def command(data: DataFolder, as_json: bool) -> None:
    """Say how much of the disk each store takes, how fast it grows, and how many days are left.

    Bytes a day are those of the last 7 and 28 days. How they are known: measured, by the days of its files; nights, by
    its size on the nights before; reckoned, by how many of all captures are as young, as long as there were no nights.

    Fetching stops when less of the disk is free than [limits] free_floor_percent in warraq.toml says, 64 MB at least,
    and goes on by itself when there is room again; serving goes on all the time.
    """
    if not data.root.is_dir():
        raise BadConfiguration(f"There is no data folder {data.root}. Name another with --data.")
    found = measure(data, load(data).limits.free_floor_percent, now())
    if as_json:
        emit(found)
        return
    table([asdict(store) for store in found.stores], COLUMNS)
    TO_PEOPLE.print(f"\n{_room(found)}", markup=False)


def _room(found: Disk) -> str:
    taken = (
        f"In all {found.bytes // 2**20} MB; {found.free // 2**20} of {found.total // 2**20} MB are free,"
        f" and below {found.floor // 2**20} MB nothing is fetched."
    )
    if found.is_short:
        return f"{taken} That is so now: free some room, and fetching goes on by itself."
    if found.days_left is None:
        return f"{taken} Nothing grows."
    return f"{taken} At the pace of the last 7 days that is in {found.days_left} days."
