"""The forkserver that crawls start from: Scrapy is loaded, and no reactor."""

import subprocess
import sys

from tests.support.paths import ROOT


def test_the_forkserver_has_scrapy_loaded_and_no_reactor() -> None:
    words = [sys.executable, "-m", "tests.support.loaded_modules"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines())
    assert {"scrapy.core.engine", "scrapy.core.downloader.handlers.http11", "spiders.process.child"} <= loaded
    assert "twisted.internet.reactor" not in loaded
