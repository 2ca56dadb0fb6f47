"""A scheduler and workers as processes, with the very words of the units in deploy/, on 127.0.0.1."""

import os
import shlex
import signal
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.support.paths import ROOT
from tests.support.running_service import free_port
from tests.support.waiting import wait_until

UNITS = ROOT / "deploy" / "systemd"
DASK = Path(sys.executable).with_name("dask")
READY = {"scheduler": "Scheduler at", "worker": "Registered to"}


class Cluster:
    """`start` it, or its parts; `address` is what `--engine` takes. In `with` all of it is ended."""

    def __init__(self, folder: Path, certificates: Path | None = None, host: str = "127.0.0.1") -> None:
        self._folder, self._certificates, self._host, self.port = folder, certificates, host, free_port()
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def address(self) -> str:
        return f"dask{'+tls' if self._certificates else ''}://{self._host}:{self.port}"

    def __enter__(self) -> "Cluster":
        return self

    def __exit__(self, *_: object) -> None:
        for name in list(self.running):
            self.kill(name)

    def start(self, workers: int = 2) -> "Cluster":
        names = ("scheduler", *(f"worker-{n}" for n in range(1, workers + 1)))
        for name in names:
            self.start_one(name)
        for name in names:
            self.wait_for(name)
        return self

    def start_one(self, name: str) -> None:
        words, environment = self._command(name.partition("-")[0])
        with self._log(name).open("wb") as log:
            self.running[name] = subprocess.Popen(
                words, env=environment, cwd=self._folder, stdout=log, stderr=log, start_new_session=True
            )

    def wait_for(self, name: str) -> None:
        ready = READY[name.partition("-")[0]]
        wait_until(lambda: ready in self.said(name) or self.running[name].poll() is not None)
        assert ready in self.said(name), self.said(name)

    def said(self, name: str) -> str:
        return self._log(name).read_text(encoding="utf-8", errors="replace")

    def child_of(self, name: str) -> int:
        """The process that works below a worker's nanny."""
        threads = Path(f"/proc/{self.running[name].pid}/task").glob("*/children")
        listed = " ".join(path.read_text(encoding="ascii") for path in threads).split()
        spawned = [pid for pid in listed if "spawn_main" in Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8")]
        return int(spawned[0])

    def kill(self, name: str) -> None:
        """Everything of it at once."""
        process = self.running.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def _log(self, name: str) -> Path:
        return self._folder / f"{name}.log"

    def _command(self, kind: str) -> tuple[list[str], dict[str, str]]:
        lines = (UNITS / f"warraq-{kind}.service").read_text(encoding="utf-8").splitlines()
        told = [line.partition("=")[2] for line in lines if line.startswith("Environment=DASK_")]
        words = shlex.split(next(line.partition("=")[2] for line in lines if line.startswith("ExecStart=")))
        given = [self._as_here(word) for word in words[1:]]
        if not self._certificates:
            told = [line for line in told if "ENCRYPTION" not in line]
            plain = given.index("--tls-ca-file")
            given = [word.replace("tls://", "tcp://") for word in given[:plain]]
            given[given.index("--protocol") + 1] = "tcp"
        environment = os.environ | dict(line.split("=", 1) for line in told)
        return [str(DASK), *given], environment

    def _as_here(self, word: str) -> str:
        for name in ("${CLUSTER_HOST}", "${CLUSTER_SCHEDULER}"):
            word = word.replace(name, self._host)
        word = word.replace("/etc/warraq/cluster", str(self._certificates)).replace("8786", str(self.port))
        return {"-1": "1", "/tmp": str(self._folder)}.get(word, word)  # noqa: S108 (the unit's word)


def make_certificates(folder: Path) -> Path:
    """An authority and a node's certificate of it, as docs/cluster.md has them made."""
    folder.mkdir()
    authority_key, node_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    authority = _certificate("warraq cluster", authority_key, authority_key, is_authority=True)
    node = _certificate("node", node_key, authority_key, is_authority=False)
    pem = serialization.Encoding.PEM
    (folder / "ca.pem").write_bytes(authority.public_bytes(pem))
    (folder / "node.pem").write_bytes(node.public_bytes(pem))
    private = node_key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "node.key").write_bytes(private)
    return folder


def _certificate(
    name: str, key: ec.EllipticCurvePrivateKey, signer: ec.EllipticCurvePrivateKey, *, is_authority: bool
) -> x509.Certificate:
    at = datetime.now(UTC) - timedelta(hours=1)
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "warraq cluster")]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at)
        .not_valid_after(at + timedelta(days=2))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(signer, hashes.SHA256())
    )
