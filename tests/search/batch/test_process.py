"""The process of a list stops where its reader says so, at its limit, and with whoever started it; what came stays."""

import os
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from archive.search.batch import counters, process
from archive.search.batch.counting import Batch, Counted
from archive.search.batch.jobs import Found, Jobs, State, SubmittedList
from archive.search.name_lists import read_list
from tests.support.search_samples import make

LIST = read_list("القوات\nزرافة\nدير* OR لبنان\nسوريا")


@pytest.fixture
def record(tmp_path: Path) -> Path:
    make(tmp_path / "warraq.db").close()
    return tmp_path / "warraq.db"


def counted(record: Path, is_over: Callable[[], bool] = lambda: False, *, stopped: bool = False) -> Found:
    folder = record.parent / "lists"
    folder.mkdir(exist_ok=True)
    jobs = Jobs(folder)
    token = jobs.add(SubmittedList(LIST.names, LIST.remarks))
    if stopped:
        jobs.stop(token)
    process.count(record, jobs, token, is_over)
    return jobs.found(token)


def test_every_name_is_counted_in_the_order_of_the_list_whatever_the_length_of_a_state(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = counted(record)
    assert (found.state, found.articles) == ("done", 5)
    assert [one and one.articles for one in found.counted] == [2, 0, 3, 2]
    assert list(found.near) == found.lacking == [1]
    monkeypatch.setattr(counters, "STATE_SECONDS", 1e-9)
    again = counted(record)
    assert (again.counted, again.near) == (found.counted, found.near)


@pytest.mark.parametrize(("stopped", "over", "state"), [(True, False, "stopped"), (False, True, "ended")])
def test_it_stops_with_what_it_has(
    record: Path, monkeypatch: pytest.MonkeyPatch, stopped: bool, over: bool, state: State
) -> None:
    monkeypatch.setattr(process, "SAVE_SECONDS", -1.0)
    found = counted(record, lambda: over, stopped=stopped)
    assert (found.state, len(found.counted)) == (state, 1)


def test_a_list_ends_at_its_limit(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "LIST_SECONDS", 0.0)
    assert counted(record).state == "limit"


def _killed_at_a_name(batch: Batch, text: str) -> Counted:
    if text == "سوريا":
        os.kill(os.getpid(), signal.SIGKILL)
    return batch.count(text)


def test_a_list_of_which_a_process_is_killed_ends_with_what_came(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "Counters", partial(counters.Counters, few=0))
    monkeypatch.setattr(process, "_counted", _killed_at_a_name)
    found = counted(record)
    assert found.state == "ended"
    assert [one and one.articles for one in found.counted] == [2, 0, 3, 2][: len(found.counted)]
    assert len(found.counted) < len(LIST.names)
