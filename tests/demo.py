"""`make demo`: the whole of Warraq on this machine, without internet, on five sample outlets whose news is invented.

The outlets are played by the local server that the tests use; the very same spiders crawl it. Its data folder,
demo-data, is made anew at each start; while one demo runs, the next one takes a folder and a port of its own.
"""

import argparse
import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import IO

from tests.support.demo_news import happen, what_to_see
from tests.support.outlet_server import OutletServer
from tests.support.outlet_server.addresses import SITES, base_port
from tests.support.paths import ROOT, SAMPLE_OUTLETS

FOLDER, MOST = "demo-data", 9
FIRST_PORT, PORTS = 8001, 100
WARRAQ = Path(sys.executable).with_name("warraq")
WHAT_TO_SEE = """
  The demo is ready. Open http://127.0.0.1:{port}/ and look at:
{pages}
  All news on these pages is invented. Ctrl-C ends the demo.
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, help=f"where the reading room listens ({FIRST_PORT}, or the next free one)")
    parser.add_argument("--folder", type=Path, default=ROOT / FOLDER, help="what its data folders are called")
    wanted = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    mine = _own_folder(wanted.folder)
    if mine is None:
        print(f"{MOST} demos run already; end one of them with Ctrl-C.", file=sys.stderr)
        return 1
    data, lock = mine
    try:
        with _outlets() as server:
            os.environ |= {
                "WARRAQ_DATA": str(data),
                "WARRAQ_OUTLETS": str(SAMPLE_OUTLETS),
                "WARRAQ_ALLOW_PRIVATE": "1",
                "WARRAQ_SAMPLE_PORT": str(server.base_port),
            }
            _play(server, lock)
            port = wanted.port or _free_port()
            pages = what_to_see(data / "warraq.db", f"http://127.0.0.1:{port}")
            print(WHAT_TO_SEE.format(port=port, pages=pages), flush=True)
            return _warraq(lock, "run", "--port", str(port), "--outlets", ",".join(SITES))
    except KeyboardInterrupt:
        return 0
    except OSError as problem:
        print(f"The sample outlets cannot listen ({problem}); WARRAQ_SAMPLE_PORT chooses other ports.", file=sys.stderr)
        return 1


def _own_folder(first: Path) -> tuple[Path, IO[str]] | None:
    """The first data folder that no demo uses, emptied, and the lock that says so; None where all are in use.

    The lock lies beside, as the folder is made anew; the processes of the demo hold it too, should this one be killed.
    """
    for n in range(1, MOST + 1):
        data = first if n == 1 else first.with_name(f"{first.name}-{n}")
        lock = data.with_name(f"{data.name}.lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            continue
        if n > 1:
            print(f"Another demo runs in {first.name}; this one has {data.name} and leaves that alone.", flush=True)
        shutil.rmtree(data, ignore_errors=True)
        data.mkdir(parents=True)
        # The pages then say on top that all of this is invented.
        (data / "SAMPLE").touch()
        return data, lock
    return None


def _outlets() -> OutletServer:
    """On the usual ports, or where these are taken and none were asked for, on free ones."""
    try:
        return OutletServer(base_port())
    except OSError:
        if os.environ.get("WARRAQ_SAMPLE_PORT"):
            raise
        return OutletServer()


def _free_port() -> int:
    for port in range(FIRST_PORT, FIRST_PORT + PORTS):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                continue
        if port != FIRST_PORT:
            print(f"\nPort {FIRST_PORT} is taken; the reading room listens on {port}.", flush=True)
        return port
    return FIRST_PORT


def _play(server: OutletServer, lock: IO[str]) -> None:
    print("\nThe first crawl of five sample outlets:", flush=True)
    _warraq(lock, "crawl", *SITES)
    print("\nArticles were edited, removed, published, and carried on by others; the second crawl:", flush=True)
    happen(server)
    _warraq(lock, "crawl", *SITES)
    print("\nThe download:", flush=True)
    _warraq(lock, "publish")


def _warraq(lock: IO[str], *words: str) -> int:
    process = subprocess.Popen([str(WARRAQ), *words], cwd=ROOT, pass_fds=[lock.fileno()])
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            # In a terminal it has heard Ctrl-C itself; a second one says nothing new. It ends by itself, we wait.
            process.send_signal(signal.SIGINT)


if __name__ == "__main__":
    sys.exit(main())
