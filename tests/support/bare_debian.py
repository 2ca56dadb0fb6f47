"""A bare Debian that boots in a container of this machine, with its network: what deploy/ is tried on.

It needs root, mmdebstrap and systemd-nspawn. Where packages do not come straight from the internet, WARRAQ_DEPLOY_BIND
names files and folders of this machine, parted by colons, that are shown to it (pip's configuration, certificates).
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.support.paths import ROOT

TOOLS = ("mmdebstrap", "systemd-nspawn", "nsenter")
PACKAGES = "python3,python3-venv,make,ca-certificates,systemd,systemd-sysv,procps"
CODE = ("archive", "spiders", "scheduler", "docs", "deploy")
CHECKOUT = "/srv/warraq"
FILES = ("pyproject.toml", "requirements.lock", "Makefile", "README.md", "LICENSE")
BOOT_SECONDS, INSTALL_SECONDS = 90, 900


def why_not(*more: str) -> str:
    """Why no Debian can be booted here, or a tool of those named is missing; empty where nothing is."""
    missing = [tool for tool in (*TOOLS, *more) if shutil.which(tool) is None]
    if missing:
        return f"{', '.join(missing)} is not installed"
    return "" if os.geteuid() == 0 else "only root can boot a container"


def packed(folder: Path) -> Path:
    """A bare Debian as one file in a folder."""
    file = folder / "debian.tar"
    subprocess.run(
        ["mmdebstrap", "--variant=minbase", f"--include={PACKAGES}", "bookworm", file], check=True, capture_output=True
    )
    return file


def unpacked(folder: Path) -> Path:
    """A bare Debian in a new folder, with the checkout in CHECKOUT."""
    root = folder / "root"
    root.mkdir()
    subprocess.run(["tar", "-xf", packed(folder), "-C", root, "--exclude=./dev/*"], check=True)
    checkout = root / CHECKOUT.lstrip("/")
    checkout.mkdir(parents=True)
    for name in CODE:
        shutil.copytree(ROOT / name, checkout / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, checkout / name)
    return root


class Debian:
    """A booted one: `run` works as root in it."""

    def __init__(self, root: Path, leader: int) -> None:
        self.root, self._leader = root, leader

    def run(self, *words: str, seconds: float = 60, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a command in it. AssertionError with what it said where it fails, unless `check` is off."""
        kept = [f"{name}={value}" for name, value in os.environ.items() if name.startswith("PIP_")]
        path = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        done = subprocess.run(
            ["nsenter", f"--target={self._leader}", "--all", "--root", "env", "-i", "-C", "/", path, *kept, *words],
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
        assert done.returncode == 0 or not check, f"{' '.join(words)}: {done.stdout[-3000:]}{done.stderr[-3000:]}"
        return done

    def install(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        return self.run(f"{CHECKOUT}/deploy/install.sh", *words, seconds=INSTALL_SECONDS, check=check)

    def main_pid(self, unit: str) -> int:
        """The process of a service, by its number in there; 0 where none runs."""
        return int(self.run("systemctl", "show", "--property=MainPID", "--value", unit).stdout)

    def is_active(self, *units: str) -> bool:
        return self.run("systemctl", "--quiet", "is-active", *units, check=False).returncode == 0


def shown_files() -> list[str]:
    """Files and folders of this machine that are shown to it, by WARRAQ_DEPLOY_BIND."""
    return [path for path in os.environ.get("WARRAQ_DEPLOY_BIND", "").split(":") if path]


@contextmanager
def booted(root: Path) -> Iterator[Debian]:
    """The Debian in `root`, until the block ends."""
    shown = [f"--bind-ro={path}" for path in shown_files()]
    command: Sequence[str] = (
        *("systemd-nspawn", "--quiet", "--boot", f"--directory={root}", "--register=no", "--keep-unit"),
        *("--console=passive", "--resolv-conf=copy-host", *shown),
    )
    container = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        yield _ready(root, container.pid)
    finally:
        container.terminate()
        try:
            container.wait(30)
        except subprocess.TimeoutExpired:
            container.kill()
            container.wait()


def _ready(root: Path, container: int) -> Debian:
    until = time.monotonic() + BOOT_SECONDS
    while time.monotonic() < until:
        children = Path(f"/proc/{container}/task/{container}/children").read_text(encoding="ascii").split()
        if children:
            debian = Debian(root, int(children[0]))
            state = debian.run("systemctl", "is-system-running", check=False).stdout.strip()
            if state in ("running", "degraded"):
                return debian
        time.sleep(0.5)
    raise AssertionError("the Debian did not boot")
