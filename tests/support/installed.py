"""Warraq installed on a Debian of tests/support/bare_debian.py: outlets for it, and what it answers and holds."""

import time
from collections.abc import Callable

from tests.support.bare_debian import Debian
from tests.support.outlet_server import OutletServer

OUTLET = """from archive.model import Outlet, Route
OUTLET = Outlet(name="{name}", title="{name}", title_en="{name}", home="{home}", hosts=("{host}",),
    routes=(Route(kind="feed", url="/feed/"),), key_rules=(r"^/(?P<id>\\d{{5,}})(?:/[^/]*)?/?$",),
    every="1m", delay=0.1)
"""
ASK = (
    "import sqlite3; file = sqlite3.connect('file:/var/lib/warraq/{}.db?mode=ro', uri=True);"
    " print(*(row[0] for row in file.execute('{}')))"
)
COUNT = ASK.format("warraq", "SELECT count(*) FROM articles")
CAUSES = ASK.format("service", "SELECT cause FROM runs")


def prepare(debian: Debian, outlet: OutletServer) -> None:
    """Outlets of its own: one on this machine, one whose name leads nowhere."""
    folder = debian.root / "etc" / "warraq" / "outlets"
    folder.mkdir(parents=True)
    for name, home in (("local", outlet.home("sample_wp")), ("nowhere", "http://nowhere.invalid")):
        host = home.partition("//")[2].rstrip("/")
        (folder / f"{name}.py").write_text(OUTLET.format(name=name, home=home.rstrip("/"), host=host), encoding="utf-8")
    drop_in = debian.root / "etc" / "systemd" / "system" / "warraq-crawl.service.d" / "test.conf"
    drop_in.parent.mkdir(parents=True)
    drop_in.write_text(
        "[Service]\nEnvironment=WARRAQ_OUTLETS=/etc/warraq/outlets WARRAQ_ALLOW_PRIVATE=1\nExecStart=\nExecStart="
        "/opt/warraq/current/.venv/bin/warraq run --port 8002 --outlets local,nowhere --data /var/lib/warraq\n",
        encoding="utf-8",
    )


def answers(debian: Debian, port: int) -> bool:
    """Does a page of the reading room answer on this port?"""
    ask = f"import urllib.request as u; u.urlopen('http://127.0.0.1:{port}/outlets', timeout=5)"
    return debian.run("python3", "-c", ask, check=False).returncode == 0


def until(holds: Callable[[], bool], problem: str, seconds: float = 120) -> None:
    """Wait for it; AssertionError with `problem` where it does not come."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, problem
        time.sleep(1)
