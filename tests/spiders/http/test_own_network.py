"""Whether this machine reaches the internet at all, told before an outlet is blamed."""

import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from spiders.http import own_network
from spiders.http.own_network import OwnNetworkDown, demand_network, network_trouble
from tests.support.paths import ROOT

HOSTS = ["one.example", "two.example", "three.example"]
ASK = "from spiders.http.own_network import network_trouble; print(network_trouble(['one.example', 'two.example']))"


@pytest.fixture(autouse=True)
def closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WARRAQ_ALLOW_PRIVATE", raising=False)
    # A machine with a way to the internet, wherever these tests run.
    monkeypatch.setattr(own_network, "_has_route", lambda *_: True)


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, str]], None]:
    """Says which addresses names have; others are unknown."""

    def known(addresses: dict[str, str]) -> None:
        def look_up(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
            if host not in addresses:
                raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (addresses[host], port))]

        monkeypatch.setattr(socket, "getaddrinfo", look_up)

    return known


@contextmanager
def answering(monkeypatch: pytest.MonkeyPatch, *, code: int) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setattr(socket.socket, "connect_ex", lambda *_: code)
        yield


def test_where_no_name_is_known_the_name_server_is_to_blame(names: Callable[[dict[str, str]], None]) -> None:
    names({})
    with pytest.raises(OwnNetworkDown, match="none of 3 names"):
        demand_network(HOSTS)


def test_one_outlet_that_answers_shows_that_the_network_is_well(
    names: Callable[[dict[str, str]], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    names({"two.example": "8.8.8.8"})
    for code in (0, 111):
        with answering(monkeypatch, code=code):
            assert network_trouble(HOSTS) == ""


def test_names_that_are_known_and_silent_everywhere_are_a_firewall_or_a_dead_line(
    names: Callable[[dict[str, str]], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    names(dict.fromkeys(HOSTS, "8.8.8.8"))
    with answering(monkeypatch, code=110):
        assert "no connection is answered" in network_trouble(HOSTS)


def test_a_sign_in_that_answers_every_name_with_its_own_address_is_no_internet(
    names: Callable[[dict[str, str]], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    names(dict.fromkeys(HOSTS, "192.168.1.1"))
    with answering(monkeypatch, code=0):
        assert "network is down" in network_trouble(HOSTS)


def test_a_machine_without_a_way_out_is_told_without_asking_anybody(
    names: Callable[[dict[str, str]], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    names({"one.example": "8.8.8.8"})
    monkeypatch.setattr(own_network, "_has_route", lambda *_: False)
    assert "no route" in network_trouble(HOSTS)


def test_a_name_server_that_hangs_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gate = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [gate.wait(20)][1:])
    monkeypatch.setattr(own_network, "SECONDS_IN_ALL", 0.2)
    assert "network is down" in network_trouble(HOSTS)
    gate.set()


def test_tests_on_this_machine_need_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARRAQ_ALLOW_PRIVATE", "1")
    assert network_trouble(HOSTS) == ""


def test_in_a_network_of_its_own_a_machine_says_that_it_has_no_route() -> None:
    words = ["unshare", "-rn", sys.executable, "-c", ASK]
    try:
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("unshare makes a network without a way out, and is not here")
    if "unshare" in done.stderr:
        pytest.skip(f"this user may make no network of its own: {done.stderr.strip()}")
    assert "no route to the internet" in done.stdout
