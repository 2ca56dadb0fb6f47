"""Who may begin a unit that must not be done twice: whoever claims it first, at the place, which all machines see."""

import json
import os
import time
from contextlib import suppress
from pathlib import Path

from archive.errors import WarraqError
from archive.times import boot_id
from scheduler.engine._place import Place

CLAIM = ".claim"
# What a worker that was killed had begun has ended by then, on the same machine.
ORPHANS_SECONDS = 2.0


class AlreadyBegun(WarraqError):
    """Another worker has begun this unit, and may be at it still."""


def begin(place: Place, unit: str) -> None:
    """Be the only one who ever does. What a process of this machine has begun that is gone, may be begun again.

    Raises AlreadyBegun.
    """
    if place.claim(unit + CLAIM, _ourselves()):
        return
    if not _is_gone(place.read(unit + CLAIM)):
        raise AlreadyBegun(f"{unit} was begun by a worker that may be at it still.")
    time.sleep(ORPHANS_SECONDS)
    place.write(unit + CLAIM, _ourselves())


def void(place: Place, unit: str) -> bool:
    """See to it that nobody begins this unit from now on. False where somebody may be at it."""
    return place.claim(unit + CLAIM, _ourselves()) or _is_gone(place.read(unit + CLAIM))


def _ourselves() -> bytes:
    """This process, as others of the same machine can see it."""
    return json.dumps([boot_id(), _process_numbers(), os.getpid()]).encode()


def _is_gone(claim: bytes | None) -> bool:
    """Has the process ended that made this claim? Of another machine, or container, nobody knows."""
    boot, numbers, pid = json.loads(claim or b"[null, null, 0]")
    if (boot, numbers) != (boot_id(), _process_numbers()) or not numbers:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _process_numbers() -> str:
    """Among whom a process has its number; empty where the system does not say."""
    with suppress(OSError):
        return str(Path("/proc/self/ns/pid").readlink())
    return ""
