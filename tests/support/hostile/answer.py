"""What a hostile answer is, and the ways of making one: a page, a body under any headers, bytes, a script."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from socket import socket
from typing import Literal

from tests.support.hostile.wire import Send, Wire

Place = Literal["connection", "robots", "feed", "sitemap", "rest", "listing", "home", "past", "article", "edit"]
Bytes = bytes | Callable[[], bytes | str]
Headers = tuple[tuple[str, str], ...]

PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Hostile:
    """One hostile answer.

    `words` are the outcomes that are right for it, any of them: `new` where the page is an article after all; the
    reason why it is held; the cause why it failed; `ok` for a route or robots.txt that served its purpose.
    `slow`: by its nature it lasts until the limit of a request. `alone`: nothing else of the outlet can be crawled
    after it. `beyond` are answers at further addresses, by what
    follows its own path there; `around` are other answers of its site, by their paths; `before` is what stood at the
    place of an edit. With a `certificate` (tests.support.hostile.tls) the
    site speaks HTTPS; `greet` does what it likes with each connection, and returns whether a request is to be read.
    `waits_for` names the repair under way without which the outcome is another one.
    """

    name: str
    place: Place
    send: Send
    words: str
    slow: bool = False
    alone: bool = False
    beyond: Mapping[str, Send] = field(default_factory=dict)
    around: Mapping[str, Send] = field(default_factory=dict)
    before: Send | None = None
    certificate: str = ""
    greet: Callable[[socket], bool] | None = None
    waits_for: str = ""

    @property
    def outcomes(self) -> frozenset[str]:
        return frozenset(self.words.split())


def made(body: Bytes) -> bytes:
    """Text in UTF-8."""
    data = body if isinstance(body, bytes) else body()
    return data.encode() if isinstance(data, str) else data


def head(status: int | str = 200, headers: Headers = ()) -> bytes:
    """Status line and headers with the empty line behind them."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
    return f"HTTP/1.1 {status} X\r\n{lines}\r\n".encode("latin-1")


def served(body: Bytes, content_type: str = "text/html", status: int = 200, more: Headers = ()) -> Send:
    """An answer that is right as HTTP: only what it says is hostile."""

    def send(wire: Wire) -> None:
        data = made(body)
        wire.send(head(status, (("Content-Type", content_type), *more, ("Content-Length", str(len(data))))) + data)
        wire.stays_open = True

    return send


def html(body: Bytes, *more: tuple[str, str]) -> Send:
    return served(body, "text/html; charset=utf-8", more=more)


def xml(body: Bytes) -> Send:
    return served(body, "application/xml")


def raw(data: Bytes) -> Send:
    """These bytes, and the connection is closed."""

    def send(wire: Wire) -> None:
        wire.send(made(data))

    return send


def redirect(location: bytes | str, status: int = 302) -> Send:
    """`location` as it stands on the wire; `{home}` in it is the site's address, `{here}` the path asked for."""
    target = location.encode() if isinstance(location, str) else location

    def send(wire: Wire) -> None:
        there = target.replace(b"{home}", wire.home.encode()).replace(b"{here}", wire.path.encode("latin-1"))
        wire.send(b"HTTP/1.1 %d X\r\nLocation: %b\r\nContent-Length: 0\r\n\r\n" % (status, there))
        wire.stays_open = True

    return send


def endless(start: bytes, piece: bytes) -> Send:
    """`start` once, then `piece` for ever."""
    many = piece * max(PIECE // len(piece), 1)

    def send(wire: Wire) -> None:
        wire.send(start)
        wire.pour(many)

    return send


def dripping(start: bytes, drop: bytes, every: float = 1.0) -> Send:
    """`start` at once, then one drop after the other, for ever."""

    def send(wire: Wire) -> None:
        wire.send(start)
        while True:
            wire.send(drop)
            wire.wait(every)

    return send


def with_home(body: Bytes, send: Callable[[bytes], Send]) -> Send:
    """An answer whose `{home}` is the site's own address; made when it is asked for."""

    def answer(wire: Wire) -> None:
        send(made(body).replace(b"{home}", wire.home.encode()))(wire)

    return answer
