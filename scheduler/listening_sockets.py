"""The sockets that the reading room listens on: several of one port, which take turns, held by whoever supervises."""

import socket

from archive.errors import BadConfiguration

BACKLOG = 2048


def listeners(host: str, port: int, number: int = 1) -> list[socket.socket]:
    """So many listening sockets of one port. Raises BadConfiguration where there is none to be had.

    Not one socket for all: whoever is awake first would take every connection that waits, and keep it.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        # Alone first: another program's socket could be open to company, too.
        with socket.create_server((host, port), family=family) as alone:
            port = alone.getsockname()[1]
        return [_listening(host, port, family) for _ in range(number)]
    except (OSError, OverflowError) as problem:
        raise BadConfiguration(
            f"Port {port} cannot be used on {host} ({getattr(problem, 'strerror', None) or problem})."
            " Name another port with --port."
        ) from problem


def _listening(host: str, port: int, family: socket.AddressFamily) -> socket.socket:
    listening = socket.create_server((host, port), family=family, backlog=BACKLOG, reuse_port=True)
    # Handed down to every connection; asyncio sets it only where a socket's protocol is named. Without it the end of
    # an answer waits 40 ms for the reader to acknowledge its beginning (RFC 1122, 4.2.3.2 and 4.2.3.4).
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening
