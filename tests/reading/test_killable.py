"""A process that works call by call: what it returns and raises comes back, what hangs or kills it costs one call."""

import multiprocessing
import os
import resource
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from archive.reading.killable import CallFailed, KillableProcess, ReaderUnavailable, _work

PRELOAD = "archive.reading.charset"
# Nothing else here imports it.
UNLOADED = "wave"


def doubled(number: int) -> int:
    return 2 * number


def refuses(_: int) -> int:
    raise ValueError("no such number")


def hangs(_: int) -> int:
    time.sleep(60)
    return 0


def dies(_: int) -> int:
    os.abort()


def grows(megabytes: int) -> int:
    return len(bytearray(megabytes << 20))


def peak_after(megabytes: int) -> int:
    """The process's peak in MB after it tried to grow by so much."""
    with suppress(MemoryError):
        grows(megabytes)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def unpicklable(_: int) -> object:
    return lambda: None


def is_loaded(module: str) -> bool:
    return module in sys.modules


@pytest.fixture(scope="module")
def process() -> Iterator[KillableProcess]:
    with KillableProcess(seconds=2.0, memory_mb=100, preload=PRELOAD) as one:
        yield one


def test_a_call_gives_what_the_function_gives_and_the_process_is_kept(process: KillableProcess) -> None:
    assert process.call(doubled, 4) == 8
    first = process.pid
    with pytest.raises(ValueError, match="no such number"):
        process.call(refuses, 4)
    assert process.call(doubled, 5) == 10
    assert process.pid == first


def test_a_call_that_hangs_ends_at_its_limit_and_the_next_is_answered(process: KillableProcess) -> None:
    started = time.monotonic()
    with pytest.raises(CallFailed, match="read_timeout"):
        process.call(hangs, 1)
    assert time.monotonic() - started < 15
    assert process.call(doubled, 1) == 2


def test_a_call_that_kills_its_process_is_tried_once(process: KillableProcess) -> None:
    with pytest.raises(CallFailed, match="read_crashed"):
        process.call(dies, 1)
    assert process.call(doubled, 1) == 2


def test_a_call_cannot_grow_the_process_beyond_its_limit(process: KillableProcess) -> None:
    with pytest.raises(MemoryError):
        process.call(grows, 200)
    assert process.call(peak_after, 99_000) < 200


def test_a_process_that_has_grown_is_replaced_so_that_the_next_call_has_room(process: KillableProcess) -> None:
    process.call(doubled, 1)
    first = process.pid
    assert process.call(grows, 80) == 80 << 20
    assert process.call(grows, 80) == 80 << 20
    assert process.pid == first, "what was given back is no growth"
    process.call(keeps, 60)
    assert process.call(doubled, 1) == 2
    assert process.pid != first


KEPT: list[bytearray] = []


def keeps(megabytes: int) -> int:
    KEPT.append(bytearray(megabytes << 20))
    return len(KEPT)


def test_a_result_that_cannot_be_sent_is_the_calls_failure(process: KillableProcess) -> None:
    with pytest.raises(RuntimeError, match="function"):
        process.call(unpicklable, 1)
    assert process.call(doubled, 1) == 2


def test_a_process_and_its_fork_server_killed_between_two_calls_are_replaced(process: KillableProcess) -> None:
    process.call(doubled, 1)
    assert process.pid is not None
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    server = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("PPid"))
    for pid in (server, process.pid):
        os.kill(pid, signal.SIGKILL)
    assert process.call(doubled, 3) == 6


def test_where_no_process_can_be_started_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with KillableProcess(seconds=2.0, memory_mb=100, preload=PRELOAD) as none:
        monkeypatch.setattr(none, "_start", refuse_to_start)
        with pytest.raises(ReaderUnavailable, match="memory"):
            none.call(doubled, 1)


def refuse_to_start() -> None:
    raise EOFError


def test_a_process_whose_owner_is_gone_before_it_is_ready_ends_without_a_word(
    capfd: pytest.CaptureFixture[str],
) -> None:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    ours.close()
    process = context.Process(target=_work, args=(theirs, 1.0, 64))
    process.start()
    process.join(20)
    assert (process.exitcode, "Traceback" in capfd.readouterr().err) == (0, False)


def test_a_copy_loads_what_it_calls_with_the_first_call_and_not_before() -> None:
    assert not is_loaded(UNLOADED)
    with KillableProcess(seconds=2.0, memory_mb=100, preload=UNLOADED) as copy:
        copy.fork()
        first = copy.pid
        assert [copy.call(is_loaded, UNLOADED), copy.call(doubled, 4)] == [True, 8]
        assert copy.pid == first
    assert not is_loaded(UNLOADED)
