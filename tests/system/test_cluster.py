"""A scheduler and workers as processes: whatever of it is killed, all is done and nothing twice; no stranger is heard.

`WARRAQ_CLUSTER_KILLS=5` kills a worker, a nanny, the scheduler and the command so often; without it, a worker once.
"""

import os
import shutil
import signal
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.errors import BadConfiguration
from scheduler.engine import interface, rereading
from scheduler.engine.interface import Coming, Job
from scheduler.engine.local import InProcess
from tests.support.cluster import Cluster, make_certificates
from tests.support.command import Command
from tests.support.outlet_server.addresses import base_port
from tests.support.paths import SAMPLE_OUTLETS
from tests.support.reread_archive import make, replayed, shards_in, written
from tests.support.waiting import wait_until

pytest.importorskip("distributed", reason="the extra warraq[cluster] is not installed")
from scheduler.engine.dask import Dask

pytestmark = pytest.mark.slow
KILLS = int(os.environ.get("WARRAQ_CLUSTER_KILLS", "0"))
PAGES, WORKERS = (40, 2) if KILLS else (10, 1)


def own_address() -> str:
    """One of this machine that is not loopback, where it has one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, suppress(OSError):
        probe.connect(("192.0.2.1", 9))
        address: str = probe.getsockname()[0]
        return address
    return "127.0.0.1"


@pytest.fixture(scope="module")
def patch() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as made:
        made.setenv("WARRAQ_OUTLETS", str(SAMPLE_OUTLETS))
        made.setenv("WARRAQ_ALLOW_PRIVATE", "1")
        made.setattr(rereading, "PAGES", 2)
        made.setattr(interface, "LOOK_SECONDS", 0.2)
        yield made


@pytest.fixture(scope="module")
def cluster(patch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    folder = tmp_path_factory.mktemp("cluster")
    certificates = make_certificates(folder / "certificates")
    patch.setenv("WARRAQ_CLUSTER_TLS", str(certificates))
    with Cluster(folder, certificates, own_address()) as running:
        yield running.start(WORKERS)


@pytest.fixture(scope="module")
def kept(patch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """An archive, beside one that was read again by one process, and the shards of that."""
    assert patch
    folder = tmp_path_factory.mktemp("kept")
    data = make(folder / "data", PAGES)
    alone = DataFolder(Path(shutil.copytree(data.root, folder / "alone")))
    replayed(alone, None, "")
    replayed(DataFolder(Path(shutil.copytree(data.root, folder / "once"))), InProcess(), str(folder / "shards"))
    return data


class Struck(Dask):
    """Does a deed after so many answers."""

    def __init__(self, address: str, strikes: Sequence[Callable[[], object]]) -> None:
        super().__init__(address)
        self._strikes, self._answered = list(strikes), 0

    def map(self, job: Job, units: Iterable[str], place: str) -> Coming:
        for answer in super().map(job, units, place):
            self._answered += 1
            if self._answered % 2 == 0 and self._strikes:
                self._strikes.pop(0)()
            yield answer


def strikes_on(cluster: Cluster) -> list[Callable[[], object]]:
    """A worker below its nanny, a worker with its nanny, and the scheduler, with which all workers end."""

    def worker() -> None:
        os.kill(cluster.child_of("worker-1"), signal.SIGKILL)

    def worker_and_nanny() -> None:
        cluster.kill("worker-2")

    def scheduler() -> None:
        cluster.kill("scheduler")
        wait_until(lambda: cluster.running["worker-1"].poll() is not None)
        cluster.kill("worker-1")
        for name in ("scheduler", "worker-1", "worker-2"):
            cluster.start_one(name)

    return [worker, worker_and_nanny, scheduler] if KILLS else [worker]


def test_whoever_is_killed_the_record_is_that_of_one_process(
    cluster: Cluster, kept: DataFolder, tmp_path: Path
) -> None:
    for n in range(max(KILLS, 1)):
        data = DataFolder(Path(shutil.copytree(kept.root, tmp_path / f"data-{n}")))
        with closing(Struck(cluster.address, strikes_on(cluster))) as struck:
            happened, reader = replayed(data, struck, str(tmp_path / f"place-{n}"))
        assert not struck._strikes
        assert len(happened) == PAGES
        assert written(data) == written(DataFolder(kept.root.with_name("alone")))
        assert reader is not None
        assert reader.missed == 0
        shards = {name: content for name, content in shards_in(tmp_path / f"place-{n}").items() if "shard" in name}
        once = shards_in(kept.root.with_name("shards"))
        assert shards == {name: content for name, content in once.items() if "shard" in name}
        for name in cluster.running:
            cluster.wait_for(name)


@pytest.mark.skipif(not KILLS, reason="WARRAQ_CLUSTER_KILLS=1 kills the command")
def test_a_command_that_is_killed_goes_on_where_it_was(cluster: Cluster, kept: DataFolder, tmp_path: Path) -> None:
    data = DataFolder(Path(shutil.copytree(kept.root, tmp_path / "data")))
    command = Command(data.root, base_port())
    words = ("replay", "--engine", cluster.address, "--place", str(tmp_path / "place"))
    for _ in range(KILLS):
        process = command.start(*words)
        wait_until(lambda: bool(shards_in(tmp_path / "place")))
        process.kill()
        process.communicate()
    assert command.lines(*words)[0]["read"] == PAGES
    assert written(data) == written(DataFolder(kept.root.with_name("alone")))
    assert not (tmp_path / "place").exists()


def test_nobody_listens_outside_this_machine_but_for_whom_the_authority_knows(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listening = {one for name in cluster.running for one in _listening(cluster.running[name].pid)}
    open_to_others = {(host, port) for host, port in listening if not host.startswith("127.")}
    # Of the scheduler, of each nanny and each worker, where this machine has another address.
    assert len(open_to_others) == (1 + 2 * WORKERS if own_address() != "127.0.0.1" else 0)
    foreign = make_certificates(tmp_path / "foreign")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.load_cert_chain(foreign / "node.pem", foreign / "node.key")
    host = own_address()
    for port in {port for _, port in open_to_others} | {cluster.port}:
        with socket.create_connection((host, port), 10) as plain:
            plain.sendall(b"\x00" * 64)
            assert _answer(plain) == b""
        with pytest.raises((ssl.SSLError, ConnectionError)):
            _speak(context, host, port)
    monkeypatch.setenv("WARRAQ_CLUSTER_TLS", str(foreign))
    monkeypatch.setattr("scheduler.engine.dask.CONNECT_SECONDS", 1.0)
    with closing(Dask(cluster.address)) as stranger, pytest.raises(BadConfiguration, match="same authority"):
        list(stranger.map(rereading.reread, ["unit"], str(tmp_path)))


def _speak(context: ssl.SSLContext, host: str, port: int) -> None:
    """In TLS 1.3 a client learns only then that it was refused."""
    with socket.create_connection((host, port), 10) as raw, context.wrap_socket(raw) as wrapped:
        wrapped.sendall(b"\x00" * 64)
        wrapped.recv(1)


def _answer(plain: socket.socket) -> bytes:
    plain.settimeout(5)
    with suppress(ConnectionError):
        return plain.recv(1)
    return b""


def _listening(leader: int) -> Iterator[tuple[str, int]]:
    """Addresses at which the processes of a session listen, by /proc/net (4 and 6)."""
    inodes = set()
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if os.getsid(int(process.name)) == leader:
                inodes |= {str(handle.readlink()) for handle in (process / "fd").iterdir()}
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text(encoding="ascii").splitlines()[1:]:
            _, local, _, state, *_, inode = line.split()[:10]
            if state == "0A" and f"socket:[{inode}]" in inodes:
                address, port = local.split(":")
                packed = bytes.fromhex(address)
                # Each word of four bytes stands in the machine's own order.
                words = b"".join(packed[n : n + 4][::-1] for n in range(0, len(packed), 4))
                family = socket.AF_INET if len(words) == 4 else socket.AF_INET6
                yield socket.inet_ntop(family, words), int(port, 16)


def test_a_scheduler_is_gone_for_good(cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ended last: what a command says whose scheduler does not come back."""
    monkeypatch.setattr("scheduler.engine.dask.CONNECT_SECONDS", 0.5)
    began = time.monotonic()
    with closing(Struck(cluster.address, [])) as dask:
        dask._connected()
        cluster.kill("scheduler")
        with pytest.raises(interface.EngineLost, match="cannot be reached"):
            list(interface.run(rereading.reread, ["unit"], str(tmp_path), dask, patience=1))
    assert time.monotonic() - began < 60
