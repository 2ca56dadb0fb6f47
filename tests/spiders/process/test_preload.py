"""The forkserver that crawls start from: Scrapy is loaded, and no reactor."""

import subprocess
import sys

from tests.support.paths import ROOT

READS_PAGES = {"archive.reading.extract", "trafilatura", "archive.copies.finder", "archive.analysis.follower"}
# Parts of Scrapy that are switched off here and that it imports nevertheless where its own lists name them.
SWITCHED_OFF = {"aiohttp", "scrapy.extensions.remote_control", "scrapy.extensions.feedexport", "tldextract"}


def loaded(*words: str) -> set[str]:
    command = [sys.executable, "-m", "tests.support.loaded_modules", *words]
    return set(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines())


def test_the_forkserver_has_scrapy_and_the_parsers_loaded_and_no_reactor() -> None:
    found = loaded()
    assert {"scrapy.core.engine", "scrapy.core.downloader.handlers.http11", "spiders.process.child"} <= found
    assert found >= READS_PAGES
    assert not found & {"twisted.internet.reactor", *SWITCHED_OFF - {"tldextract"}}


def test_where_hardly_a_page_is_expected_nothing_is_loaded_that_only_pages_need() -> None:
    found = loaded("few")
    assert {"scrapy.core.engine", "spiders.process.child"} <= found
    assert not found & {"twisted.internet.reactor", *READS_PAGES, *SWITCHED_OFF}
