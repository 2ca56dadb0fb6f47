"""The room that fetching needs on the disk, by the configuration in force."""

from archive.configuration.in_force import current
from archive.data_folder import DataFolder


def demand_room(data: DataFolder) -> None:
    """Raise DiskFull when less of the disk is free than the configured share, or than a few megabytes."""
    data.demand_room(current(data).limits.free_floor_percent)
