"""Requests nobody would send, as bytes, at every address: none is a server's error, nothing of them is in any log.

Some hundreds in the suite; WARRAQ_FUZZ=10000 sends so many, half of them to the data room, and -rP shows the figures.
WARRAQ_FUZZ_FIRST=N begins at request N (with WARRAQ_FUZZ=1 one failure is repeated), WARRAQ_FUZZ_DATA=DIR asks another
archive.
"""

import os
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles

import pytest

from tests.support.fuzzed_requests import MARKER, Request, ask, fuzzed
from tests.support.malformed_requests import RAW
from tests.support.reading_room import made
from tests.support.serve_processes import Served, served
from tests.support.whole_suite import ONLY_WHOLE

QUESTIONS = int(os.environ.get("WARRAQ_FUZZ", "200"))
FIRST = int(os.environ.get("WARRAQ_FUZZ_FIRST", "0"))
DATA = os.environ.get("WARRAQ_FUZZ_DATA", "")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """A data folder, and the number of one article in it."""
    if DATA:
        return Path(DATA), 1
    site = made(tmp_path_factory.mktemp("fuzzed"))
    return site.data, site.ids["water"]


@pytest.fixture(scope="module")
def room(data: tuple[Path, int], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(data[0], tmp_path_factory.mktemp("printed") / "log") as running:
        yield running


def test_no_request_is_a_servers_error_and_nothing_of_it_is_in_any_log(room: Served, data: tuple[Path, int]) -> None:
    spent: list[float] = []
    statuses: Counter[int] = Counter()
    wrong: list[tuple[int, int, str]] = []
    for number in range(FIRST, FIRST + QUESTIONS):
        request = fuzzed(number, data[1])
        begun = time.perf_counter()
        status, answer = ask(room.port, request)
        spent.append(time.perf_counter() - begun)
        statuses[status] += 1
        if status >= 500 or status == 0 or b"Traceback (most" in answer or b"fts5: syntax" in answer:
            wrong.append((number, status, request.target[:300]))
    if len(spent) > 1:
        print(f"{QUESTIONS:,} requests, by status {dict(sorted(statuses.items()))}", end="; ")
        print(
            f"median {quantiles(spent, n=100)[49] * 1000:.0f}, p99 {quantiles(spent, n=100)[-1] * 1000:.0f} ms, "
            f"longest {max(spent) * 1000:.0f} ms; {len(room.lines())} lines printed"
        )
    assert wrong == []
    assert [line for line in room.lines() if MARKER in line] == []


@ONLY_WHOLE
def test_bytes_that_are_hardly_a_request_are_answered_and_written_nowhere(room: Served) -> None:
    answers = {number: ask(room.port, Request(number, one, ""))[0] for number, one in enumerate(RAW)}
    assert {number: status for number, status in answers.items() if status >= 500 or status == 0} == {}
    assert [line for line in room.lines() if MARKER in line] == []
