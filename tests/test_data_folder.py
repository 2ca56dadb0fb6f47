"""The data folder's locks: held whatever the disk says."""

import resource
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.errors import AlreadyRunning


def test_a_lock_is_held_and_let_go_of_where_the_disk_takes_no_byte_more(tmp_path: Path) -> None:
    data = DataFolder(tmp_path).make()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        with data.lock("crawl", "busy"), pytest.raises(AlreadyRunning), data.lock("crawl", "busy"):
            pass
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not data.is_locked("crawl")
