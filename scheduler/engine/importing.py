"""Foreign WARC files read by whatever engine, a unit each; they enter the record in their order, one by one."""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from archive.errors import BadInput
from archive.ingest.foreign_readings import is_read_elsewhere, readings_in
from archive.model import Outlet
from scheduler.engine._answers import ReadElsewhere
from scheduler.engine._place import Place
from scheduler.engine._shards import Plan, remove_unit, with_receipt, write_plan
from scheduler.engine._worker_reader import reader_of_this_thread
from scheduler.engine.interface import Receipt
from spiders.registry import outlets


def read_foreign(unit: str, place: str) -> Receipt:
    """The job: every page of one file that could be an article. What cannot be read is left out."""
    return with_receipt(unit, place, _lines)


def _lines(place: Place, plan: Plan) -> Iterator[bytes]:
    known, reader = outlets(), reader_of_this_thread()
    only = known[plan["only"]] if plan["only"] else None
    if plan["file"]:
        yield from readings_in(Path(plan["file"]), known, only, reader)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, plan["name"])
        with path.open("wb") as target:
            place.fetch(plan["shared"], target)
        yield from readings_in(path, known, only, reader)


class Imports(ReadElsewhere):
    """The files of an import, read by an engine while those before them enter the record.

    Raises BadInput for a file that is not there.
    """

    def __init__(
        self, files: Sequence[Path], only: Outlet | None, address: str, on_answer: Callable[[int, int], None]
    ) -> None:
        super().__init__(read_foreign, address, on_answer)
        self._units: dict[Path, str] = {}
        self._done, self._shared = list[str](), list[str]()
        for file in filter(is_read_elsewhere, files):
            self._units[file] = unit = f"import/{hashlib.sha256(os.fsencode(file.absolute())).hexdigest()[:16]}"
            write_plan(self._place, unit, self._plan(file, unit, only))

    @property
    def units(self) -> list[str]:
        """A unit for each file, however often that is named."""
        return list(dict.fromkeys(self._units.values()))

    def ready(self, file: Path) -> str:
        """Wait until a file is read; why it must not be read here either, empty where it may be."""
        unit = self._units.pop(file, "")
        held = self._take([unit]) if unit else {}
        self._done += [unit] if unit else []
        return held.get(unit, "")

    def remove(self) -> None:
        for unit in self._done:
            remove_unit(self._place, unit)
        for name in self._shared:
            self._place.remove(name)

    def _plan(self, file: Path, unit: str, only: Outlet | None) -> Plan:
        try:
            state = file.stat()
        except OSError as problem:
            raise BadInput(f"{file} cannot be read: {problem.strerror}.") from problem
        plan = {"only": only.name if only else "", "size": state.st_size, "changed": state.st_mtime_ns}
        if "://" not in self._address:
            return plan | {"file": os.fspath(file.absolute())}
        shared = f"files/{unit.rpartition('/')[2]}"
        self._place.put(shared, file)
        self._shared.append(shared)
        return plan | {"file": "", "name": file.name, "shared": shared}
