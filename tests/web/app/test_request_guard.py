"""What stands before the pages: a request that is none is refused in a sentence, and no failure quotes who asked."""

import asyncio
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from archive.web.app.failures import PositionOnly, code_position_of
from archive.web.app.request_guard import Broken, cookies, wrap
from archive.web.app.server import create_app
from tests.support.fuzzed_requests import Request, ask
from tests.support.reading_room import Site
from tests.support.serve_processes import served

SECRET = "zqfw7h3mk9"  # noqa: S105 - a reader's word
HOST = [(b"host", b"localhost")]


def answered(headers: list[tuple[bytes, bytes]], app: Any) -> list[Any]:
    """What the guard sends for a GET that `app` answers."""
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": f"/{SECRET}", "query_string": b"", "headers": headers}
    asyncio.run(wrap(app)(scope, receive, send))  # type: ignore[arg-type]
    return sent


async def well(scope: Any, _receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": scope["headers"]})
    await send({"type": "http.response.body", "body": b""})


@pytest.mark.parametrize("cookie", [b"a=\xff", b"a@b=1", b"\xd8\x27", b"expires=x", b"=;=", b'a="\\777"'])
def test_a_cookie_that_is_none_is_left_out_and_the_page_is_shown(site: Site, cookie: bytes) -> None:
    assert site.get("/", headers={"Cookie": cookie}).status_code == 200
    assert site.get("/warraq/articles", headers={"Cookie": cookie}).status_code == 200
    assert cookies(cookie + b"; b=1") == b"b=1"


@pytest.mark.parametrize("host", [b"[::1", b"[", b"x y", b"a/b", b"\xff", b"a@b", b"localhost:123456"])
def test_a_host_that_is_none_is_refused_in_a_sentence(site: Site, host: bytes) -> None:
    for path in ("/", "/warraq/articles", f"/article/{site.ids['water']}.bib", "/api/1/search"):
        answer = site.get(path, headers={"Host": host})
        assert answer.status_code == 400
        assert "Host" in answer.text
    assert site.get("/", headers=[("Host", "a"), ("Host", "b")]).status_code == 400


def test_only_the_first_http_may_ask_without_a_host(site: Site, tmp_path: Path) -> None:
    with served(site.data, tmp_path / "log") as room:
        for version, status in (("1.0", 200), ("1.1", 400)):
            sent = f"GET /about HTTP/{version}\r\nConnection: close\r\n\r\n".encode()
            assert ask(room.port, Request(0, sent, ""))[0] == status


def test_what_fails_behind_the_pages_is_answered_and_written_down_without_a_word_of_the_reader(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def failing(scope: Any, *_: Any) -> None:
        raise OSError(f"{scope['path']} cannot be shown")

    sent = answered(HOST, failing)
    assert sent[0]["status"] == 500
    assert "OSError at" in caplog.text
    assert "test_request_guard.py" in caplog.text
    assert SECRET not in caplog.text


def test_what_nobody_can_read_is_the_question_and_no_failure_of_ours(caplog: pytest.LogCaptureFixture) -> None:
    async def reading(*_: Any) -> None:
        b"\xff".decode()

    assert answered(HOST, reading)[0]["status"] == 400
    assert caplog.text == ""


def test_an_answer_with_a_header_that_is_none_is_not_sent() -> None:
    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"x", b"a\r\nb: c")]})

    assert [message["status"] for message in answered(HOST, app)[:1]] == [400]


def test_an_answer_that_fails_half_way_ends_the_connection_and_says_nothing_of_the_question(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def half(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise ValueError(SECRET)

    with pytest.raises(Broken) as caught:
        answered(HOST, half)
    assert SECRET not in caplog.text + str(caught.value)


def test_who_leaves_before_the_question_is_whole_gets_no_answer_and_is_no_failure(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def reading(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await well(scope, receive, send)

    assert answered(HOST, reading) == []
    assert caplog.text == ""


def test_a_log_line_says_which_kind_of_failure_and_where_never_what_was_asked() -> None:
    def line(name: str, *values: object, **more: Any) -> str:
        record = logging.LogRecord(name, logging.ERROR, __file__, 7, "failed over %s", values, more.get("exc_info"))
        return PositionOnly().format(record)

    with pytest.raises(ValueError, match=SECRET) as caught:
        int(SECRET)
    told = line("uvicorn.error", SECRET, exc_info=(ValueError, caught.value, caught.value.__traceback__))
    assert code_position_of(caught.value) in told
    assert "test_request_guard:7" in told
    assert SECRET not in told
    assert "failed over ours" in line("archive.web", "ours")


def test_sql_that_fails_is_printed_nowhere(site: Site, capfd: pytest.CaptureFixture[str]) -> None:
    opened = Site(site.data, site.ids)
    opened.app = create_app(site.data, allow_sql=True)
    assert opened.get(f"/warraq?sql=select+{SECRET}").status_code == 400
    assert opened.get(f"/warraq/articles.csv?_sort={SECRET}").status_code == 400
    assert capfd.readouterr() == ("", "")


def test_the_processes_that_serve_write_nothing_that_a_library_prints(site: Site, tmp_path: Path) -> None:
    code = (
        "import logging, sys, threading, warnings\nfrom archive.web.app.failures import only_places\n"
        "with only_places():\n"
        f"    print('{SECRET}'); sys.stderr.write('{SECRET}'); logging.getLogger('asyncio').error('{SECRET}')\n"
        f"    warnings.warn('{SECRET}'); thread = threading.Thread(target=int, args=['{SECRET}'])\n"
        "    thread.start(); thread.join()\nprint('and after it as before')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert SECRET not in done.stdout + done.stderr
    assert "asyncio: a line of" in done.stderr
    assert "ValueError at" in done.stderr
    assert done.stdout == "and after it as before\n"
    with served(site.data, tmp_path / "log") as room:
        assert ask(room.port, Request(0, f"GET /{SECRET} HTTP/9.9\r\n\r\n".encode(), ""))[0] == 400
        assert SECRET not in "\n".join(room.lines())
