"""Slots that nobody can hold: who waits begins soon, as long as memory has room."""

from math import inf
from pathlib import Path

import pytest

from scheduler import slots as module
from scheduler.slots import Slots, free_mb, slots_of_this_machine

SLOTS = Slots(at_once=4, most=10)


def wait(
    running: int, waited: float = 0.0, since_last: float = 60.0, failing: int = 0, *, fails: bool = False
) -> float:
    return SLOTS.wait_for(running, failing, waited, since_last, is_failing=fails)


def test_the_first_begin_at_once_and_the_others_after_a_fifth_of_a_second() -> None:
    assert [wait(running) for running in (0, 3, 4, 9)] == [0, 0, 0.2, 0.2]
    assert (wait(4, waited=0.2), wait(4, waited=3)) == (0, 0)
    assert wait(4, waited=0.1) == pytest.approx(0.1)


def test_behind_the_first_they_begin_one_after_the_other() -> None:
    assert wait(6, waited=3, since_last=0.02) == pytest.approx(0.01)


def test_memory_bounds_them_all() -> None:
    assert wait(10, waited=900) == inf


def test_who_did_not_answer_the_last_time_leaves_half_of_the_room_to_others() -> None:
    assert wait(6, waited=3, failing=5, fails=True) == inf
    assert wait(6, waited=3, failing=5) == 0
    assert wait(6, waited=3, failing=4, fails=True) == 0


def test_a_small_machine_and_a_small_control_group_have_room_for_few(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meminfo, group = tmp_path / "meminfo", tmp_path / "cgroup"
    meminfo.write_text("MemTotal: 4096000 kB\nMemAvailable: 2097152 kB\n")
    group.mkdir()
    monkeypatch.setattr(module, "MEMORY", meminfo)
    monkeypatch.setattr(module, "CGROUP", group)
    monkeypatch.setattr(module, "cpu_count", lambda: 2)
    assert free_mb() == 2048
    assert slots_of_this_machine() == Slots(4, 14)
    (group / "memory.max").write_text("536870912\n")
    (group / "memory.current").write_text("104857600\n")
    assert free_mb() == 412
    assert slots_of_this_machine() == Slots(4, 4)
    (group / "memory.max").write_text("max\n")
    assert free_mb() == 2048


def test_where_nobody_says_how_much_memory_there_is_so_many_run_as_are_useful(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("MEMORY", "CGROUP"):
        monkeypatch.setattr(module, name, tmp_path / "none")
    assert slots_of_this_machine().most == module.MOST
