"""`warraq outlets enable|disable|every`: the file, the list, and the service that runs."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from tests.support.command import WARRAQ, Command
from tests.support.outlet_server import OutletServer
from tests.support.paths import ROOT
from tests.support.typed_commands import Typed
from tests.support.waiting import wait_until
from tests.support.whole_suite import ONLY_WHOLE

HOLDER = """
import sys, time
from pathlib import Path
from archive.data_folder import DataFolder
with DataFolder(Path(sys.argv[1])).make().lock("service", "busy"):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("WARRAQ_CONTACT", "WARRAQ_CONFIG", "WARRAQ_OUTLETS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("WARRAQ_DATA", str(tmp_path))
    return tmp_path


def listed(typed: Typed) -> dict[str, dict[str, object]]:
    return {row["outlet"]: row for row in map(json.loads, typed("outlets", "--json")[1].splitlines())}


def test_the_file_is_written_with_its_comments_and_the_list_says_who_decided(folder: Path, typed: Typed) -> None:
    (folder / "warraq.toml").write_text("# mine\n[limits] # what\nmemory_mb = 300\n")
    assert typed("outlets", "disable", "sana", "orient")[0] == 0
    status, out, _ = typed("outlets", "every", "rozana", "*/20 6-23 * * *", "--json")
    (row,) = map(json.loads, out.splitlines())
    assert (status, row["every"], row["service_told"]) == (0, "*/20 6-23 * * *", False)
    assert typed("outlets", "enable", "orient")[0] == 0
    rows = listed(typed)
    assert (rows["sana"]["enabled"], rows["orient"]["enabled"]) == (False, True)
    assert rows["sana"]["enabled_from"] == f"{folder}/warraq.toml, line 6"
    assert rows["rozana"]["every_from"] == f"{folder}/warraq.toml, line 12"
    assert (rows["shaam"]["every_from"], rows["shaam"]["enabled_from"]) == ("its outlet file", "its outlet file")
    text = (folder / "warraq.toml").read_text()
    assert text.startswith("# mine\n[limits] # what\nmemory_mb = 300\n")
    assert "(warraq.toml, line 6)" in typed("outlets")[1]


@pytest.mark.usefixtures("folder")
def test_a_schedule_for_an_outlet_that_is_off_is_told_with_what_switches_it_on(typed: Typed) -> None:
    assert typed("outlets", "disable", "sana")[1].startswith("sana: not crawled")
    status, out, _ = typed("outlets", "every", "sana", "30m")
    assert (status, "not crawled" in out) == (0, False)
    assert out.startswith("sana: every 30m from when it is on again; it is off (warraq outlets enable sana)")
    assert typed("outlets", "enable", "sana")[1].startswith("sana: every 30m")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("disable", "sana", "nobody"), "no outlet called"),
        (("every", "sana", "often"), "no schedule"),
        (("every", "nobody", "3h"), "no outlet called"),
        (("enable", "northpulse"), "nobody knows its address"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(
    folder: Path, typed: Typed, words: tuple[str, ...], says: str
) -> None:
    status, _, err = typed("outlets", *words)
    assert (status, says in err, (folder / "warraq.toml").exists()) == (4, True, False)


def test_a_file_that_is_wrong_elsewhere_is_not_touched(folder: Path, typed: Typed) -> None:
    (folder / "warraq.toml").write_text("x = 1\n")
    status, _, err = typed("outlets", "disable", "sana")
    assert (status, "x is unknown" in err, (folder / "warraq.toml").read_text()) == (4, True, "x = 1\n")


def test_who_holds_a_lock_is_known_while_it_does(folder: Path) -> None:
    data = DataFolder(folder)
    assert data.holder("service") is None
    process = subprocess.Popen([sys.executable, "-c", HOLDER, str(folder)], cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout
    assert process.stdout.readline() == b"held\n"
    assert data.holder("service") == process.pid
    process.kill()
    process.communicate()
    assert data.holder("service") is None
    # The number of a process that lives and never had the lock: this very one.
    (folder / "locks/service.lock").write_text(str(os.getpid()))
    assert data.holder("service") is None


@ONLY_WHOLE
def test_a_running_service_takes_what_is_decided_and_keeps_what_held_where_the_file_is_wrong(
    shared_server: OutletServer, tmp_path: Path
) -> None:
    shared_server.reset()
    command = Command(tmp_path / "data", shared_server.base_port)
    for name in ("WARRAQ_CONTACT", "WARRAQ_CONFIG"):
        command.environment.pop(name, None)
    log = tmp_path / "log"
    command.data.mkdir()
    (command.data / "warraq.toml").write_text("# mine\n[outlets.sample_wp]\nenabled = false\n")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    words = ["run", "--port", str(port), "--outlets", "sample_wp,sample_listing"]
    articles = "SELECT count(*) > 0 FROM articles WHERE outlet = '{}'"
    with log.open("w") as written:
        service = subprocess.Popen([str(WARRAQ), *words], env=command.environment, stderr=written)
    try:
        wait_until(lambda: "Warraq serves" in log.read_text())
        wait_until(lambda: command.rows(articles.format("sample_listing")) == [(1,)])
        assert command.rows(articles.format("sample_wp")) == [(0,)]
        done = command("outlets", "enable", "sample_wp")
        assert (done.returncode, "takes it now" in done.stdout) == (0, True), done.stderr
        wait_until(lambda: command.rows(articles.format("sample_wp")) == [(1,)])
        assert command.rows(articles.format("sample_wp")) == [(1,)]
        (command.data / "warraq.toml").write_text("contact = 3\n")
        service.send_signal(signal.SIGHUP)
        wait_until(lambda: "contact is a whole number" in log.read_text())
        assert "line 1: contact is a whole number" in log.read_text()
        assert command.rows("SELECT enabled FROM outlets WHERE name = 'sample_wp'") == [(1,)]
        assert service.poll() is None
    finally:
        service.send_signal(signal.SIGINT)
        assert service.wait(60) == 0
