"""A folder that backups are put into: begun empty, known by its mark, outside of the archive it is a copy of."""

from pathlib import Path

from archive.data_folder import DataFolder
from archive.errors import BadConfiguration, DiskFull, is_disk_full
from archive.upkeep.backup_set import SETS, WARC

MARK = "WARRAQ-BACKUP"
MARK_TEXT = "Backups of a Warraq archive; docs/running.md says how one is restored. Private: readers' addresses.\n"
# What stands in a fresh file system.
OF_NOBODY = frozenset({"lost+found"})


def demand_backup_folder(folder: Path, data: DataFolder) -> None:
    """Make the folder ready. Raises BadConfiguration where it holds something else, or lies inside the archive,
    DiskFull where it cannot even be begun."""
    if folder.resolve().is_relative_to(data.root.resolve()):
        raise BadConfiguration(f"{folder} lies inside the data folder; what befalls one befalls both. Name another.")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not (folder / MARK).exists():
            if {path.name for path in folder.iterdir()} - OF_NOBODY:
                raise BadConfiguration(f"{folder} holds something else. Name an empty folder, or one of backups.")
            (folder / MARK).write_text(MARK_TEXT)
        for name in (SETS, WARC, "locks"):
            (folder / name).mkdir(mode=0o700, exist_ok=True)
    except OSError as problem:
        if is_disk_full(problem):
            raise DiskFull(f"The disk of {folder} is full. Free some room there and back up again.") from problem
        raise BadConfiguration(f"{folder} cannot be written ({problem.strerror}). Name another folder.") from problem
