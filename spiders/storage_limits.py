"""Before each request: is there room on the disk, and has the outlet bytes left for today?"""

from archive.configuration import current
from archive.configuration.disk_space import demand_room
from archive.data_folder import DataFolder
from archive.errors import DiskFull
from archive.times import now
from archive.warc.files import files_of, lying

QUOTA, DISK_FULL = "quota", "disk_full"
MB = 1024 * 1024


def storage_trouble(data: DataFolder, outlet: str) -> str:
    """Why nothing may be fetched of an outlet now: disk_full, quota, or nothing."""
    try:
        demand_room(data)
    except DiskFull:
        return DISK_FULL
    return QUOTA if has_filled_its_quota(data, outlet) else ""


def has_filled_its_quota(data: DataFolder, outlet: str) -> bool:
    """Has an outlet all the bytes of today that the configuration gives it?

    A quota is of a day in UTC, as the WARC files are: with the next file it is whole again. A change of it in the
    configuration holds from the next request on.
    """
    quota = current(data).limits.quota_mb.get(outlet)
    return quota is not None and _bytes_today(data, outlet) >= quota * MB


def _bytes_today(data: DataFolder, outlet: str) -> int:
    return sum(lying(path).stat().st_size for path in files_of(data.warc, outlet, now()))
