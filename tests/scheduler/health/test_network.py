"""Our own network, through the judge: one incident for all outlets, none of them blamed, over with the first answer."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.crawl_state.runs import RunLog
from tests.support.simulated_log import Lived
from tests.support.simulated_outlet import SimulatedOutlet, failing

NAMES = tuple("abcdefgh")


@pytest.fixture
def lived(tmp_path: Path) -> Iterator[Lived]:
    with RunLog(tmp_path / "service.db") as run_log:
        yield Lived(run_log, *(SimulatedOutlet(name=name, hours=6) for name in NAMES), days=2)


def test_where_nobody_answers_it_is_one_incident_of_ours_and_no_outlet_is_blamed(lived: Lived) -> None:
    lived.rounds(2)
    lived.rounds(3, failing("dns"))
    assert lived.open() == [("", "our_network")]
    assert {(row["state"], row["cause"]) for row in lived.health().values()} == {("late", "our_network")}
    lived.rounds(2)
    assert lived.open() == []
    assert lived.messages == [("", "our_network", False), ("", "our_network", True)]
    assert {row["state"] for row in lived.health().values()} == {"ok"}
    assert [row["outlet"] for row in lived.all()] == [""]


def test_many_that_are_down_while_one_answers_are_down_themselves(lived: Lived) -> None:
    lived.rounds(1)
    lived.rounds(2, {name: failing("refused") for name in NAMES[:-1]})
    assert sorted(lived.open()) == [(name, "refused") for name in NAMES[:-1]]
    lived.rounds(2)
    assert lived.open() == []
    assert {message[0] for message in lived.messages} == set(NAMES[:-1])
    assert len(lived.messages) == 2 * len(NAMES[:-1])


def test_an_outlet_that_was_down_before_stays_so_while_our_network_is_gone_and_after(lived: Lived) -> None:
    lived.rounds(2, {"c": failing("dns")})
    lived.rounds(2, failing("timeout"))
    assert sorted(lived.open()) == [("", "our_network"), ("c", "timeout")]
    lived.rounds(2, {"c": failing("dns")})
    assert [outlet for outlet, _ in lived.open()] == ["c"]
    lived.rounds(1)
    assert lived.open() == []
