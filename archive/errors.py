"""What can go wrong in a way a person can mend: a message that says what to do next, and an exit status."""

import errno
import os
from pathlib import Path

FULL = "The disk is full: nothing was written. Free some room and start again; nothing kept is lost."
REFUSED = (
    "The disk takes nothing more: it is full, a quota or a limit on the size of files is reached, or it fails (then"
    " dmesg says so). Nothing was written; nothing kept is lost."
)
# So much SQLite needs for the smallest of the files that it keeps beside a database, also to read it.
LEAST_ROOM_BYTES = 64 * 1024


class WarraqError(Exception):
    """A sentence for the user and the exit status that goes with it (docs/running.md lists them)."""

    exit_code = 9


class DiskFull(WarraqError):
    """No room to write. Everything acknowledged before is safe."""

    exit_code = 3


class BadConfiguration(WarraqError):
    """An unknown outlet, an address that is none, an unusable data folder, a port in use."""

    exit_code = 4


class BadInput(WarraqError):
    """Some of the input could not be read; what was good in it is kept."""

    exit_code = 5


class AlreadyRunning(WarraqError):
    """Another process holds what this one needs."""

    exit_code = 6


class WarcDamaged(WarraqError):
    """A WARC file is shorter than the record says, or holds bytes that cannot be right."""


def is_disk_full(problem: OSError) -> bool:
    """Is there no room, or no right to more of it?"""
    return problem.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def lack_of_room(problem: BaseException, path: Path | None = None) -> DiskFull | None:
    """Did something of SQLite's or the system's fail for want of room? Then what to say of it. `path`: the file it was.

    Without room SQLite often says "disk I/O error" or "unable to open database file": the disk itself is asked then.
    """
    if isinstance(problem, OSError):
        return DiskFull(FULL) if is_disk_full(problem) else None
    what, name = str(problem), str(getattr(problem, "sqlite_errorname", ""))
    failed, not_opened = name.startswith("SQLITE_IOERR"), name.startswith("SQLITE_CANTOPEN")
    if "disk is full" in what or ((failed or not_opened) and path is not None and has_no_room(path.parent)):
        return DiskFull(FULL)
    return DiskFull(REFUSED) if failed else None


def damage(problem: BaseException) -> WarraqError | None:
    """Did SQLite meet bytes in one of our files that it never wrote? Then what to say of it."""
    name = str(getattr(problem, "sqlite_errorname", ""))
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return WarraqError(
            f"A database of the archive is damaged ({problem}). Nothing more was done: warraq verify names what is bad;"
            " restore the file from a backup."
        )
    return None


def has_no_room(folder: Path) -> bool:
    """Is there no room for the smallest file, or for no file at all? Not where nobody can say."""
    try:
        disk = os.statvfs(folder)
    except OSError:
        return False
    # Some file systems count no files.
    return disk.f_bavail * disk.f_frsize < LEAST_ROOM_BYTES or (disk.f_files > 0 and disk.f_favail == 0)
