"""Which addresses may be fetched: those of the public internet, whatever a feed, a redirect or a name server says."""

import os
import socket
import sys
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

ALLOW_PRIVATE = "WARRAQ_ALLOW_PRIVATE"
IS_OPEN = f"{ALLOW_PRIVATE}=1: private and loopback addresses may be fetched. For tests only."
WEB_PORTS = (None, 80, 443)


def private_allowed() -> bool:
    return os.environ.get(ALLOW_PRIVATE) == "1"


def warn_when_open() -> None:
    """Say on stderr, every time, that the guard is open."""
    if private_allowed():
        sys.stderr.write(f"WARNING: {IS_OPEN}\n")


def is_public(address: str) -> bool:
    """Is this address one of the public internet? An IPv4 address wrapped into IPv6 is judged as what it is."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return _unwrapped(parsed).is_global and not parsed.is_multicast


def _unwrapped(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if not isinstance(address, IPv6Address):
        return address
    nat64 = IPv4Address(address.packed[-4:]) if address.packed.startswith(b"\x00\x64\xff\x9b" + bytes(8)) else None
    return address.ipv4_mapped or address.sixtofour or nat64 or address


def literal_address(host: str) -> str | None:
    """The IP address a host spells, in any of the ways a resolver reads one (hex, octal, short, one number), else None.

    Source: inet_aton(3); `http://2130706433/`, `http://0x7f.1/` and `http://127.1/` are all this machine.
    """
    bare = host.strip("[]").partition("%")[0]
    try:
        return str(ip_address(bare))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(bare.rstrip(".")))
    except (OSError, UnicodeError):
        return None


def judge_address(url: str) -> str:
    """Why this URL must not be fetched, or nothing."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "broken address"
    if parts.scheme not in ("http", "https"):
        return "scheme"
    if parts.username is not None or parts.password is not None:
        return "user information"
    return "no host" if not parts.hostname else _judge_host(parts.hostname, port)


def _judge_host(host: str, port: int | None) -> str:
    if private_allowed():
        return ""
    if port not in WEB_PORTS:
        return "port"
    # Full-width digits and dots are digits and dots to IDNA.
    name = host.translate({0x3002: ".", 0xFF0E: ".", 0xFF61: "."} | {0xFF10 + n: str(n) for n in range(10)})
    literal = literal_address(name)
    if literal is not None:
        return "" if is_public(literal) else "private address"
    local = name.rstrip(".").lower()
    return "private address" if local == "localhost" or local.endswith((".localhost", ".local", ".internal")) else ""
