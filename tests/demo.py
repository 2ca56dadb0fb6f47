"""`make demo`: the whole of Warraq on this machine, without internet, on five sample outlets whose news is invented.

The outlets are played by the local server that the tests use; the very same spiders crawl it. Its data folder,
demo-data, is made anew at each start.
"""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.support import made_past
from tests.support.outlet_server import OutletServer
from tests.support.outlet_server.addresses import SITES, base_port
from tests.support.paths import ROOT, SAMPLE_OUTLETS

DATA = ROOT / "demo-data"
WARRAQ = Path(sys.executable).with_name("warraq")
WHAT_TO_SEE = """
  The demo is ready. Open http://127.0.0.1:{port}/ and look at:
    http://127.0.0.1:{port}/search?q=القوات     finds القـ.ـوات too, marked as the outlet spelt it
    http://127.0.0.1:{port}/search?q=سورية      finds سوريا as well
    http://127.0.0.1:{port}/outlets             five sample outlets and how they are
    http://127.0.0.1:{port}/downloads           the whole archive as one file
  All news on these pages is invented. Ctrl-C ends the demo.
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, help="where the reading room listens (8001, or the next free one)")
    port = parser.parse_args().port or _free_port()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    os.environ |= {
        "WARRAQ_DATA": str(DATA),
        "WARRAQ_OUTLETS": str(SAMPLE_OUTLETS),
        "WARRAQ_ALLOW_PRIVATE": "1",
    }
    shutil.rmtree(DATA, ignore_errors=True)
    DATA.mkdir()
    # The pages then say on top that all of this is invented.
    (DATA / "SAMPLE").touch()
    try:
        with _outlets() as server:
            os.environ["WARRAQ_SAMPLE_PORT"] = str(server.base_port)
            _play(server)
            print(WHAT_TO_SEE.format(port=port), flush=True)
            return _warraq("run", "--port", str(port), "--outlets", ",".join(SITES))
    except KeyboardInterrupt:
        return 0
    except OSError as problem:
        print(f"The sample outlets cannot listen ({problem}); WARRAQ_SAMPLE_PORT chooses other ports.", file=sys.stderr)
        return 1


def _outlets() -> OutletServer:
    """On the usual ports, or where these are taken and none were asked for, on free ones."""
    try:
        return OutletServer(base_port())
    except OSError:
        if os.environ.get("WARRAQ_SAMPLE_PORT"):
            raise
        return OutletServer()


def _free_port() -> int:
    for port in range(8001, 8100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    return 8001


def _play(server: OutletServer) -> None:
    print(
        "\nA week of captures as another archive would hand them over, two articles going, one coming back:", flush=True
    )
    with tempfile.TemporaryDirectory() as folder:
        past = Path(folder) / "past.warc"
        made_past.write(server, past)
        _warraq("import", str(past))
    print("\nThe first crawl of five sample outlets:", flush=True)
    _warraq("crawl", *SITES)
    print("\nOne article was edited, two removed, one published; the second crawl:", flush=True)
    server.edit()
    server.delete()
    server.delete("sample_wp", server.articles("sample_wp")[5].id, 404)
    server.new()
    _warraq("crawl", *SITES)
    print("\nThe download:", flush=True)
    _warraq("publish")


def _warraq(*words: str) -> int:
    process = subprocess.Popen([str(WARRAQ), *words], cwd=ROOT)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            # In a terminal it has heard Ctrl-C itself; a second one says nothing new. It ends by itself, we wait.
            process.send_signal(signal.SIGINT)


if __name__ == "__main__":
    sys.exit(main())
