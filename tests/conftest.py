"""What several test modules start from: an archive to crawl into, the sample outlets, an open intake."""

import gc
import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
import scrapy.core.downloader.handlers.http11  # noqa: F401 - cheap only where few modules are loaded: it walks the stack
from sqlite_utils import Database

from archive.ingest.intake import Intake
from spiders.process.parent import forkserver
from tests.support import property_rounds
from tests.support.channels import ChannelArchive, channel_archive
from tests.support.crawling import Archive
from tests.support.made_pages import OUTLET
from tests.support.outlet_server import OutletServer
from tests.support.search_samples import make
from tests.support.webhook import Webhook

# Thousands of tests are objects that stay: each worker gathers them all, and would look through them over and over.
gc.disable()
# A suite started in the background inherits an ignored SIGINT, and so would every command it interrupts.
signal.signal(signal.SIGINT, signal.default_int_handler)
pytest_configure = property_rounds.pytest_configure
# Each commit of each archive waits for the disk. Those who try a full disk or a power cut bring a disk of their own.
MEMORY, ROOM = Path("/dev/shm"), 4 * 1024**3  # noqa: S108 - memory as a folder, where a system has it
if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
# Whichever test starts this process's fork server: the next one's crawls find loaded what they need.
forkserver()
# Most of their modules start processes and wait for them.
WITH_SERVERS = ("system", "web", "spiders", "scheduler")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the modules that take long: begun last, one of them keeps a process busy when all others are done."""
    slow = {one.path for one in items if one.get_closest_marker("slow")}
    items.sort(key=lambda one: (one.path not in slow, _room(one.path) not in WITH_SERVERS))


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


def _room(path: Path) -> str:
    return path.relative_to(Path(__file__).parent).parts[0]


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    made = Archive(tmp_path)
    monkeypatch.setenv("WARRAQ_ALLOW_PRIVATE", "1")
    monkeypatch.setenv("WARRAQ_OUTLETS", str(made.outlets))
    return made


@pytest.fixture
def channel(archive: Archive) -> Iterator[ChannelArchive]:
    """A made Telegram channel and an archive that follows it."""
    with channel_archive(archive) as made:
        yield made


@pytest.fixture
def server() -> Iterator[OutletServer]:
    with OutletServer() as running:
        yield running


@pytest.fixture
def hook() -> Iterator[Webhook]:
    """Where messages go."""
    with Webhook() as listening:
        yield listening


@pytest.fixture(scope="module")
def shared_server() -> Iterator[OutletServer]:
    """One server for a module's tests: each sets it back (`reset`) before it asks for something spoilt."""
    with OutletServer() as running:
        yield running


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def intake(data: Path) -> Iterator[Intake]:
    with Intake(data, OUTLET) as opened:
        yield opened


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Database]:
    """The record of tests.support.search_samples, open for writing."""
    db = make(tmp_path / "warraq.db")
    yield db
    db.close()
