"""Requests sent by halves: their connections end. Answers that are read slowly: theirs do not."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest
import uvicorn

from archive.web.app import server
from archive.web.app.time_limits import TimedProtocol
from scheduler.listening_sockets import listeners
from tests.support.reading_room import Site

LIMIT = 0.8
PIECE, PIECES = b"x" * 65_536, 96
FORM_TYPE = b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 8000\r\n\r\n"
FORM = b"POST /saved HTTP/1.1\r\nHost: x\r\n" + FORM_TYPE


class Short(TimedProtocol):
    """As served, but for the tests, which cannot wait so long."""

    request_seconds = LIMIT


@contextmanager
def running(app: Any) -> Iterator[int]:
    config = server.config(app, Short)
    config.timeout_keep_alive = 1
    started = uvicorn.Server(config)
    with closing(listeners("127.0.0.1", 0)[0]) as listening:
        thread = threading.Thread(target=started.run, kwargs={"sockets": [listening]})
        thread.start()
        while not started.started and thread.is_alive():
            time.sleep(0.02)
        yield listening.getsockname()[1]
        started.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def port(site: Site) -> Iterator[int]:
    with running(site.app.app()) as bound:
        yield bound


def seconds_until_closed(port: int, *pieces: bytes, between: float = 0.05) -> tuple[float, bytes]:
    """How long a connection lives on which these are sent, the last of them again and again; and what came back."""
    begun, answer = time.monotonic(), b""
    with socket.create_connection(("127.0.0.1", port), timeout=between) as connection:
        for piece in pieces[:-1]:
            connection.sendall(piece)
        while time.monotonic() - begun < 20 * LIMIT:
            try:
                connection.sendall(pieces[-1])
                received = connection.recv(65_536)
            except TimeoutError:
                continue
            except ConnectionError:
                received = b""
            answer += received
            if not received:
                break
    return time.monotonic() - begun, answer


@pytest.mark.parametrize(
    "pieces",
    [
        (b"",),
        (b"GET /", b"a"),
        (b"GET / HTTP/1.1\r\nHost: x\r\n", b"X-A: b\r\n"),
        (FORM, b"q"),
        (b"GET /about HTTP/1.1\r\nHost: x\r\nContent-Length: 999999\r\n\r\n", b"q"),
    ],
    ids=["nothing at all", "an address that never ends", "headers that never end", "a form letter by letter", "a body"],
)
def test_a_request_that_never_ends_is_closed_however_steadily_it_trickles(port: int, pieces: tuple[bytes, ...]) -> None:
    lived, _ = seconds_until_closed(port, *pieces)
    assert LIMIT / 2 < lived < 10 * LIMIT


def test_who_is_too_slow_to_ask_is_told_so(port: int) -> None:
    _, answer = seconds_until_closed(port, b"GET / HTTP/1.1\r\nHost: x\r\n", b"X-A: b\r\n")
    assert answer.startswith(b"HTTP/1.1 408 ")


def test_a_second_request_on_a_connection_has_the_same_time_as_the_first(port: int) -> None:
    whole = b"GET /about HTTP/1.1\r\nHost: x\r\n\r\n"
    lived, answer = seconds_until_closed(port, whole, b"GET / HTTP/1.1\r\n", b"X-A: b\r\n")
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert lived < 10 * LIMIT


def test_a_connection_on_which_nothing_more_is_asked_is_closed(port: int) -> None:
    lived, answer = seconds_until_closed(port, b"GET /about HTTP/1.1\r\nHost: x\r\n\r\n", b"")
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert lived < 10 * LIMIT


def test_an_answer_that_is_read_slowly_is_sent_to_its_end() -> None:
    async def long(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            await receive()
            await send({"type": "http.response.start", "status": 200, "headers": []})
            for number in range(PIECES):
                await send({"type": "http.response.body", "body": PIECE, "more_body": number + 1 < PIECES})

    with running(long) as port, socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
        connection.sendall(b"GET / HTTP/1.0\r\n\r\n")
        begun, received = time.monotonic(), 0
        while piece := connection.recv(len(PIECE)):
            received += len(piece)
            time.sleep(0.01)
        assert received > len(PIECE) * PIECES
        assert time.monotonic() - begun > LIMIT


def test_the_reading_room_is_served_with_these_limits() -> None:
    assert server.config(None).http is TimedProtocol
