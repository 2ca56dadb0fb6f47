"""The reading room in its processes: it answers, tells of nobody, replaces what gives no answer, and ends well."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.errors import BadConfiguration, WarraqError
from scheduler import web_process
from scheduler.listening_sockets import listeners
from scheduler.reading_room import ReadingRoom
from scheduler.web_process import Served
from tests.support import made_archive
from tests.support.running_service import answers, free_port
from tests.support.serve_processes import served
from tests.support.waiting import wait_until
from tests.support.whole_suite import ONLY_WHOLE


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("made")
    made_archive.make(made)
    return made


@pytest.fixture(scope="module")
def room(data: Path) -> Iterator[tuple[ReadingRoom, int]]:
    port = free_port()
    with ReadingRoom("127.0.0.1", port, Served(data)) as one:
        one.start(threading.Event())
        yield one, port


def test_it_answers_writes_no_address_of_a_reader_anywhere_and_ends_well(data: Path, tmp_path: Path) -> None:
    with served(data, tmp_path / "printed") as room:
        assert answers(room.port, 30)
    assert room.lines() == []


@ONLY_WHOLE
def test_a_process_that_gives_no_answer_is_replaced_and_the_others_stay(
    room: tuple[ReadingRoom, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_process, "ANSWER_SECONDS", 7.0)
    monkeypatch.setattr(web_process, "ASK_SECONDS", 0.2)
    frozen, *others = room[0].pids
    os.kill(frozen, signal.SIGSTOP)

    def is_replaced() -> bool:
        room[0].look()
        return frozen not in room[0].pids and room[0].is_well

    wait_until(is_replaced)
    assert is_replaced()
    assert set(others) <= set(room[0].pids)
    assert all(answers(room[1], 30) for _ in range(6))


def test_who_slept_itself_takes_nobody_for_dead(room: tuple[ReadingRoom, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_process, "ANSWER_SECONDS", 0.5)
    monkeypatch.setattr("scheduler.reading_room.SLEPT_SECONDS", 1.0)
    before = room[0].pids
    time.sleep(1.5)
    room[0].look()
    assert room[0].pids == before


def test_something_else_is_served_process_after_process(room: tuple[ReadingRoom, int], data: Path) -> None:
    before = set(room[0].pids)
    room[0].renew(Served(data, allow_sql=True))

    def is_renewed() -> bool:
        room[0].look()
        assert answers(room[1], 30)
        return not before & set(room[0].pids) and room[0].is_well

    wait_until(is_renewed)
    assert answers(room[1], 30, "/warraq?sql=select+1")


def test_what_cannot_be_served_is_refused_with_its_exit_status(tmp_path: Path) -> None:
    with (
        ReadingRoom("127.0.0.1", free_port(), Served(tmp_path)) as one,
        pytest.raises(WarraqError, match="did not start") as problem,
    ):
        one.start(threading.Event())
    assert problem.value.exit_code == BadConfiguration.exit_code


def test_a_port_in_use_is_refused_in_a_sentence() -> None:
    (taken,) = listeners("127.0.0.1", 0)
    with taken, pytest.raises(BadConfiguration, match="Name another port"):
        listeners("127.0.0.1", taken.getsockname()[1])
