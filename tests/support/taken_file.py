"""A downloaded file as a reader has it: read-only, alone in a read-only folder; and what must not change of it."""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.publish.snapshot import publish
from tests.support import made_archive


def publish_made(data: Path) -> tuple[Path, dict[str, int]]:
    """The published file of a made archive, and its article ids by slug."""
    ids = made_archive.make(data)
    with pytest.MonkeyPatch.context() as nothing_said:
        for name in ("WARRAQ_SITE", "WARRAQ_CONTACT"):
            nothing_said.delenv(name, raising=False)
        return data / "published" / publish(DataFolder(data)).file, ids


def take(published: Path, folder: Path) -> Path:
    """A copy of a published file in a folder of its own, neither of which takes writes."""
    file = folder / published.name
    shutil.copyfile(published, file)
    file.chmod(0o444)
    folder.chmod(0o555)
    return file


def state(file: Path) -> tuple[str, int, list[str]]:
    """The bytes, the time of writing, what lies beside."""
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return digest, file.stat().st_mtime_ns, sorted(path.name for path in file.parent.iterdir())


@contextmanager
def unchanged(file: Path) -> Iterator[None]:
    """Root may write whatever the permissions say: so the file and its folder are compared."""
    before = state(file)
    yield
    assert state(file) == before
