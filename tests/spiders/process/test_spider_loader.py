"""Which spider an outlet is crawled with: the common one, or that of its file."""

import subprocess
import sys
from pathlib import Path

import pytest
from scrapy.http import Request
from scrapy.settings import Settings

from archive.errors import BadConfiguration
from archive.model import Route
from spiders.base import OutletSpider
from spiders.process.spider_loader import OutletLoader, load_spider
from spiders.registry import outlets
from tests.support.paths import ROOT
from tests.support.private_outlets import IN_A_CLASS, PRIVATE

ODD = """
from spiders.base import OutletSpider
from spiders.discovery.parsers import Entry, Found

class Spider(OutletSpider):
    def read_route(self, route, body, url):
        return Found((Entry(url=body.decode()),))
"""
FEED = Route(kind="feed", url="/feed/")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WARRAQ_OUTLETS", str(tmp_path))
    return tmp_path


def test_an_outlet_file_that_is_only_data_is_crawled_with_the_common_spider() -> None:
    spider = load_spider("enabbaladi")
    assert (spider.name, spider.outlet) == ("enabbaladi", outlets()["enabbaladi"])
    assert spider.read_route is OutletSpider.read_route


def test_an_odd_site_is_crawled_with_the_spider_of_its_file(folder: Path) -> None:
    (folder / "odd.py").write_text(PRIVATE.format(name="odd") + ODD, encoding="utf-8")
    spider = load_spider("odd")
    assert (spider.name, spider.outlet) == ("odd", outlets()["odd"])
    found = spider.read_route(spider.__new__(spider), FEED, b"https://example.org/1", "")
    assert [entry.url for entry in found.entries] == ["https://example.org/1"]


def test_a_spider_that_is_none_of_ours_is_a_sentence(folder: Path) -> None:
    (folder / "wrong.py").write_text(PRIVATE.format(name="wrong") + "from scrapy import Spider\n", encoding="utf-8")
    with pytest.raises(BadConfiguration, match=r"The Spider in wrong.py is no OutletSpider"):
        load_spider("wrong")


def test_the_line_an_outlet_in_a_class_is_told_to_add_makes_it_work(folder: Path) -> None:
    path, oddness = folder / "mine.py", "    def read_route(self, route, body, url):\n        return None\n"
    path.write_text(IN_A_CLASS.format(name="mine") + oddness, encoding="utf-8")
    with pytest.raises(BadConfiguration, match="Add the line") as problem:
        outlets()
    line = str(problem.value).partition("Add the line ")[2].removesuffix(" at its end.")
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    assert outlets()["mine"].title == "بلدتي"
    assert load_spider("mine").read_route is not OutletSpider.read_route


def test_an_unknown_outlet_is_a_sentence_for_us_and_a_key_error_for_scrapy() -> None:
    with pytest.raises(BadConfiguration, match="There is no outlet 'nobody'"):
        load_spider("nobody")
    with pytest.raises(KeyError):
        OutletLoader.from_settings(Settings()).load("nobody")


def test_scrapys_own_command_lists_the_outlets_and_knows_whose_an_address_is() -> None:
    words = [sys.executable, "-m", "scrapy", "list"]
    listed = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert listed == [*outlets()]
    loader = OutletLoader()
    assert loader.find_by_request(Request("https://www.enabbaladi.net/archives/607143")) == ["enabbaladi"]
    assert loader.find_by_request(Request("https://example.org/")) == []
    assert loader.load("sana").outlet is outlets()["sana"]
