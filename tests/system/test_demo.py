"""The demo: its banner leads to pages that are there, several of each kind; a second one does not harm the first."""

import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.support.paths import ROOT
from tests.support.waiting import wait_until
from tests.support.whole_suite import ONLY_WHOLE

pytestmark = pytest.mark.slow
ADDRESS = re.compile(r"^    (http://127\.0\.0\.1:(\d+)(/\S*(?:، \S+)?))", re.MULTILINE)
SEVERAL = {"/diff/": 3, "/story/": 3, "/missing": 3, "/capture/": 3, "/search": 2, "/en/": 1}


def demo(folder: Path) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "tests.demo", "--folder", str(folder)]
    return subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def told(running: subprocess.Popen[str], until: str) -> str:
    """What it has printed up to a line that says this."""
    lines: list[str] = []
    assert running.stdout
    for line in running.stdout:
        lines.append(line)
        if until in line:
            break
    return "".join(lines)


def page(address: str) -> str:
    with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310 - the reading room on this machine
        text: str = answer.read().decode()
        return text


def answers(address: str) -> bool:
    try:
        page(address)
    except OSError:
        return False
    return True


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    folder = tmp_path_factory.mktemp("demo") / "demo-data"
    with demo(folder) as process:
        banner = told(process, "Ctrl-C ends the demo")
        home = ADDRESS.findall(banner)[0][0]
        wait_until(lambda: answers(home))
        yield folder, banner
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0


def test_the_banner_leads_to_several_of_each_and_all_are_there(running: tuple[Path, str]) -> None:
    found = ADDRESS.findall(running[1])
    paths = [path for _, _, path in found]
    for kind, several in SEVERAL.items():
        assert sum(kind in path for path in paths) >= several, kind
    for address, _, path in found:
        shown = page(address.replace(path, quote(path, safe="/?&=")))
        assert "عيّنة للتجربة" in shown or "A sample to try" in shown, address


@ONLY_WHOLE
def test_a_second_demo_has_a_folder_of_its_own_and_leaves_the_first_alone(running: tuple[Path, str]) -> None:
    folder, _ = running
    before = (folder / "warraq.db").read_bytes()
    with demo(folder) as second:
        try:
            assert f"this one has {folder.name}-2" in told(second, "this one has")
            told(second, "The first crawl")
            assert (folder / "warraq.db").read_bytes() == before
            assert folder.with_name(f"{folder.name}-2").is_dir()
        finally:
            second.send_signal(signal.SIGINT)
