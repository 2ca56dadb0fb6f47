"""Units of crawls as the record's own machine sees them: put at the place, handed out, brought back, taken away."""

import gzip
import json
import secrets
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, NamedTuple

from archive.configuration import handed_down
from archive.crawl_state.slices import cut_out
from archive.times import now, stamp, unstamp
from scheduler.engine._claims import CLAIM, AlreadyBegun, void
from scheduler.engine._code_version import code_version
from scheduler.engine._place import place_at
from scheduler.engine._shards import PLAN, RECEIPT, Plan, kept_receipt, open_shard, plan_of, remove_unit, write_plan
from scheduler.engine.crawling import ENDED, HOSTS, STATE, Ended, crawl_outlets
from scheduler.engine.interface import Coming, Engine, run
from spiders.http.host_lease import HostNote
from spiders.journal import ANSWERS, READINGS

__all__ = ["AlreadyBegun", "Brought", "CrawlUnits", "new_unit"]

FOLDER = "crawl"
NOTES = (ANSWERS, READINGS)
# What nobody brought by then is not waited for any more.
FORGOTTEN = timedelta(days=1)


class Brought(NamedTuple):
    """What a worker brought: how the crawl of each outlet ended, its notes in a folder of the outlet's name, and what
    the hosts were told."""

    folder: Path
    ended: Mapping[str, Ended]
    told: Mapping[str, HostNote]


class CrawlUnits:
    """The units at one place; `service` is the service.db whose outlets they are of."""

    def __init__(self, address: str, service: Path) -> None:
        self._address, self._service, self._place = address, service, place_at(address)

    def put(self, unit: str, outlets: Sequence[str], until: datetime, notes: Mapping[str, HostNote]) -> None:
        """What a worker needs for these crawls, the plan last; nobody asks anything past `until`."""
        with tempfile.TemporaryDirectory() as folder:
            state, packed = Path(folder, "state"), Path(folder, "packed")
            cut_out(self._service, outlets, state)
            with state.open("rb") as source, gzip.open(packed, "wb", compresslevel=3) as target:
                shutil.copyfileobj(source, target)
            self._place.put(unit + STATE, packed)
        plan = {"outlets": outlets, "until": stamp(until), "hosts": notes, "variables": handed_down()}
        write_plan(self._place, unit, plan)

    def run(self, units: Iterable[str], engine: Engine) -> Coming:
        """Each unit's answer."""
        return run(crawl_outlets, units, self._address, engine)

    def plan(self, unit: str) -> Plan | None:
        """What was put there; None where there is no such unit."""
        return plan_of(self._place, unit)

    def is_ours(self, unit: str) -> bool:
        """Can it be gone on with? Not what another release began."""
        plan = self.plan(unit)
        return plan is not None and plan["code"] == code_version()

    def finished(self) -> list[str]:
        """Units that were brought back."""
        return [name.removesuffix(RECEIPT) for name in self._place.names(FOLDER) if name.endswith(RECEIPT)]

    @contextmanager
    def brought(self, unit: str) -> Iterator[Brought | None]:
        """A finished unit, unpacked; None where its shard is not whole."""
        with tempfile.TemporaryDirectory(prefix="warraq-brought-") as folder:
            written = self._place.read(unit + PLAN)
            receipt = kept_receipt(self._place, unit, written) if written else None
            if receipt is None:
                yield None
                return
            with open_shard(self._place, unit, receipt) as lines:
                brought = _unpacked(lines, Path(folder)) if lines is not None else None
            yield brought

    def void(self, unit: str) -> bool:
        """See to it that nobody begins it from now on. False where somebody may be at it."""
        return void(self._place, unit)

    def remove(self, unit: str) -> None:
        """Take a unit's files away; whoever comes late finds no plan of it."""
        remove_unit(self._place, unit)
        for kind in (STATE, CLAIM):
            self._place.remove(unit + kind)

    def remove_forgotten(self) -> None:
        """Take away what nobody brought in time."""
        for name in self._place.names(FOLDER):
            unit = name.removesuffix(PLAN)
            plan = self.plan(unit) if name.endswith(PLAN) else None
            if plan and now() - unstamp(plan["until"]) > FORGOTTEN:
                self.remove(unit)


def new_unit() -> str:
    """A name that no other unit has."""
    return f"{FOLDER}/{secrets.token_hex(8)}"


def _unpacked(lines: Iterable[bytes], folder: Path) -> Brought:
    ended, notes = dict[str, Ended](), dict[str, HostNote]()
    with ExitStack() as opened:
        files: dict[tuple[str, str], IO[bytes]] = {}

        def file(outlet: str, name: str) -> IO[bytes]:
            if (outlet, name) not in files:
                (folder / outlet).mkdir(exist_ok=True)
                files[outlet, name] = opened.enter_context((folder / outlet / name).open("wb"))
            return files[outlet, name]

        for line in lines:
            outlet, kind, rest = line.split(b" ", 2)
            name, what = outlet.decode("ascii"), kind.decode("ascii")
            if what == HOSTS:
                notes = {host: HostNote(*values) for host, values in json.loads(rest).items()}
            elif what == ENDED:
                ended[name] = json.loads(rest)
                for noted in NOTES:
                    file(name, noted)
            elif what in NOTES:
                file(name, what).write(rest)
    return Brought(folder, ended, notes)
