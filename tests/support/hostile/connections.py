"""Sites hostile before any request is answered: certificates, handshakes, connections that lead nowhere."""

import os
import socket
import struct
import time
from collections.abc import Callable

from tests.support.hostile.answer import Hostile, raw
from tests.support.hostile.pages import article
from tests.support.hostile.wire import NOT_THERE, Send

LONGER_THAN_ANY = 40.0
LINGER_NOT = struct.pack("ii", 1, 0)


def _says(data: Callable[[], bytes], after: int = 1) -> Callable[[socket.socket], bool]:
    """Reads a little, says something, hangs up."""

    def greet(connection: socket.socket) -> bool:
        if after:
            connection.recv(after)
        connection.sendall(data())
        return False

    return greet


def _hangs(connection: socket.socket) -> bool:
    connection.recv(1)
    time.sleep(LONGER_THAN_ANY)
    return False


def _resets(connection: socket.socket) -> bool:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NOT)
    return False


def _talks_for_ever(connection: socket.socket) -> bool:
    """Handshake records without end: nothing of HTTP limits these."""
    while True:
        connection.sendall(b"\x16\x03\x03\x40\x00" + os.urandom(0x4000))


def _greeted(
    name: str, greet: Callable[[socket.socket], bool], words: str, *, tls: bool = False, slow: bool = False
) -> Hostile:
    certificate = "trusted" if tls else ""
    return Hostile(name, "connection", NOT_THERE, words, slow, alone=True, certificate=certificate, greet=greet)


def _certified(name: str, certificate: str) -> Hostile:
    return Hostile(name, "connection", NOT_THERE, "tls", alone=True, certificate=certificate)


def _tls_article(name: str, send: Send, words: str) -> Hostile:
    return Hostile(name, "article", send, words, certificate="trusted")


ANSWERS = (
    _certified("certificate-self-signed", "self_signed"),
    _certified("certificate-of-another-name", "wrong_name"),
    _certified("certificate-expired", "expired"),
    _certified("certificate-of-the-future", "not_yet"),
    _tls_article(
        "tls-cut-without-a-goodbye",
        raw(lambda: b"HTTP/1.1 200 X\r\nContent-Type: text/html\r\n\r\n" + article()),
        "new cut_off connection",
    ),
    _greeted("plain-http-on-tls", _says(lambda: b"HTTP/1.1 400 X\r\n\r\n"), "tls", tls=True),
    _greeted("noise-in-the-handshake", _says(lambda: os.urandom(60_000)), "tls connection", tls=True),
    _greeted("alert-in-the-handshake", _says(lambda: b"\x15\x03\x03\x00\x02\x02\x28"), "tls", tls=True),
    _greeted("closed-in-the-handshake", _says(lambda: b""), "tls connection", tls=True),
    _greeted("handshake-without-end", _talks_for_ever, "tls connection", tls=True),
    _greeted("handshake-never-answered", _hangs, "timeout", tls=True, slow=True),
    _greeted("reset-when-connected", _resets, "connection"),
    _greeted("closed-when-connected", _says(lambda: b"", after=0), "connection"),
    _greeted("speaks-first", _says(lambda: b"220 smtp.example ESMTP\r\n" * 9, after=0), "connection"),
    _greeted("connected-and-silent", _hangs, "timeout", slow=True),
)
