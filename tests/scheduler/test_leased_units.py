"""Outlets and hosts are leased to one unit at a time, until its deadline, whoever lives."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from archive.crawl_state.schedule import Schedule
from archive.data_folder import DataFolder
from archive.model import Route
from archive.times import now, stamp
from scheduler.engine.crawl_units import CrawlUnits
from scheduler.leased_units import LeasedUnits, side_by_side
from tests.support.made_pages import OUTLET

ONE = replace(OUTLET, name="one", home="https://one.example", hosts=("one.example",), routes=())
TWO = replace(OUTLET, name="two", home="https://two.example", hosts=("two.example",), routes=())
# Its feed lies on the host of the first.
THREE = replace(
    OUTLET,
    name="three",
    home="https://three.example",
    hosts=("three.example",),
    routes=(Route(kind="feed", url="https://one.example/feed/"),),
)
KNOWN = {one.name: one for one in (ONE, TWO, THREE)}


class Desk:
    """A data folder, a place, and commands that lease from it."""

    def __init__(self, root: Path) -> None:
        self.data = DataFolder(root / "data").make()
        self.units, self.said = CrawlUnits(str(root / "place"), self.data.service), list[str]()

    def command(self) -> LeasedUnits:
        return LeasedUnits(self.data, KNOWN, self.units, self.said.append)

    def begin(self, unit: str) -> None:
        """Somebody does who lives: this process."""
        assert self.units.void(unit)
        assert not self.units.void(unit)

    def late(self) -> None:
        """The time of every lease is over."""
        with Schedule(self.data.service) as schedule:
            schedule.write("UPDATE schedule SET lease_until = ?", stamp(now() - timedelta(seconds=1)))

    def leased(self) -> list[str]:
        with Schedule(self.data.service) as schedule:
            return [name for name in KNOWN if schedule.holder(name)]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def command(desk: Desk) -> Iterator[LeasedUnits]:
    made = desk.command()
    with closing(Closed(made)):
        yield made


class Closed:
    def __init__(self, command: LeasedUnits) -> None:
        self.close = command.give_back


def test_outlets_with_a_host_in_common_are_one_worker_s_and_others_fill_it_up() -> None:
    assert [[one.name for one in group] for group in side_by_side([ONE, TWO, THREE])] == [["two", "one", "three"]]
    many = [replace(TWO, name=f"n{n}", home=f"https://n{n}.example", hosts=(f"n{n}.example",)) for n in range(7)]
    assert [len(group) for group in side_by_side([*many, ONE, THREE])] == [7, 2]
    channels = [replace(ONE, name=f"c{n}") for n in range(20)]
    assert [len(group) for group in side_by_side(channels)] == [20]


def test_what_one_command_has_another_one_waits_for(desk: Desk, command: LeasedUnits) -> None:
    (unit,) = command.to_hand_out({"one": ONE})
    assert desk.leased() == ["one"]
    desk.begin(unit)
    other = desk.command()
    assert list(other.to_hand_out({"one": ONE})) == []
    assert list(other.to_hand_out({"three": THREE})) == [], "a host of it is asked elsewhere"
    with Schedule(desk.data.service) as schedule:
        assert not schedule.take("one", "command/1/a", now()), "a crawl by hand neither"


def test_what_a_killed_command_had_begun_the_next_one_asks_for_again(desk: Desk) -> None:
    first, second = desk.command(), desk.command()
    (unit,) = first.to_hand_out({"one": ONE})
    desk.begin(unit)
    first.take_back(unit).abandon()
    assert list(second.to_hand_out({"one": ONE})) == [unit]
    assert second.holds(unit, "one")
    second.give_back()


def test_past_its_time_an_outlet_goes_to_another_and_who_had_it_holds_it_no_more(desk: Desk) -> None:
    first, second = desk.command(), desk.command()
    (unit,) = first.to_hand_out({"one": ONE})
    desk.begin(unit)
    first.take_back(unit).abandon()
    desk.late()
    (other,) = second.to_hand_out({"one": ONE})
    assert other != unit
    assert (second.holds(unit, "one"), second.holds(other, "one")) == (False, True)
    second.give_back()


def test_a_command_that_ends_gives_back_what_nobody_began_and_leaves_what_a_worker_is_at(desk: Desk) -> None:
    command = desk.command()
    (begun,) = command.to_hand_out({"one": ONE})
    desk.begin(begun)
    again, unbegun = command.to_hand_out({"one": ONE, "two": TWO})
    assert again == begun
    command.give_back()
    assert desk.leased() == ["one"]
    assert desk.units.plan(unbegun) is None
    assert desk.units.plan(begun) is not None


def test_who_waits_is_told_until_when(desk: Desk, command: LeasedUnits) -> None:
    (unit,) = command.to_hand_out({"one": ONE})
    desk.begin(unit)
    assert list(command.to_hand_out({"one": ONE})) == [unit], "asked for again: it may have been brought meanwhile"
    assert "one: a worker that does not answer may be at it still; crawled again after 20" in desk.said[0]


def test_a_clock_that_was_set_ahead_leaves_no_lease_for_ever(desk: Desk) -> None:
    with Schedule(desk.data.service) as schedule:
        schedule.take("one", "engine/uabc/one", now() + timedelta(days=900))
    command = desk.command()
    assert len(list(command.to_hand_out({"one": ONE}))) == 1
    command.give_back()
