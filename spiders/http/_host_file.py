"""A host's file among the locks of a data folder: locked by who asks it, in it what the next one has to wait for."""

import fcntl
import os
import struct
from contextlib import suppress
from dataclasses import astuple, dataclass
from io import FileIO
from pathlib import Path
from urllib.parse import quote, urlsplit

from archive.errors import BadConfiguration
from archive.identity.urls import host_of
from archive.times import boot_id

PREFIX = "host-"
# Names of files end at 255 bytes.
LONGEST_NAME = 200
# The start of the machine, then the numbers of HostState.
_FILE = struct.Struct("36s4d")


@dataclass(slots=True)
class HostState:
    """What a host's file says. Instants are of the monotonic clock, which all processes of one start of a machine
    share.

    `delay` is what the last one to ask wants between requests; `asked` is when its request began, `answered` when it
    ended: before `asked` while one is in flight.
    """

    delay: float = 0.0
    asked: float = 0.0
    answered: float = 0.0
    paused_until: float = 0.0


def name_of(url: str) -> str:
    """The name of a host's file."""
    return PREFIX + quote(host_of(url) or urlsplit(url).netloc, safe=":")[:LONGEST_NAME]


def is_still(handle: FileIO, path: Path) -> bool:
    """Is this the host's file, and not one that was let go of?"""
    with suppress(OSError):
        return path.stat().st_ino == os.fstat(handle.fileno()).st_ino
    return False


def open_host(path: Path) -> FileIO:
    """For reading and writing, by every user who may write into the folder: a person may crawl beside a service."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT)
        with suppress(PermissionError):
            os.fchmod(handle, 0o666)
    except OSError as problem:
        raise BadConfiguration(f"{path} cannot be written ({problem.strerror}).") from problem
    return FileIO(handle, "r+")


def lock(handle: FileIO, kind: int) -> bool:
    """False where another process has it."""
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def read(handle: FileIO) -> HostState:
    """What the file says; nothing where it is new or of another start of the machine."""
    with suppress(struct.error):
        boot, *state = _FILE.unpack(os.pread(handle.fileno(), _FILE.size, 0))
        if boot.decode("ascii", "replace").rstrip("\0") == boot_id():
            return HostState(*state)
    return HostState()


def write(handle: FileIO, state: HostState) -> None:
    """Over what stands there, always as long: it needs no room on a full disk."""
    os.pwrite(handle.fileno(), _FILE.pack(boot_id().encode("ascii"), *astuple(state)), 0)
