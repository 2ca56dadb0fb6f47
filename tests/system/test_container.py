"""The container file builds, and what it built crawls, publishes and serves as its two users: WARRAQ_DEPLOY=all.

No engine and no registry is needed, but root, buildah, mmdebstrap and systemd-nspawn. A bare Debian stands for the
image that the file begins with, buildah builds in a chroot, and systemd-nspawn runs what was built as
deploy/compose.yaml does: read-only but for /data and /tmp.
"""

import json
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

import pytest
from sqlite_utils.utils import sqlite3

from archive.sqlite import open_readonly
from tests.support.bare_debian import packed, shown_files, why_not
from tests.support.installed import OUTLET, until
from tests.support.outlet_server import OutletServer
from tests.support.paths import ROOT

BASE, IMAGE = "localhost/bare-debian", "localhost/warraq"
CRAWLER, SERVER = 1000, 1001
BUILD_SECONDS, STOP_SECONDS = 900, 30
# Where the outlets of the test are shown in it.
OUTLETS = "/mnt"


class Container:
    """What was built, with a data folder beside it."""

    def __init__(self, root: Path, folder: Path, image: dict[str, list[str]]) -> None:
        """`image` is its configuration, as an engine takes it: of it the `Entrypoint` and the `Env`."""
        self._root, self.data, self.outlets = root, folder / "data", folder / "outlets"
        self.warraq, self._environment = image["Entrypoint"], image["Env"]
        self.outlets.mkdir()
        shutil.copytree(root / "data", self.data)
        for name, group, mode in (("", CRAWLER, 0o711), ("published", SERVER, 0o2750)):
            os.chown(self.data / name, CRAWLER, group)
            (self.data / name).chmod(mode)

    def run(self, user: int, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            self._command(user, words), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )

    @contextmanager
    def started(self, user: int, *words: str) -> Iterator[subprocess.Popen[bytes]]:
        """Start a command, and end it as an engine would: it must have ended by itself in time, without a fault."""
        process = subprocess.Popen(self._command(user, words), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        try:
            yield process
        finally:
            process.terminate()
            ended = process.wait(STOP_SECONDS)
        assert ended == 0

    def _command(self, user: int, words: Sequence[str]) -> list[str]:
        own = ("WARRAQ_CONTACT=desk@example.org", f"WARRAQ_OUTLETS={OUTLETS}", "WARRAQ_ALLOW_PRIVATE=1")
        return [
            *("systemd-nspawn", "--quiet", "--read-only", f"--directory={self._root}", "--console=pipe"),
            *("--register=no", "--keep-unit", "--kill-signal=SIGTERM", "--tmpfs=/tmp:mode=1777"),
            *(f"--bind={self.data}:/data", f"--bind-ro={self.outlets}:{OUTLETS}"),
            *(f"--setenv={setting}" for setting in (*self._environment, *own)),
            *("setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", *words),
        ]

    def articles(self) -> int:
        """How many it has kept."""
        if (self.data / "warraq.db").exists():
            # It may be about to be made.
            with closing(open_readonly(self.data / "warraq.db")) as connection, suppress(sqlite3.OperationalError):
                return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])
        return 0


@pytest.fixture(scope="module")
def container(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Container]:
    if os.environ.get("WARRAQ_DEPLOY") != "all":
        pytest.skip("WARRAQ_DEPLOY=all builds the container for this")
    if reason := why_not("buildah"):
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("container")
    buildah = ("buildah", f"--root={folder}/storage", f"--runroot={folder}/run", "--storage-driver=vfs")
    bare = _said(*buildah, "from", "scratch")
    _said(*buildah, "add", bare, str(packed(folder)), "/")
    _said(*buildah, "commit", bare, BASE)
    shown = [f"--volume={path}:{path}:ro" for path in shown_files()]
    kept = [f"--env={name}={value}" for name, value in os.environ.items() if name.startswith("PIP_")]
    file = ("--file", str(ROOT / "deploy" / "Containerfile"), "--tag", IMAGE, str(ROOT))
    _said(*buildah, "bud", "--isolation=chroot", f"--build-arg=BASE={BASE}", *shown, *kept, *file)
    built = _said(*buildah, "from", IMAGE)
    try:
        image = json.loads(_output(*buildah, "inspect", "--type=image", IMAGE))["OCIv1"]["config"]
        yield Container(Path(_said(*buildah, "mount", built)), folder, image)
    finally:
        _said(*buildah, "rm", "--all")


def _said(*words: str) -> str:
    """The last line of what a command says: a name that it made."""
    return _output(*words).strip().rpartition("\n")[2]


def _output(*words: str) -> str:
    """What a command says. AssertionError with all of it where it fails."""
    ended = subprocess.run(words, capture_output=True, text=True, timeout=BUILD_SECONDS, check=False)
    assert ended.returncode == 0, f"{' '.join(words)}: {ended.stdout[-3000:]}{ended.stderr[-3000:]}"
    return ended.stdout


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=5) as answer:  # noqa: S310 - an address of this machine
            return bool(answer.status == 200)
    except OSError:  # it does not listen yet, or is still at its first page
        return False


@pytest.mark.slow
def test_what_the_container_file_builds_crawls_publishes_and_serves_as_two_users(container: Container) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    with OutletServer() as server:
        home = server.home("sample_wp").rstrip("/")
        described = OUTLET.format(name="local", home=home, host=home.partition("//")[2])
        (container.outlets / "local.py").write_text(described, encoding="utf-8")
        with container.started(CRAWLER, *container.warraq, "run", "--no-serve", "--outlets", "local"):
            until(lambda: container.articles() > 0, "no article came")
            published = container.run(CRAWLER, *container.warraq, "publish")
            assert published.returncode == 0, published.stderr
            with container.started(SERVER, *container.warraq, "serve", "--published", "--port", port):
                until(lambda: _answers(f"http://127.0.0.1:{port}/search"), "the server did not answer")


@pytest.mark.slow
@pytest.mark.parametrize("file", ["warraq.db", "service.db"])
def test_the_server_in_a_container_reads_nothing_but_what_is_published(container: Container, file: str) -> None:
    assert (container.data / file).exists()
    assert container.run(CRAWLER, "test", "-r", f"/data/{file}").returncode == 0
    assert container.run(SERVER, "test", "-r", f"/data/{file}").returncode != 0
    assert container.run(SERVER, "touch", "/data/published/anything").returncode != 0
