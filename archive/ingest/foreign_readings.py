"""A foreign file read without a record: what an import of it would ask a reader for, as lines of a shard."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from archive.identity.urls import is_web_address
from archive.ingest._foreign_page import Bad
from archive.ingest._foreign_page_owner import Sorting, is_readable, page_in, why_ignored
from archive.ingest.foreign_files import RECORD_NAMES, ForeignFile
from archive.ingest.precomputed_readings import line_of
from archive.model import Outlet
from archive.reading.worker import Reader


def is_read_elsewhere(path: Path) -> bool:
    """Are its captures known by their bytes and times? Lines of JSON get theirs as they come."""
    return path.name.lower().endswith(RECORD_NAMES)


def readings_in(path: Path, outlets: Mapping[str, Outlet], only: Outlet | None, reader: Reader) -> Iterator[bytes]:
    """A line for each page that could be an article. What is wrong with the file is for the import to say.

    Raises BadInput for one that cannot be opened.
    """
    sorting = Sorting(outlets, only)
    with ForeignFile(path) as stream:
        for thing in sorting.parted(reader, stream.things()):
            if isinstance(thing, Bad) or not is_web_address(thing.exchange.url):
                continue
            page, outlet = page_in(thing), sorting.outlet_for(thing.exchange.url)
            if is_readable(page) and not why_ignored(thing, page, outlet):
                line = line_of(page, outlet, reader.read(page, outlet))
                if line is not None:
                    yield line
