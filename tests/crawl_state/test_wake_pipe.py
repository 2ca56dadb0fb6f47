"""Waking the service through a pipe: heard by who listens, and nothing where nobody does."""

import os
import threading
from pathlib import Path

import pytest

from archive.crawl_state.wake_pipe import WakeUps, pipe_of, wake_service
from archive.data_folder import DataFolder


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path).make()


def test_nobody_is_woken_where_no_service_runs_or_one_has_ended(folder: DataFolder) -> None:
    assert not wake_service(folder)
    WakeUps(folder).close()
    assert pipe_of(folder).exists()
    assert not wake_service(folder), "the pipe it left behind has no reader"


def test_rings_are_heard_however_many_and_the_end_of_the_wait_too(folder: DataFolder) -> None:
    heard: list[bool] = []
    with WakeUps(folder) as wake_ups:
        with pipe_of(folder).open("wb", buffering=0) as pipe:
            os.set_blocking(pipe.fileno(), False)
            while pipe.write(b"r" * 4096):
                """Until it holds no more."""
        assert wake_service(folder), "a ring that does not fit changes nothing"
        while not heard:
            heard.append(wake_ups.wait())
        threading.Timer(0.1, wake_ups.end).start()
        while heard[-1]:
            heard.append(wake_ups.wait())
    assert heard[0]
    assert not heard[-1]


def test_a_file_in_the_way_of_the_pipe_is_replaced_and_a_folder_without_pipes_is_lived_with(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe_of(folder).write_text("not a pipe")
    with WakeUps(folder):
        assert wake_service(folder)
    pipe_of(folder).unlink()

    def none(*_: object) -> None:
        raise PermissionError("no pipes here")

    monkeypatch.setattr("os.mkfifo", none)
    with WakeUps(folder) as wake_ups:
        wake_ups.end()
        assert not wake_ups.wait()
        assert not wake_service(folder)
