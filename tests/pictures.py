"""`make pictures`: the pictures of the reading room in README.md and README.ar.md, taken of a demo in Chromium.

A demo of its own runs in a temporary folder; what it says leads to several pages is photographed in both languages.
"""

import base64
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

from playwright.sync_api import Browser

from tests.support.chromium import CHROMIUM, chromium
from tests.support.paths import ROOT

PICTURES = ROOT / "docs" / "pictures"
WIDTH, HEIGHT, QUALITY = 1180, 780, 82
# What a picture is called, and the first page of the banner that is of its kind.
KINDS = {"home": r"/en/", "search": r"/search\?\S+", "diff": r"/article/\d+/diff/\S+", "story": r"/story/\d+"}
LANGUAGES = {"ar": "", "en": "/en"}
START_SECONDS = 60


def main() -> int:
    if CHROMIUM is None:
        print("There is no Chromium on this machine; install it to take the pictures.", file=sys.stderr)
        return 1
    PICTURES.mkdir(exist_ok=True)
    with _demo() as banner, chromium() as browser:
        address = banner.partition("Open ")[2].partition("/ ")[0]
        for kind, pattern in KINDS.items():
            path = next(iter(re.findall(rf"{re.escape(address)}({pattern})", banner))).removeprefix("/en")
            for language, prefix in LANGUAGES.items():
                file = PICTURES / f"{kind}-{language}.webp"
                file.write_bytes(_picture(browser, address + prefix + quote(path, safe="/?&=")))
                print(f"{file.relative_to(ROOT)}  {file.stat().st_size // 1024} kB", flush=True)
    return 0


@contextmanager
def _demo() -> Iterator[str]:
    """A demo while the block runs; what it says."""
    with tempfile.TemporaryDirectory() as folder:
        words = [sys.executable, "-m", "tests.demo", "--folder", f"{folder}/demo-data"]
        with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as running:
            assert running.stdout
            lines: list[str] = []
            for line in running.stdout:
                lines.append(line)
                if "Ctrl-C ends the demo" in line:
                    break
            banner = "".join(lines)
            try:
                _wait_for(banner.partition("Open ")[2].partition(" ")[0])
                yield banner
            finally:
                running.send_signal(signal.SIGINT)


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 - the reading room on this machine
        except OSError:
            time.sleep(0.2)
        else:
            return


def _picture(browser: Browser, address: str) -> bytes:
    """The upper part of a page as WebP: a third of a PNG."""
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
    page = context.new_page()
    page.goto(address)
    page.evaluate("document.fonts.ready.then(() => true)")
    taken = context.new_cdp_session(page).send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    context.close()
    return base64.b64decode(taken["data"])


if __name__ == "__main__":
    sys.exit(main())
