"""The configuration a process goes by: what was last read well. A file that became wrong meanwhile changes nothing."""

import os
from dataclasses import dataclass
from pathlib import Path

from archive.configuration._keys import KEYS
from archive.configuration.reading import FILE_VARIABLE, file_of, load
from archive.configuration.settings import Configuration
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration

VARIABLES = (FILE_VARIABLE, *(key.variable for key in KEYS.values() if key.variable))
State = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Held:
    state: State
    configuration: Configuration


_held: dict[Path, _Held] = {}


def current(data: DataFolder) -> Configuration:
    """What holds in this process: the file is read anew where it changed, and where it is sound.

    Raises BadConfiguration only where no configuration was read or held before.
    """
    state = _state(data)
    held = _held.get(data.root)
    if held and held.state == state:
        return held.configuration
    try:
        configuration = load(data)
    except BadConfiguration:
        if held is None:
            raise
        configuration = held.configuration
    return hold(data, configuration, state)


def hold(data: DataFolder, configuration: Configuration, state: State | None = None) -> Configuration:
    """Go by this one from now on, until the file changes: for a process that was started with what another one read."""
    _held[data.root] = _Held(state or _state(data), configuration)
    return configuration


def _state(data: DataFolder) -> State:
    """What is another one as soon as the file or a variable is."""
    try:
        found = file_of(data).stat()
        file: State = (found.st_mtime_ns, found.st_size, found.st_ino)
    except OSError:
        file = ()
    return (file, *map(os.environ.get, VARIABLES))
