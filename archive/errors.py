"""What can go wrong in a way a person can mend: a message that says what to do next, and an exit status."""

import errno


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
