"""Tells systemd how the service is: ready, reloading, stopping, alive (sd_notify(3)). Silent where nobody listens."""

import os
import socket
import time
from contextlib import suppress

SOCKET = "NOTIFY_SOCKET"


def notify(*lines: str) -> None:
    """Send lines such as READY=1 or STATUS=…. A service manager that hears nothing draws its own conclusions."""
    address = os.environ.get(SOCKET, "")
    if not address:
        return
    # A name in the abstract namespace is written with @ (sd_notify(3)).
    where = "\0" + address[1:] if address.startswith("@") else address
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as sending:
        sending.settimeout(1.0)
        sending.sendto("\n".join(lines).encode(), where)


def notify_of_reload() -> None:
    """RELOADING=1; READY=1 has to follow."""
    notify("RELOADING=1", f"MONOTONIC_USEC={time.monotonic_ns() // 1000}")
