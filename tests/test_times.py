"""What the system says of our clock."""

import ctypes
import os
from pathlib import Path

import pytest

from archive import times


class Kernel:
    """A C library whose kernel gives one answer."""

    def __init__(self, answer: int) -> None:
        self.answer = answer

    def ntp_adjtime(self, _: object) -> int:
        return self.answer


@pytest.mark.parametrize(
    ("answer", "state"), [(0, "synchronised"), (1, "synchronised"), (5, "unsynchronised"), (-1, "unknown")]
)
def test_the_clock_is_as_right_as_the_kernel_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, answer: int, state: str
) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _: Kernel(answer))
    monkeypatch.setattr(times, "TIMESYNCD", tmp_path / "none")
    assert times.clock_state() == state


def test_where_the_kernel_may_not_be_asked_a_fresh_note_of_timesyncd_tells(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _: Kernel(-1))
    monkeypatch.setattr(times, "TIMESYNCD", tmp_path / "synchronized")
    (tmp_path / "synchronized").touch()
    assert times.clock_state() == "synchronised"
    os.utime(tmp_path / "synchronized", (1, 1))
    assert times.clock_state() == "unknown"
