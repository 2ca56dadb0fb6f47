"""What deploy/ promises, on a bare Debian that is booted for it: WARRAQ_DEPLOY=all, root, mmdebstrap, systemd-nspawn.

By default only what needs no other machine: the limits of the units, the script's grammar, the names of figures.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator

import pytest

from tests.support.bare_debian import CHECKOUT, Debian, booted, unpacked, why_not
from tests.support.installed import CAUSES, COUNT, answers, prepare, until
from tests.support.outlet_server import OutletServer
from tests.support.paths import ROOT

DEPLOY = ROOT / "deploy"
UNITS = ("warraq-crawl.service", "warraq-web.service")
OF_A_CLUSTER = ("warraq-scheduler.service", "warraq-worker.service")
MOST_EXPOSED = 1.5
WHOLE = os.environ.get("WARRAQ_DEPLOY") == "all"
# What every process of the crawler may take, written down while it crawls: who reads pages lives no longer than that.
WATCH_LIMITS = (
    "while :; do for pid in $(cat /sys/fs/cgroup/system.slice/warraq-crawl.service/cgroup.procs"
    " /sys/fs/cgroup/*/system.slice/warraq-crawl.service/cgroup.procs 2>/dev/null); do"
    " grep 'Max address space' /proc/$pid/limits 2>/dev/null; done >> /run/limits; sleep 0.1; done"
)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
@pytest.mark.parametrize("unit", [*UNITS, *OF_A_CLUSTER])
def test_a_unit_is_exposed_as_little_as_promised(unit: str) -> None:
    said = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", "--no-pager", DEPLOY / "systemd" / unit],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    found = re.search(r"Overall exposure level for \S+: ([\d.]+)", said)
    assert found, said
    assert float(found[1]) <= MOST_EXPOSED


def test_the_install_script_is_sound_shell_and_says_what_it_does() -> None:
    script = DEPLOY / "install.sh"
    assert subprocess.run(["sh", "-n", script], check=False).returncode == 0
    told = subprocess.run(["sh", script, "--help"], capture_output=True, text=True, check=True).stdout
    assert "--contact" in told
    assert "--rollback --with-data" in told
    assert subprocess.run(["sh", script, "--nonsense"], capture_output=True, check=False).returncode == 1


def test_alarms_and_board_ask_for_figures_that_there_are() -> None:
    source = (ROOT / "archive" / "web" / "api" / "metrics.py").read_text(encoding="utf-8")
    known = set(re.findall(r'"(warraq_\w+)"', source)) | {"warraq_outlet_articles_total"}
    rules = (DEPLOY / "prometheus-rules.yml").read_text(encoding="utf-8")
    board = json.loads((DEPLOY / "grafana-board.json").read_text(encoding="utf-8"))
    asked = [target["expr"] for panel in board["panels"] for target in panel["targets"]]
    assert {*re.findall(r"\bwarraq_\w+", f"{rules}{' '.join(asked)}")} <= known


@pytest.fixture(scope="module")
def debian(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Debian]:
    if not WHOLE:
        pytest.skip("WARRAQ_DEPLOY=all boots a Debian for this")
    if reason := why_not():
        pytest.skip(reason)
    with booted(unpacked(tmp_path_factory.mktemp("debian"))) as running:
        yield running


@pytest.fixture(scope="module")
def outlet() -> Iterator[OutletServer]:
    with OutletServer() as server:
        yield server


@pytest.mark.slow
def test_a_bare_debian_crawls_and_serves_after_one_command(debian: Debian, outlet: OutletServer) -> None:
    prepare(debian, outlet)
    debian.run("sh", "-c", f"({WATCH_LIMITS}) >/dev/null 2>&1 &")
    debian.install("--contact", "desk@example.org")
    assert debian.is_active(*UNITS)
    until(lambda: int(debian.run("python3", "-c", COUNT).stdout) > 0, "no article came")
    until(lambda: "dns" in debian.run("python3", "-c", CAUSES).stdout.split(), "the resolver cannot be reached")
    for port in (8001, 8002):
        until(lambda port=port: answers(debian, port), f"nothing answers on {port}")  # type: ignore[misc]
    assert "runs already" in debian.install().stdout


@pytest.mark.slow
def test_the_process_that_reads_pages_is_limited_inside_the_unit(debian: Debian) -> None:
    pid = debian.main_pid(UNITS[0])
    told = debian.run("cat", "/run/limits").stdout
    assert [line for line in told.splitlines() if "unlimited" not in line.split()[3]]
    status = debian.run("cat", f"/proc/{pid}/status").stdout
    assert "Seccomp:\t2" in status
    assert "NoNewPrivs:\t1" in status


@pytest.mark.slow
def test_the_server_reads_the_record_and_can_write_nothing(debian: Debian) -> None:
    def can(*words: str) -> bool:
        as_server = ("setpriv", "--reuid=warraq-web", "--regid=warraq-web", "--init-groups")
        return debian.run(*as_server, *words, check=False).returncode == 0

    debian.run("sh", "-c", "cd /var/lib/warraq && setpriv --reuid=warraq --regid=warraq --init-groups touch readers.db")
    debian.run("chmod", "600", "/var/lib/warraq/readers.db")
    assert can("cp", "/var/lib/warraq/warraq.db", "/dev/null")
    for private in ("/var/lib/warraq/readers.db", "/var/lib/warraq/warraq.toml"):
        assert not can("cp", private, "/dev/null")
    for written in ("/var/lib/warraq/x", "/var/lib/warraq/warraq.db", "/var/lib/warraq/published/x"):
        assert not can("sh", "-c", f": >> {written}")


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS)
def test_a_killed_service_is_back_within_half_a_minute(debian: Debian, unit: str) -> None:
    before = debian.main_pid(unit)
    debian.run("kill", "-9", str(before))
    until(lambda: debian.is_active(unit) and debian.main_pid(unit) not in (0, before), f"{unit} stays down", seconds=30)


@pytest.mark.slow
def test_a_new_release_runs_and_the_one_before_can_be_had_back(debian: Debian) -> None:
    first = debian.run("readlink", "/opt/warraq/current").stdout
    debian.run("sh", "-c", f"echo >> {CHECKOUT}/docs/running.md")
    debian.install()
    second = debian.run("readlink", "/opt/warraq/current").stdout
    assert second != first
    assert debian.is_active(*UNITS)
    debian.install("--rollback")
    assert debian.run("readlink", "/opt/warraq/current").stdout == first
    count = int(debian.run("python3", "-c", COUNT).stdout)
    debian.install("--rollback", "--with-data")
    assert int(debian.run("python3", "-c", COUNT).stdout) == count


@pytest.mark.slow
def test_a_release_that_does_not_come_up_is_left_again(debian: Debian) -> None:
    before = debian.run("readlink", "/opt/warraq/current").stdout
    debian.run("sh", "-c", f"echo 'raise SystemExit(9)' > {CHECKOUT}/scheduler/service.py")
    done = debian.install(check=False)
    assert done.returncode == 1
    assert "The release of before runs again" in done.stderr
    assert debian.run("readlink", "/opt/warraq/current").stdout == before
    assert debian.is_active(*UNITS)
