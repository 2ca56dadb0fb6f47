"""`warraq serve`: the reading room alone, of a live folder or of what was published last, and nothing is written."""

import hashlib
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support import made_archive
from tests.support.command import WARRAQ
from tests.support.running_service import answers, free_port
from tests.support.waiting import wait_until


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of which only what was published is left."""
    made = tmp_path_factory.mktemp("made")
    made_archive.make(made)
    subprocess.run([WARRAQ, "publish", "--data", str(made)], check=True, capture_output=True)
    data = tmp_path_factory.mktemp("server")
    (made / "published").rename(data / "published")
    return data


@contextmanager
def served(data: Path, *words: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = free_port()
    process = subprocess.Popen(
        [WARRAQ, "serve", "--port", str(port), "--data", str(data), *words], stderr=subprocess.PIPE, text=True
    )
    try:
        yield process, port
    finally:
        process.kill()
        process.communicate()


def contents(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_newest_snapshot_is_served_and_nothing_is_written_into_the_folder(published: Path) -> None:
    before = contents(published)
    with served(published, "--published") as (process, port):
        wait_until(lambda: answers(port))
        assert answers(port, path="/outlets")
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    assert contents(published) == before


def test_before_the_first_snapshot_it_waits_for_it(published: Path, tmp_path: Path) -> None:
    with served(tmp_path, "--published") as (process, port):
        time.sleep(2)
        assert process.poll() is None
        (tmp_path / "published").symlink_to(published / "published")
        wait_until(lambda: answers(port))
        assert answers(port)


def test_a_live_folder_without_a_record_is_refused_with_its_exit_status(tmp_path: Path) -> None:
    with served(tmp_path) as (process, _):
        _, err = process.communicate(timeout=60)
        assert (process.returncode, "There is no archive" in err) == (4, True)
