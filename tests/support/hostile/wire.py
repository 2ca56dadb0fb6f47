"""A site on 127.0.0.1 whose answers are written byte by byte on the open connection: nothing of HTTP is in between."""

import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from tests.support.scripted_site import Answer

PATIENCE = 120.0
LONGEST_REQUEST = 64 * 1024


class ClientIsGone(Exception):
    """Nobody reads any more, or the site closes."""


class Wire:
    """One connection, after a request was read from it; `path` is as sent, `home` the address of the site."""

    def __init__(self, connection: socket.socket, site: "HostileSite", path: str) -> None:
        self._connection, self._site = connection, site
        self.path, self.home = path, site.home
        # Set by an answer that leaves the connection open for another request.
        self.stays_open = False

    def send(self, data: bytes) -> None:
        try:
            self._connection.sendall(data)
        except OSError as problem:
            raise ClientIsGone from problem

    def wait(self, seconds: float) -> None:
        if self._site.closing.wait(seconds):
            raise ClientIsGone

    def drip(self, data: bytes, every: float = 1.0, at_once: int = 1) -> None:
        """Send `data` slowly: `at_once` bytes every so many seconds."""
        for start in range(0, len(data), at_once):
            self.send(data[start : start + at_once])
            self.wait(every)

    def pour(self, piece: bytes) -> None:
        """Send the same piece again and again, until nobody reads any more."""
        while not self._site.closing.is_set():
            self.send(piece)

    def reset(self) -> None:
        """End the connection with a TCP reset, what was sent and not yet read included."""
        with suppress(OSError):
            self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self._connection.close()
        raise ClientIsGone


Send = Callable[[Wire], None]


def plain(answer: Answer) -> Send:
    """An honest answer, and the connection stays open."""

    def send(wire: Wire) -> None:
        headers = {"Content-Type": "text/html; charset=utf-8", **answer.headers, "Content-Length": len(answer.body)}
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        wire.send(f"HTTP/1.1 {answer.status} X\r\n{lines}\r\n".encode() + answer.body)
        wire.stays_open = True

    return send


NOT_THERE = plain(Answer(404, b"nothing here"))


class HostileSite:
    """`answers` maps a path as it stands in the request line to what is sent; all else is not there.

    `asked` holds (path, time.monotonic()) of every request. With `tls` it speaks HTTPS; `greet` is called with each raw
    connection before anything is read from it, and returns whether to go on with it.
    """

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.answers: dict[str, Send] = {}
        # Told each path before it is answered.
        self.heard: Callable[[str], None] = lambda _: None
        self.asked: list[tuple[str, float]] = []
        self.greet: Callable[[socket.socket], bool] = lambda _: True
        self.closing = threading.Event()
        self._tls = tls
        self._watched: dict[str, threading.Event] = {}
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self._listener.getsockname()[1]
        self.host = f"127.0.0.1:{self.port}"
        self.home = f"{'https' if tls else 'http'}://{self.host}"

    def when_asked(self, path: str) -> threading.Event:
        """Set once this path was asked for; the empty path stands for the first connection."""
        return self._watched.setdefault(path, threading.Event())

    def asked_at(self, path: str) -> list[float]:
        return [at for asked, at in self.asked if asked == path]

    @contextmanager
    def running(self) -> Iterator["HostileSite"]:
        threading.Thread(target=self._accept, name=f"hostile {self.port}", daemon=True).start()
        try:
            yield self
        finally:
            self.closing.set()
            with suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()

    def _accept(self) -> None:
        while not self.closing.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        self.when_asked("").set()
        connection.settimeout(PATIENCE)
        with suppress(ClientIsGone, OSError), connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if not self.greet(connection):
                return
            spoken = self._tls.wrap_socket(connection, server_side=True) if self._tls else connection
            with spoken:
                while self._answer(spoken):
                    pass

    def _answer(self, connection: socket.socket) -> bool:
        """Answer one request. Returns whether another may come on the same connection."""
        path = _requested(connection)
        if path is None:
            return False
        self.asked.append((path, time.monotonic()))
        self.when_asked(path).set()
        self.heard(path)
        wire = Wire(connection, self, path)
        self.answers.get(path, NOT_THERE)(wire)
        return wire.stays_open


def _requested(connection: socket.socket) -> str | None:
    """The path of the next request on a connection, None when there is none."""
    head = b""
    while b"\r\n\r\n" not in head:
        received = connection.recv(4096)
        if not received or len(head) > LONGEST_REQUEST:
            return None
        head += received
    return head.split(b" ", 2)[1].decode("latin-1")
