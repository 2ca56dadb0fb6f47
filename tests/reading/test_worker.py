"""Reading survives every page: what hangs or crashes costs one page, never the next."""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from archive.exchange import Page
from archive.model import Outlet, PageLine
from archive.reading.extract import read
from archive.reading.worker import Reader

OUTLET = Outlet(name="sample", title="نموذج", title_en="Sample", home="https://sample.example/", hosts=(), routes=())
ADDRESS = "https://sample.example/archives/1"


def page(body: bytes) -> Page:
    seen = datetime(2026, 11, 22, tzinfo=UTC)
    return Page(url=ADDRESS, final_url=ADDRESS, status=200, headers=(), body=body, fetched_at=seen)


PARAGRAPHS = "".join(
    f"<p>الفقرة رقم {n} من خبر كُتب نموذجًا عن موسم القطاف في القرى القريبة من النهر.</p>" for n in range(9)
)
GOOD = page(f"<html><body><article><h1>عنوان الخبر</h1>{PARAGRAPHS}</article></body></html>".encode())
ENDLESS = page(b"<html><body>" + b"<p>a b</p>" * 200_000)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(seconds=2.0) as one:
        yield one


def test_a_page_is_read_in_the_worker_as_it_would_be_here(reader: Reader) -> None:
    reading = reader.read(GOOD, OUTLET)
    assert (reading.title, reading.held) == ("عنوان الخبر", "")
    assert len(reading.text.split("\n")) == 9
    assert reading == read(GOOD, OUTLET)
    assert {type(line) for line in reading.lines} == {PageLine}


def test_a_page_is_judged_where_it_is_read(reader: Reader) -> None:
    reading, reason = reader.read_and_judge(GOOD, OUTLET)
    assert (reading.title, reason) == ("عنوان الخبر", "")
    assert reader.read_and_judge(page(b"<html><body><h1>404</h1></body></html>"), OUTLET)[1] == "not_found"


def test_a_page_of_two_hundred_thousand_paragraphs_is_stopped_at_a_limit_and_the_next_is_read(reader: Reader) -> None:
    started = time.monotonic()
    reading, reason = reader.read_and_judge(ENDLESS, OUTLET)
    assert reading.held in ("read_timeout", "extract_failed")
    assert reason == reading.held
    assert time.monotonic() - started < 10
    assert any(reader.read(GOOD, OUTLET).held == "" for _ in range(3)), "a busy machine may take its two seconds once"


def test_a_worker_killed_between_two_pages_is_replaced_and_the_page_is_read(reader: Reader) -> None:
    reader.read(GOOD, OUTLET)
    killed = reader.pid
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    assert reader.read(GOOD, OUTLET).held == ""
    assert reader.pid != killed


def test_a_page_whose_worker_was_killed_once_from_outside_is_read_all_the_same() -> None:
    slow = page(b"<html><body><article>" + PARAGRAPHS.encode() * 1_000)
    killed: list[int] = []

    def kill(one: Reader) -> None:
        if one.pid is not None:
            os.kill(one.pid, signal.SIGKILL)
            killed.append(one.pid)

    with Reader(seconds=60.0) as one:
        one.read(GOOD, OUTLET)
        timer = threading.Timer(0.2, kill, (one,))
        timer.start()
        reading = one.read(slow, OUTLET)
        timer.join()
        assert one.pid not in killed
    assert (len(killed), reading.held) == (1, "")


def test_a_page_that_needs_more_memory_than_the_limit_is_held_and_the_next_is_read() -> None:
    with Reader(seconds=20.0, memory_mb=400) as small:
        greedy = page(b"<html><body>" + b"<i>a</i>" * 4_000_000)
        assert small.read(greedy, OUTLET).held in ("extract_failed", "read_crashed")
        assert small.read(GOOD, OUTLET).held == ""


def test_a_closed_reader_leaves_no_process() -> None:
    with Reader() as one:
        one.read(GOOD, OUTLET)
        pid = one.pid
    assert pid is not None
    assert one.pid is None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def _read_in_child(answer: "multiprocessing.queues.Queue[str]") -> None:
    with Reader() as one:
        answer.put(one.read(GOOD, OUTLET).title)


def test_a_reader_works_inside_a_crawls_own_process() -> None:
    context = multiprocessing.get_context("forkserver")
    answer = context.Queue()
    child = context.Process(target=_read_in_child, args=(answer,))
    child.start()
    assert answer.get(timeout=60) == "عنوان الخبر"
    child.join(20)
    assert child.exitcode == 0
