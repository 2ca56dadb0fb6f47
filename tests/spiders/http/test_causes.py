"""Why an outlet gave nothing: each cause has its word."""

import socket
import time

import pytest

from archive.errors import DiskFull, WarcDamaged, WarraqError
from archive.reading.killable import ReaderUnavailable
from archive.record.fulltext import IndexOutOfDate
from archive.sqlite import Busy
from spiders.http.causes import cause_of_trouble
from tests.support.crawling import Archive
from tests.support.scripted_site import Answer, ScriptedSite, feed


@pytest.mark.parametrize(
    ("answer", "cause", "state"),
    [
        (Answer(403, b"no"), "http_403", "blocked"),
        (Answer(403, b"Just a moment", {"cf-mitigated": "challenge"}), "challenge", "blocked"),
        (Answer(404), "http_404", "not-found"),
        (Answer(200, b"<html><title>Home</title></html>"), "parse", "parse-failed"),
        (feed("", []), "empty_feed", "silent"),
        (feed("http://other.example", [10001]), "no_articles", "silent"),
        (Answer(301, b"", {"Location": "http://other.example/feed/"}), "moved", "moved"),
        (Answer(500), "http_500", "unreachable"),
    ],
)
def test_the_cause_of_an_outlet_that_gave_nothing_is_named(
    archive: Archive, site: ScriptedSite, answer: Answer, cause: str, state: str
) -> None:
    site.answers["/feed/"] = answer
    archive.outlet(site.home)
    assert archive.crawl().cause == cause
    assert archive.poll_states() == {"feed": (state, cause)}


@pytest.mark.parametrize(
    ("trouble", "word"),
    [
        (DiskFull("x"), "disk_full"),
        (Busy("x"), "busy"),
        (IndexOutOfDate("x"), "index_out_of_date"),
        (ReaderUnavailable("x"), "no_reader"),
        (WarcDamaged("x"), "storage"),
    ],
)
def test_what_stopped_the_archive_and_not_the_outlet_has_its_own_words(trouble: WarraqError, word: str) -> None:
    assert cause_of_trouble(trouble) == word


def test_an_unknown_host_and_a_refusing_one_are_told_apart(archive: Archive) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        archive.outlet(f"http://127.0.0.1:{closed.getsockname()[1]}")
        assert archive.crawl().cause == "refused"
    archive.outlet("http://no-such-host.invalid", name="nowhere")
    started = time.monotonic()
    assert archive.crawl("nowhere").cause == "dns"
    assert time.monotonic() - started < 40
