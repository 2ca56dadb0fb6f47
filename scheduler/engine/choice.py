"""Which engine a command means, and where its shards lie."""

from archive.data_folder import DataFolder
from archive.errors import BadConfiguration
from scheduler.engine.interface import Engine
from scheduler.engine.local import Processes

KNOWN = "processes, dask+tls://HOST:PORT, or dask://127.0.0.1:PORT"


def engine_of(text: str, *, ahead: bool = True) -> Engine:
    """Without `ahead` no unit waits at a worker behind another one: for those with a deadline.

    Raises BadConfiguration for what names none, or one that must not be used.
    """
    window = {} if ahead else {"window": 1}
    if text == "processes":
        return Processes(**window)
    if text.startswith(("dask://", "dask+tls://")):
        # Loaded only then: it is an extra.
        from scheduler.engine.dask import Dask  # noqa: PLC0415

        return Dask(text, **window)
    raise BadConfiguration(f"“{text}” is no engine. Known are: {KNOWN}.")


def place_of(data: DataFolder, place: str | None) -> str:
    """Where it was said, else in the data folder."""
    return place or str(data.shards.absolute())
