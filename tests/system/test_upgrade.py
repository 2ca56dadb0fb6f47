"""The install script takes over what an old release left, and gives it back: WARRAQ_DEPLOY=all, as test_deploy.py.

The old release is the first that could be installed; WARRAQ_DEPLOY_FROM names another commit.
"""

import io
import os
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.bare_debian import Debian, booted, unpacked, why_not
from tests.support.installed import ASK, COUNT, answers, prepare, until
from tests.support.outlet_server import OutletServer
from tests.support.paths import ROOT

UNITS = ("warraq-crawl.service", "warraq-web.service")
# The script, and a command that it calls: the older releases lack one of them.
NEEDED = ("deploy/install.sh", "scheduler/commands/config.py")
OLD_CHECKOUT = "/srv/warraq-of-before"
TABLES = ASK.format("warraq", "SELECT name FROM sqlite_master")


def old_release() -> str:
    """The commit to begin with; empty where there is no history that tells."""
    if named := os.environ.get("WARRAQ_DEPLOY_FROM"):
        return named
    commits = _git("rev-list", "--reverse", "--topo-order", "HEAD", "--", *NEEDED)
    return next((one for one in commits if len(_git("ls-tree", "--name-only", one, *NEEDED)) == len(NEEDED)), "")


def _git(*words: str) -> list[str]:
    """What git answers, word by word; none where this is no repository."""
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()


@pytest.fixture(scope="module")
def debian(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Debian]:
    if os.environ.get("WARRAQ_DEPLOY") != "all":
        pytest.skip("WARRAQ_DEPLOY=all boots a Debian for this")
    if reason := why_not():
        pytest.skip(reason)
    if not (commit := old_release()):
        pytest.skip("there is no history to take an old release from")
    root = unpacked(tmp_path_factory.mktemp("debian"))
    _check_out(commit, root / OLD_CHECKOUT.lstrip("/"))
    with OutletServer() as outlet, booted(root) as running:
        prepare(running, outlet)
        running.run(f"{OLD_CHECKOUT}/deploy/install.sh", "--contact", "desk@example.org", seconds=900)
        until(lambda: _articles(running) > 0, "no article came")
        yield running


def _check_out(commit: str, folder: Path) -> None:
    packed = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        tar.extractall(folder, filter="data")


def _articles(debian: Debian) -> int:
    return int(debian.run("python3", "-c", COUNT, check=False).stdout or 0)


def _tables(debian: Debian) -> set[str]:
    return set(debian.run("python3", "-c", TABLES).stdout.split())


@pytest.mark.slow
def test_what_an_old_release_kept_is_taken_over_and_had_back_as_it_was(debian: Debian) -> None:
    old, kept, tables = debian.run("readlink", "/opt/warraq/current").stdout, _articles(debian), _tables(debian)
    debian.install()
    assert debian.is_active(*UNITS)
    assert debian.run("readlink", "/opt/warraq/current").stdout != old
    until(lambda: _tables(debian) > tables, "the record got no new table")
    assert _articles(debian) >= kept
    for port in (8001, 8002):
        until(lambda port=port: answers(debian, port), f"nothing answers on {port}")  # type: ignore[misc]
    debian.install("--rollback", "--with-data")
    assert debian.run("readlink", "/opt/warraq/current").stdout == old
    assert _tables(debian) == tables
    assert _articles(debian) >= kept
    until(lambda: answers(debian, 8002), "nothing answers on 8002")
