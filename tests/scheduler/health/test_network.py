"""Our own network, through the judge: one incident for all outlets, none of them blamed, over with the first answer."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.crawl_state.runs import RunLog
from scheduler.health.network import has_route, judge_network
from tests.support.simulated_log import Lived, put
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


IPV4 = "Iface\tDestination\tGateway\tFlags\n"


@pytest.mark.parametrize(
    ("ipv4", "ipv6", "way"),
    [
        (IPV4 + "eth0\t00000000\t010200C0\t0003\n", None, True),
        (IPV4 + "eth0\t000200C0\t00000000\t0001\n", None, False),
        (IPV4, f"{'0' * 32} 00 {'0' * 32} 00 {'0' * 32} 0 0 0 0 lo\n", False),
        (IPV4, f"{'0' * 32} 00 {'0' * 32} 00 fe80{'0' * 28} 0 0 0 0 eth0\n", True),
        (None, None, True),
    ],
    ids=["a default route", "its own network alone", "no way out by IPv6", "by IPv6", "nobody says"],
)
def test_a_machine_without_a_way_out_knows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ipv4: str | None, ipv6: str | None, way: bool
) -> None:
    monkeypatch.delenv("WARRAQ_ALLOW_PRIVATE", raising=False)
    for name, text in (("route", ipv4), ("ipv6_route", ipv6)):
        if text is not None:
            (tmp_path / name).write_text(text)
    assert has_route(tmp_path) is way


def test_where_this_machine_knows_no_way_out_a_single_outlet_is_not_blamed(lived: Lived) -> None:
    lived.rounds(1)
    put(lived.run_log, [failing("dns")(lived.simulated[0].run(lived.now, 2), lived.simulated[0].chance)])
    nobody = judge_network(lived.run_log, lived.incidents, lived.now, is_routed=lambda: False)
    assert nobody is not None
    assert lived.open() == [("", "our_network")]
