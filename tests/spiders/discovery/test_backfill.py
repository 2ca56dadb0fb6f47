"""An outlet's past is walked page by page or map by map, once, and goes on where it stopped."""

import json
import threading
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from archive.data_folder import DataFolder
from scheduler.manual_crawls import ByHand
from spiders.process.parent import run_crawl
from spiders.registry import outlets
from spiders.result import CrawlResult
from tests.support.command import Command
from tests.support.crawling import Archive
from tests.support.outlet_server import OutletServer
from tests.support.scripted_site import Answer, ScriptedSite, page
from tests.support.whole_suite import ONLY_WHOLE

REST = 'Route(kind="feed", url="/feed/"), Route(kind="wp-rest", url="/wp-json/wp/v2/posts"),'
MAP = '<{0} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{1}</{0}>'


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: ScriptedSite) -> Archive:
    made = Archive(tmp_path)
    monkeypatch.setenv("WARRAQ_ALLOW_PRIVATE", "1")
    monkeypatch.setenv("WARRAQ_OUTLETS", str(made.outlets))
    made.outlet(site.home, REST)
    return made


def listing(number: int, since: str = "") -> str:
    after = f"&after={since}T00%3A00%3A00" if since else ""
    return f"/wp-json/wp/v2/posts?per_page=100&page={number}&orderby=date&order=desc{after}"


def rest_pages(site: ScriptedSite, pages: list[list[int]], since: str = "") -> None:
    told = {"Content-Type": "application/json", "X-WP-TotalPages": str(len(pages))}
    for place, numbers in enumerate(pages, 1):
        posts = [{"link": f"{site.home}/{n}/", "date_gmt": f"2020-01-{n % 28 + 1:02}T00:00:00"} for n in numbers]
        site.answers[listing(place, since)] = Answer(200, json.dumps(posts).encode(), told)
        site.answers |= {f"/{n}/": page(n) for n in numbers}


def walk(archive: Archive, since: date = date.min) -> CrawlResult:
    return run_crawl("made", archive.data, time_limit=60, past=since)


def asked_lists(site: ScriptedSite) -> list[str]:
    return [path for path in site.paths() if "posts" in path or path.endswith(".xml")]


def test_every_page_of_the_interface_is_read_once_and_every_article_taken(archive: Archive, site: ScriptedSite) -> None:
    rest_pages(site, [[10006, 10005], [10004, 10003], [10002, 10001]])
    result = walk(archive)
    assert (result.found, result.new, result.cause) == (6, 6, "")
    assert asked_lists(site) == [listing(1), listing(2), listing(3)]
    site.asked.clear()
    again = walk(archive)
    assert (again.found, again.fetched, again.cause) == (0, 0, "")
    assert asked_lists(site) == [listing(3)]


def test_a_walk_that_broke_off_goes_on_where_it_stopped(archive: Archive, site: ScriptedSite) -> None:
    rest_pages(site, [[10006, 10005], [10004, 10003], [10002, 10001]])
    third = site.answers.pop(listing(3))
    site.answers[listing(3)] = Answer(403, b"later")
    result = walk(archive)
    assert (result.new, result.cause) == (4, "http_403")
    site.answers[listing(3)] = third
    site.asked.clear()
    assert walk(archive).new == 2
    assert asked_lists(site) == [listing(2), listing(3)]


def test_stopping_keeps_what_was_done_and_the_rest_stays_due(archive: Archive, site: ScriptedSite) -> None:
    rest_pages(site, [list(range(10030, 10000, -1))])
    stop = threading.Event()
    data = DataFolder(archive.data).make()
    said: list[str] = []
    by_hand = ByHand(data, stop, lambda told, _: stop.set() if told.fetched else None, said.append)
    result = by_hand.past(outlets()["made"], date.min)
    assert result.cause == "interrupted"
    assert 1 <= archive.count("articles") < 30
    assert "stays queued" in said[0]
    again = ByHand(data, threading.Event(), lambda *_: None, said.append).past(outlets()["made"], date.min)
    assert (again.cause, again.new) == ("", 30 - result.new), "the sum of what this command did"
    assert archive.count("articles") == 30


def test_without_an_interface_all_sitemaps_are_read_but_those_of_tags(archive: Archive, site: ScriptedSite) -> None:
    site.answers["/robots.txt"] = Answer(200, f"Sitemap: {site.home}/index.xml\n".encode())
    names = [f"post-sitemap{n}" for n in range(1, 6)]
    children = "".join(f"<sitemap><loc>{site.home}/{n}.xml</loc></sitemap>" for n in [*names, "post_tag-sitemap"])
    site.answers["/index.xml"] = Answer(200, MAP.format("sitemapindex", children).encode())
    for number, name in enumerate(names, 10001):
        place = f"<url><loc>{site.home}/{number}/</loc><lastmod>20{number - 9990}-01-01</lastmod></url>"
        site.answers[f"/{name}.xml"] = Answer(200, MAP.format("urlset", place).encode())
        site.answers[f"/{number}/"] = page(number)
    assert walk(archive, date(2013, 1, 1)).new == 3
    assert "/post_tag-sitemap.xml" not in site.paths()
    site.asked.clear()
    assert walk(archive).new == 2


def test_since_a_day_asks_the_interface_for_no_more_than_that(archive: Archive, site: ScriptedSite) -> None:
    rest_pages(site, [[10002, 10001]], "2026-01-01")
    assert walk(archive, date(2026, 1, 1)).new == 2
    assert asked_lists(site) == [listing(1, "2026-01-01")]


def test_an_outlet_that_tells_nothing_of_its_past_says_why(archive: Archive, site: ScriptedSite) -> None:
    site.answers[listing(1)] = Answer(401, b"{}")
    assert walk(archive).cause == "http_401"
    archive.outlet(site.home, 'Route(kind="feed", url="/feed/"),', name="bare")
    assert run_crawl("bare", archive.data, time_limit=60, past=date.min).cause == "no_routes"


def test_a_reader_that_fails_costs_its_route_and_the_sitemaps_are_walked(archive: Archive, site: ScriptedSite) -> None:
    rest_pages(site, [[10002, 10001]])
    site.answers["/robots.txt"] = Answer(200, b"Sitemap: /map.xml")
    site.answers["/map.xml"] = Answer(200, f"<urlset><url><loc>{site.home}/10001/</loc></url></urlset>".encode())
    body = "\n    def read_route(self, route, body, url):\n        return 1 / 0\n"
    archive.outlet(site.home, REST, body=body)
    result = walk(archive)
    assert (result.new, result.cause) == (1, "")
    site.answers["/map.xml"] = Answer(200, b"<html>")
    archive.outlet(site.home, REST, name="none", body=body)
    assert run_crawl("none", archive.data, time_limit=60, past=date.min).cause == "parse"


def test_posts_that_cannot_be_read_do_not_end_the_walk_early(archive: Archive, site: ScriptedSite) -> None:
    first = [{"link": f"{site.home}/{n}/"} for n in range(10100, 10199)] + [{"link": None}]
    site.answers |= {listing(1): Answer(200, json.dumps(first).encode()), listing(2): Answer(200, b"[]")}
    walk(archive)
    assert asked_lists(site) == [listing(1), listing(2)]


def test_a_page_that_broke_off_is_kept_as_far_as_it_is_whole_and_asked_for_again(
    archive: Archive, site: ScriptedSite
) -> None:
    rest_pages(site, [[10004, 10003], [10002, 10001]])
    whole = site.answers[listing(1)]
    assert isinstance(whole, Answer)
    site.answers[listing(1)] = Answer(200, whole.body[:-30], whole.headers)
    result = walk(archive)
    assert (result.new, result.cause) == (3, "cut_off")
    site.answers[listing(1)] = whole
    site.asked.clear()
    result = walk(archive)
    assert (result.new, result.cause) == (1, "")
    assert asked_lists(site) == [listing(1), listing(2)]


def test_an_index_that_names_itself_is_walked_once(archive: Archive, site: ScriptedSite) -> None:
    archive.outlet(site.home, 'Route(kind="news-sitemap", url="/index.xml"),')
    inside = "".join(f"<sitemap><loc>{site.home}/{name}.xml</loc></sitemap>" for name in ("index", "map", "map"))
    site.answers["/index.xml"] = Answer(200, f"<sitemapindex>{inside}</sitemapindex>".encode())
    site.answers["/map.xml"] = Answer(200, f"<urlset><url><loc>{site.home}/10001/</loc></url></urlset>".encode())
    site.answers["/10001/"] = page(10001)
    result = walk(archive)
    assert (result.new, result.cause) == (1, "")
    assert asked_lists(site) == ["/index.xml", "/map.xml"]


@ONLY_WHOLE
def test_the_command_walks_the_past_of_a_sample_outlet(tmp_path: Path) -> None:
    with OutletServer() as server:
        command = Command(tmp_path / "data", server.base_port)
        (row,) = command.lines("crawl", "sample_wp", "--backfill", "--since", "2026-11-10")
        recent = [article for article in server.articles("sample_wp") if article.published.date() >= date(2026, 11, 10)]
        assert (row["new"], row["cause"]) == (len(recent), "")
        (row,) = command.lines("crawl", "sample_wp", "--backfill")
        assert row["new"] == len(server.articles("sample_wp")) - len(recent)
        assert "/feed/" not in {urlsplit(request.path).path for request in server.requests}
        for words in (("--backfill",), ("sample_wp", "--since", "2026-01-01"), ("sample_wp", "--backfill", "--due")):
            assert command("crawl", *words).returncode == 2
