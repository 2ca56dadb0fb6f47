"""Outlets leased to the workers of an engine, in units, with their hosts; nobody has an outlet or a host twice.

The lease of each outlet stands in service.db with the token of its unit, and lasts until its deadline whoever lives. A
worker that is gone keeps nobody from its outlets for longer; no other asks before.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from archive.configuration.disk_space import demand_room
from archive.crawl_state.due import LEASE
from archive.crawl_state.schedule import Schedule
from archive.data_folder import DataFolder
from archive.model import Outlet
from archive.times import damascus_time, now
from scheduler.engine.crawl_units import FOLDER, CrawlUnits, new_unit
from scheduler.engine.crawling import SIDE_BY_SIDE
from scheduler.jobs import TIME_LIMIT
from spiders.http.host_lease import HostLease, hosts_of

_HOLDER = "engine/u"


class LeasedUnits:
    """The units of one command. `known` are all outlets; `say` gets a sentence where somebody has to wait."""

    def __init__(
        self, data: DataFolder, known: Mapping[str, Outlet], units: CrawlUnits, say: Callable[[str], None]
    ) -> None:
        self._data, self._known, self._units, self._say = data, known, units, say
        # What is handed out, with the hosts that are kept for it.
        self._out: dict[str, HostLease] = {}

    def to_hand_out(self, left: Mapping[str, Outlet]) -> Iterator[str]:
        """What was begun before and not brought back, then leases of what nobody has; `left` may shrink meanwhile."""
        with Schedule(self._data.service) as schedule:
            entries = schedule.entries()
        leases = [entries[name] for name in left if name in entries and _unit_of(entries[name].lease_token)]
        at, finished = now(), self._units.finished()
        leased = {one.outlet for one in leases if one.is_leased(at)}
        begun = {
            unit: one.lease_until or at
            for one in leases
            if (unit := _unit_of(one.lease_token)) in finished or one.outlet in leased
        }
        self._let_go(begun)
        for unit, until in begun.items():
            if self._is_to_be_asked_for(unit, until):
                yield unit
        for group in side_by_side([outlet for name, outlet in left.items() if name not in leased]):
            wanted = [outlet for outlet in group if outlet.name in left]
            if wanted and (unit := self._grant(wanted)):
                yield unit

    def has(self, unit: str) -> bool:
        """Is it this command's?"""
        return unit in self._out

    def take_back(self, unit: str) -> HostLease:
        """It was answered: the hosts that were kept for it."""
        return self._out.pop(unit)

    def names(self, unit: str) -> list[str]:
        """Its outlets."""
        plan = self._units.plan(unit)
        return list(plan["outlets"]) if plan else []

    def holds(self, unit: str, outlet: str) -> bool:
        """Was the outlet leased to nobody else since?"""
        with Schedule(self._data.service) as schedule:
            return schedule.holder(outlet) == token_of(unit, outlet)

    def free(self, unit: str, names: Iterable[str]) -> None:
        """Its outlets are due as before, where they were not crawled, and it is taken away."""
        with Schedule(self._data.service) as schedule:
            for name in names:
                schedule.free(token_of(unit, name))
        self._units.remove(unit)

    def give_back(self) -> None:
        """The command ends: what nobody began is free, what a worker is at goes on, and its lease with it."""
        for unit, hosts in self._out.items():
            if self._units.void(unit):
                hosts.release({})
                self.free(unit, self.names(unit))
            else:
                hosts.abandon()
        self._out.clear()

    def _is_to_be_asked_for(self, unit: str, until: datetime) -> bool:
        """Can what an earlier command began, or this one and no worker answered for, be gone on with?"""
        if until <= now() and unit not in self._units.finished():
            return False
        if unit in self._out or not self._units.is_ours(unit):
            self._report_waiting(unit, until)
            return unit in self._out
        outlets = [self._known[name] for name in self.names(unit) if name in self._known]
        hosts = self._hosts(outlets, until)
        if hosts is not None:
            self._out[unit] = hosts
        return hosts is not None

    def _grant(self, outlets: Sequence[Outlet]) -> str:
        """Lease these outlets and their hosts to one unit; empty where somebody has them."""
        demand_room(self._data)
        at = now()
        hosts = self._hosts(outlets, at + LEASE)
        if hosts is None:
            return ""
        unit = new_unit()
        with Schedule(self._data.service) as schedule:
            taken = [one.name for one in outlets if schedule.take(one.name, token_of(unit, one.name), at)]
        if not taken:
            hosts.release(hosts.told)
            return ""
        self._out[unit] = hosts
        self._units.put(unit, taken, at + TIME_LIMIT, hosts.told)
        return unit

    def _hosts(self, outlets: Iterable[Outlet], until: datetime) -> HostLease | None:
        names = frozenset[str]().union(*map(hosts_of, outlets))
        return HostLease.take(self._data.locks, names, max((until - now()).total_seconds(), 0.0))

    def _let_go(self, begun: Mapping[str, datetime]) -> None:
        """Of hosts that were kept for what has its lease no more."""
        for unit in list(self._out):
            if begun.get(unit, now()) <= now() and unit not in self._units.finished():
                self._out.pop(unit).release({})

    def _report_waiting(self, unit: str, until: datetime) -> None:
        names = ", ".join(self.names(unit)) or "An outlet"
        self._say(
            f"{names}: a worker that does not answer may be at it still; crawled again after {damascus_time(until)},"
            " when its lease is over."
        )


def side_by_side(outlets: Iterable[Outlet]) -> list[list[Outlet]]:
    """Outlets in groups that one worker each crawls: those with a host in common stand together, whatever the size."""
    groups: list[tuple[set[str], list[Outlet]]] = []
    for outlet in outlets:
        hosts, members = set(hosts_of(outlet)), [outlet]
        for group in [group for group in groups if group[0] & hosts]:
            groups.remove(group)
            hosts, members = hosts | group[0], group[1] + members
        groups.append((hosts, members))
    parted: list[list[Outlet]] = []
    for _, members in groups:
        if parted and len(parted[-1]) + len(members) <= SIDE_BY_SIDE:
            parted[-1] += members
        else:
            parted.append(members)
    return parted


def token_of(unit: str, outlet: str) -> str:
    """Of a lease that no process holds: it lasts until its deadline, whoever lives."""
    return f"{_HOLDER}{unit.removeprefix(f'{FOLDER}/')}/{outlet}"


def _unit_of(token: str) -> str:
    """The unit of a lease; empty of one that a process holds."""
    return f"{FOLDER}/{token.removeprefix(_HOLDER).partition('/')[0]}" if token.startswith(_HOLDER) else ""
