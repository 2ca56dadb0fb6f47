"""Between the server and everything behind it: no request can make it fail, and no failure says who asked what.

A header that nobody can mean is refused, or left out where an answer without it is right. What still fails behind is a
question that cannot be understood where its kind says so, else our own failure; either way the reader gets an answer.
Sources: RFC 9110, 7.2 (Host) and 13.1.3; RFC 6265, 4.1.1 (what a cookie may hold).
"""

import json
import logging
import re

from archive.web.app.failures import code_position_of
from archive.web.app.headers import TEXT, App, Headers, Message, Receive, Scope, Send
from archive.web.app.language import language, load

# A name and a value as a server of ours could have set them; another program of the same host may set anything.
COOKIE = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+=\"?[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*\"?")
# What RFC 3986, 3.2.2, allows in a host and its port, without the marks nobody uses in one.
HOST = re.compile(rb"[A-Za-z0-9._-]+(?::[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](?::[0-9]{1,5})?")
# What no header may hold (RFC 9110, 5.5).
CONTROLS = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
ATTRIBUTES = (b"expires", b"path", b"comment", b"domain", b"max-age", b"secure", b"httponly", b"version", b"samesite")
# Kinds of exception that reading what somebody sent can end in.
UNREADABLE = (ValueError, TypeError, LookupError, ArithmeticError, RecursionError, AssertionError)
PROGRAMS = ("/api", "/feeds/", "/exports/")
PROBLEM = [(b"content-type", b"application/problem+json; charset=utf-8")]
log = logging.getLogger(__name__)


class ReaderLeft(Exception):
    """Whoever asked has gone before all of the question was here; nobody reads what is answered then."""

    status = 400


class Broken(Exception):
    """An answer that failed half-way: raised so that the connection ends, and the reader sees that it is not whole."""


class NoHeader(ValueError):
    """An answer whose header would hold what no header can."""


class Exchange:
    """A request and its answer on their way: what is sent is checked, who leaves is noticed."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._scope, self._receive, self._send, self.begun = scope, receive, send, False

    async def send(self, message: Message) -> None:
        """Raises NoHeader."""
        if any(CONTROLS.search(value) for _, value in message.get("headers", [])):
            raise NoHeader
        self.begun = self.begun or message["type"] == "http.response.start"
        await self._send(message)

    async def receive(self) -> Message:
        """Raises ReaderLeft."""
        message = await self._receive()
        if message["type"] == "http.disconnect":
            raise ReaderLeft
        return message

    async def fail(self, exception: Exception) -> None:
        """The answer where there is none yet. Raises Broken where there is."""
        unread = isinstance(exception, UNREADABLE)
        if self.begun or not unread:
            log.error("a request was not answered to its end: %s", code_position_of(exception))
        if self.begun:
            raise Broken from None
        await answer(self._send, self._scope, *((400, "bad") if unread else (500, "failed")))


def wrap(app: App) -> App:
    """Answer whatever is asked: 400 for a request that is none, 500 for a failure of ours behind it."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
        elif not has_a_host(scope):
            await answer(send, scope, 400, "host")
        else:
            exchange = Exchange(scope, receive, send)
            try:
                await app({**scope, "headers": understood(scope["headers"])}, exchange.receive, exchange.send)
            except ReaderLeft:
                return
            except Exception as exception:  # The last place where anything can be answered.
                await exchange.fail(exception)

    return wrapped


def has_a_host(scope: Scope) -> bool:
    """Is there one Host that can be one, or, as HTTP/1.0 allows, none?"""
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    if not hosts:
        return scope.get("http_version") == "1.0"
    return len(hosts) == 1 and all(map(HOST.fullmatch, hosts))


def understood(headers: Headers) -> Headers:
    """The headers without cookies that are none; without any cookie left, without the header."""
    kept = [(name, cookies(value) if name == b"cookie" else value) for name, value in headers]
    return [(name, value) for name, value in kept if value or name != b"cookie"]


def cookies(value: bytes) -> bytes:
    """Those of the cookies that are a name and a value."""
    pairs = [pair.strip() for pair in value.split(b";")]
    return b"; ".join(
        pair for pair in pairs if COOKIE.fullmatch(pair) and pair.partition(b"=")[0].lower() not in ATTRIBUTES
    )


async def answer(send: Send, scope: Scope, status: int, kind: str) -> None:
    """One sentence, for programs as JSON (RFC 9457): no page can be made where it is not sure what was asked for."""
    for_programs = scope["path"].startswith(PROGRAMS)
    sentence = str((load("en") if for_programs else language())(f"error.{kind}_text"))
    body = json.dumps({"type": "about:blank", "status": status, "detail": sentence}) if for_programs else sentence
    headers: Headers = PROBLEM if for_programs else TEXT
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body.encode("utf-8")})
