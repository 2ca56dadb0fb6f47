"""A host that a machine far away asks is asked by nobody here, and each knows what the other one did."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from spiders.http.host_budget import HostBudget, HostPaused, Work
from spiders.http.host_lease import HostLease, HostNote, hosts_of, note_all, notes_of
from tests.support.made_pages import OUTLET

URL = f"{OUTLET.home}/1"
NAMES = hosts_of(OUTLET)


def ask(locks: Path, delay: float = 0.0) -> None:
    """One request to the host, answered at once."""

    async def turn() -> None:
        async with HostBudget(locks, delay).turn(URL, Work.NEWS):
            """Nothing is sent."""

    asyncio.run(asyncio.wait_for(turn(), 2))


def test_a_host_that_is_leased_is_asked_by_nobody_until_it_is_given_back(tmp_path: Path) -> None:
    lease = HostLease.take(tmp_path, NAMES, 600)
    assert lease is not None
    assert HostLease.take(tmp_path, NAMES, 600) is None
    with pytest.raises(TimeoutError):
        asyncio.run(asyncio.wait_for(_try(tmp_path), 0.2))
    lease.release({})
    ask(tmp_path)


def test_one_whose_lease_was_left_behind_is_asked_by_nobody_before_that_is_over(tmp_path: Path) -> None:
    lease = HostLease.take(tmp_path, NAMES, 600)
    assert lease is not None
    lease.abandon()
    with pytest.raises(HostPaused) as paused:
        ask(tmp_path)
    assert paused.value.wait > timedelta(minutes=9)
    again = HostLease.take(tmp_path, NAMES, 600)
    assert again is not None, "the next command goes on with the unit"
    again.release({})


def test_the_distance_and_the_pause_go_there_and_come_back(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    ask(here, delay=30)
    lease = HostLease.take(here, NAMES, 600)
    assert lease is not None
    note_all(there, lease.told)
    (told,) = notes_of(there).values()
    assert (told.delay, told.pause) == (30, 0)
    assert 0 <= (told.since_answer or 0) < 2
    (name,) = NAMES
    lease.release({name: HostNote(30, 1.0, 3600)})
    with pytest.raises(HostPaused):
        ask(here)


def test_a_host_that_nobody_asked_may_be_asked_at_once_there(tmp_path: Path) -> None:
    lease = HostLease.take(tmp_path, NAMES, 600)
    assert lease is not None
    lease.release(lease.told)
    assert [told.since_answer for told in lease.told.values()] == [None]
    there = tmp_path / "there"
    there.mkdir()
    note_all(there, lease.told)
    ask(there, delay=30)


async def _try(locks: Path) -> None:
    async with HostBudget(locks, 0).turn(URL, Work.NEWS):
        """Nothing is sent."""
