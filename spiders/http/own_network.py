"""Does this machine reach the internet at all? Asked before an outlet is blamed for not answering. Loads no Scrapy."""

import errno
import socket
import threading
from collections.abc import Iterable
from contextlib import suppress
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Literal

from archive.errors import WarraqError
from spiders.http.public_addresses import is_public, private_allowed

# RFC 5737 and RFC 3849: addresses of nobody. Only the way to them is looked up, nothing is sent.
OF_NOBODY = ((socket.AF_INET, "198.51.100.1"), (socket.AF_INET6, "2001:db8::1"))
MOST_HOSTS = 8
SECONDS_TO_CONNECT, SECONDS_IN_ALL = 3.0, 8.0
Seen = Literal["reached", "silent", "unknown"]


class OwnNetworkDown(WarraqError):
    """This machine reaches nothing: no outlet is to blame."""

    exit_code = 1


def demand_network(hosts: Iterable[str]) -> None:
    """Raise OwnNetworkDown where none of these hosts, of many owners, can be reached from here."""
    if trouble := network_trouble(hosts):
        raise OwnNetworkDown(trouble)


def network_trouble(hosts: Iterable[str]) -> str:
    """A sentence where the fault is ours; empty where one of the hosts answers, and for tests on this machine."""
    if private_allowed():
        return ""
    if not any(_has_route(family, address) for family, address in OF_NOBODY):
        return _message("it has no route to the internet", "Connect it, or look at its network settings")
    seen = _looked_at(list(dict.fromkeys(hosts))[:MOST_HOSTS])
    if "reached" in seen or not seen:
        return ""
    if "silent" in seen:
        return _message(
            f"the names of {len(seen)} outlets were asked for, and no connection is answered", "Look at its firewall"
        )
    return _message(
        f"none of {len(seen)} names of outlets can be looked up", "Look at its name server (/etc/resolv.conf)"
    )


def _message(why: str, what: str) -> str:
    return f"This machine's own network is down: {why}. No outlet is to blame. {what} and try again."


def _has_route(family: socket.AddressFamily, address: str) -> bool:
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((address, 443))
    except OSError:
        return False
    return True


def _looked_at(hosts: list[str]) -> list[Seen]:
    """What came of each, as far as it was known in time; no more than the first that is reached is waited for."""
    answers: SimpleQueue[Seen] = SimpleQueue()
    for host in hosts:
        # A name server that is gone can hold a look-up for half a minute: nobody waits for these threads.
        threading.Thread(target=lambda host=host: answers.put(_look_at(host)), daemon=True).start()
    seen: list[Seen] = []
    until = monotonic() + SECONDS_IN_ALL
    while len(seen) < len(hosts) and "reached" not in seen:
        try:
            seen.append(answers.get(timeout=max(0.0, until - monotonic())))
        except Empty:
            return seen + ["unknown"] * (len(hosts) - len(seen))
    return seen


def _look_at(host: str) -> Seen:
    try:
        found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return "unknown"
    # A network that wants a sign-in first answers every name with an address of its own.
    public = [(family, address) for family, _, _, _, address in found if is_public(str(address[0]))]
    return "reached" if any(_connects(family, address) for family, address in public[:2]) else "silent"


def _connects(family: int, address: tuple[object, ...]) -> bool:
    with suppress(OSError), socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.settimeout(SECONDS_TO_CONNECT)
        return probe.connect_ex(address) in (0, errno.ECONNREFUSED)
    return False
