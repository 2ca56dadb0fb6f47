"""Kept pages read again by whatever engine, an outlet's WARC files at a time; the record is written by one.

The units read, and keep what they read in shards. The archive's machine then does what a replay does, and takes each
reading from there instead of making it: what the record becomes does not depend on who read.
"""

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from archive.errors import WarcDamaged
from archive.ingest.pages_to_reread import PageToReread, pages_to_reread
from archive.ingest.precomputed_readings import line_of
from archive.ingest.session import Writer
from archive.model import Outlet
from archive.warc.files import lying
from archive.warc.kept_page import kept_page
from scheduler.engine._answers import ReadElsewhere
from scheduler.engine._place import Place
from scheduler.engine._shards import Plan, remove_unit, with_receipt, write_plan
from scheduler.engine._worker_reader import reader_of_this_thread
from scheduler.engine.interface import Receipt
from spiders.registry import outlets

# So many pages are a unit, of one large file or of several small ones: a second or two of work.
PAGES = 250


def reread(unit: str, place: str) -> Receipt:
    """The job: every page of the plan, read with today's rules. What cannot be read is left out."""
    return with_receipt(unit, place, _lines)


def _lines(place: Place, plan: Plan) -> Iterator[bytes]:
    outlet, reader = outlets()[plan["outlet"]], reader_of_this_thread()
    with _folder_of(place, plan) as folder:
        for warc_file, offset, length, title, message in plan["pages"]:
            with suppress(WarcDamaged):
                page = kept_page(folder, (warc_file, offset, length), title, message)
                line = line_of(page, outlet, reader.read(page, outlet))
                if line is not None:
                    yield line


@contextmanager
def _folder_of(place: Place, plan: Plan) -> Iterator[Path]:
    """Where the WARC files lie on this machine: where all see them, or fetched from the place."""
    if plan["folder"]:
        yield Path(plan["folder"])
        return
    with tempfile.TemporaryDirectory() as folder:
        for warc_file in dict.fromkeys(name for name, *_ in plan["pages"]):
            path = Path(folder, warc_file)
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as target:
                place.fetch(_shared_name(warc_file), target)
        yield Path(folder)


class Rereads(ReadElsewhere):
    """The units of a replay, answered by an engine while the articles of outlets before them are written."""

    def __init__(
        self, writer: Writer, chosen: Mapping[str, Outlet], address: str, on_answer: Callable[[int, int], None]
    ) -> None:
        super().__init__(reread, address, on_answer)
        self._articles: dict[str, dict[str, list[int]]] = {}
        self._shared: set[str] = set()
        for outlet in chosen.values():
            self._articles[outlet.name] = self._planned(writer, outlet)

    @property
    def units(self) -> list[str]:
        """All of them, those of an outlet together."""
        return [unit for planned in self._articles.values() for unit in planned]

    def ready(self, outlet: Outlet) -> Mapping[int, str]:
        """Wait until all of an outlet's units are done; the articles that must not be read here either, and why."""
        planned = self._articles[outlet.name]
        return {article: why for unit, why in self._take(planned).items() for article in planned[unit]}

    def remove(self) -> None:
        for unit in self.units:
            remove_unit(self._place, unit)
        for warc_file in self._shared:
            self._place.remove(_shared_name(warc_file))

    def _planned(self, writer: Writer, outlet: Outlet) -> dict[str, list[int]]:
        """The articles of each unit."""
        pages = sorted(pages_to_reread(writer, outlet), key=lambda page: (page["warc_file"], page["warc_offset"]))
        units = {}
        for start in range(0, len(pages), PAGES):
            part = pages[start : start + PAGES]
            unit = f"{outlet.name}/{part[0]['warc_file'].replace('/', '-')}-{part[0]['warc_offset']}"
            write_plan(self._place, unit, self._plan(writer, outlet, part))
            units[unit] = [page["article"] for page in part]
        return units

    def _plan(self, writer: Writer, outlet: Outlet, pages: list[PageToReread]) -> Plan:
        if is_far := "://" in self._address:
            self._share(writer, {page["warc_file"] for page in pages})
        listed = [
            (*(page["warc_file"], page["warc_offset"], page["warc_length"], page["title"]), _message_of(page, outlet))
            for page in pages
        ]
        folder = "" if is_far else os.fspath(writer.data.warc.absolute())
        return {"outlet": outlet.name, "folder": folder, "pages": listed}

    def _share(self, writer: Writer, warc_files: set[str]) -> None:
        """Other machines do not see the data folder: its WARC files go where the plans are."""
        for warc_file in sorted(warc_files - self._shared):
            # One that is gone is told of by the replay, when it comes to its articles.
            with suppress(FileNotFoundError):
                self._place.put(_shared_name(warc_file), lying(writer.data.warc / warc_file))
        self._shared |= warc_files


def _message_of(page: PageToReread, outlet: Outlet) -> str:
    """The message that a page of a channel was kept for; empty of all others."""
    return page["url"] if outlet.channel else ""


def _shared_name(warc_file: str) -> str:
    return f"warc/{warc_file}"
