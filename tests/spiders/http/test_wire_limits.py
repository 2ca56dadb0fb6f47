"""What an answer may cost on the wire: headers that never end, and time spent again and again, are cut off."""

import time
from collections.abc import Iterator

import pytest

from spiders.http.wire_limits import LONGEST_HEADERS
from tests.support.crawling import Archive
from tests.support.hostile.answer import endless, head, html, raw, redirect
from tests.support.hostile.wire import HostileSite, Send, Wire, plain
from tests.support.scripted_site import Answer, feed, page

HEADERS = b"HTTP/1.1 200 X\r\nContent-Type: text/html\r\n"
ENDLESS: dict[str, Send] = {
    "long headers": endless(HEADERS, b"X-A: " + b"x" * 8_000 + b"\r\n"),
    "short headers": endless(HEADERS, b"a: b\r\n"),
    "one header that goes on": endless(HEADERS + b"X-A: x\r\n", b" " + b"x" * 1_000 + b"\r\n"),
    "interim answers": endless(b"", b"HTTP/1.1 103 X\r\nLink: </x>\r\n\r\n"),
}


@pytest.fixture
def hostile(archive: Archive) -> Iterator[HostileSite]:
    """Two articles, the first of which a test makes hostile."""
    site = HostileSite()
    with site.running():
        site.answers |= {"/robots.txt": plain(Answer(404)), "/feed/": plain(feed(site.home, [20001, 10001]))}
        site.answers["/10001/"] = plain(page(10001))
        archive.outlet(site.home)
        yield site


def error_of(archive: Archive, number: int) -> object:
    return archive.rows(f"SELECT error FROM captures WHERE url LIKE '%/{number}/%' ORDER BY id DESC")[0][0]  # noqa: S608


@pytest.mark.parametrize("kind", ENDLESS)
def test_headers_without_end_are_cut_off_at_once_and_asked_for_once(
    archive: Archive, hostile: HostileSite, kind: str
) -> None:
    hostile.answers["/20001/"] = ENDLESS[kind]
    result = archive.crawl()
    assert (result.new, result.failed, result.cause) == (1, 1, "")
    assert error_of(archive, 20001) == "too_large"
    assert len(hostile.asked_at("/20001/")) == 1


def test_headers_just_below_the_limit_are_taken(archive: Archive, hostile: HostileSite) -> None:
    lines = b"".join(b"X-%d: %b\r\n" % (n, b"x" * 1_000) for n in range(LONGEST_HEADERS // 1_100))
    hostile.answers["/20001/"] = raw(HEADERS + lines + b"\r\n" + page(20001).body)
    assert archive.crawl().new == 2


def _late(seconds: float, send: Send) -> Send:
    def answer(wire: Wire) -> None:
        wire.wait(seconds)
        send(wire)

    return answer


def test_all_attempts_and_redirects_together_have_the_time_of_one_request(
    archive: Archive, hostile: HostileSite
) -> None:
    cut_off = raw(head(200, (("Content-Type", "text/html"), ("Content-Length", "9999"))))
    hostile.answers["/20001/"] = _late(2, redirect("/20001/again/"))
    hostile.answers["/20001/again/"] = _late(2, cut_off)
    archive.outlet(hostile.home, body='\n    custom_settings = {"DOWNLOAD_TIMEOUT": 5}\n')
    started = time.monotonic()
    result = archive.crawl()
    assert time.monotonic() - started < 15
    assert (result.new, result.failed) == (1, 1)
    assert error_of(archive, 20001) == "timeout"
    assert len(hostile.asked_at("/20001/again/")) == 2, "the second was cut off by the limit, no third was begun"


def test_a_request_that_once_failed_late_is_asked_again_in_the_time_that_is_left(
    archive: Archive, hostile: HostileSite
) -> None:
    answers = iter([raw(b""), html(page(20001).body)])

    def answer(wire: Wire) -> None:
        next(answers)(wire)

    hostile.answers["/20001/"] = answer
    assert archive.crawl().new == 2
