"""`warraq outlets check` and `add` against sites that work and sites that do not, in processes of their own."""

import json
import shutil
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from archive.errors import BadConfiguration, WarraqError
from archive.identity.keys import key_of
from archive.model import Route
from archive.reading.worker import Reader
from spiders.discovery.announced import announced_routes, sitemaps_in
from spiders.probing.findings import Finding
from spiders.probing.headlines import headline_links
from spiders.probing.outlet_file import demand_name, save, source, written
from spiders.probing.process import survey
from spiders.probing.proposal import ANY_PATH, key_rule, new_outlet, propose
from spiders.probing.report import Checkup, examine
from spiders.registry import load_outlet_file, outlets
from tests.support.command import Command
from tests.support.crawling import FEED, Archive
from tests.support.outlet_server import OutletServer
from tests.support.outlet_server.addresses import SITES
from tests.support.outlet_server.faults import FaultKind
from tests.support.paths import SAMPLE_OUTLETS
from tests.support.scripted_site import Answer, ScriptedSite

SAMPLES = SAMPLE_OUTLETS


@pytest.fixture(scope="module")
def shared_server() -> Iterator[OutletServer]:
    with OutletServer() as running:
        yield running


@pytest.fixture
def server(shared_server: OutletServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OutletServer:
    shared_server.reset()
    monkeypatch.setenv("WARRAQ_ALLOW_PRIVATE", "1")
    monkeypatch.setenv("WARRAQ_SAMPLE_PORT", str(shared_server.base_port))
    # A folder of their own: outlets are loaded once a folder, and their addresses with them.
    monkeypatch.setenv("WARRAQ_OUTLETS", str(shutil.copytree(SAMPLES, tmp_path / "samples")))
    return shared_server


def checked(name: str) -> Checkup:
    return examine(outlets()[name], survey(name, lambda _: None))


def words(checkup: Checkup) -> dict[str, str]:
    return {finding.probe: finding.result for finding in checkup.probes if finding.source != "announced"}


@pytest.mark.usefixtures("server")
def test_a_healthy_outlet_is_ok_in_every_probe_and_three_articles_are_read() -> None:
    checkup = checked("sample_wp")
    assert checkup.result == "ok"
    assert words(checkup) == {"robots": "ok", "home": "ok", "feed": "ok", "wp-rest": "ok", "listing": "ok"}
    assert [(sample.result, sample.strategy, sample.published_from) for sample in checkup.articles] == [
        ("ok", "selector", "jsonld")
    ] * 3
    assert all(sample.characters > 500 and sample.title and sample.key for sample in checkup.articles)
    assert [finding.probe for finding in checkup.probes if finding.source == "announced"] == ["news-sitemap"]
    assert any('Route(kind="news-sitemap"' in sentence for sentence in checkup.advice)


def test_a_probe_asks_robots_first_each_address_once_and_nothing_that_robots_forbids(server: OutletServer) -> None:
    checked("sample_wp")
    paths = [request.path for request in server.requests]
    assert paths[0] == "/robots.txt"
    assert paths.count("/robots.txt") == 1
    assert not [path for path in paths if path.startswith("/299999/")]
    assert len(paths) <= 12


@pytest.mark.parametrize(
    ("fault", "result", "told"),
    [
        ("403", "http_403", {"home": "http_403", "feed": "http_403"}),
        ("challenge", "challenge", {"home": "challenge", "feed": "challenge"}),
        ("empty_feed", "empty_feed", {"home": "ok", "feed": "empty_feed", "wp-rest": "empty_feed", "listing": "ok"}),
        ("moved", "moved", {"home": "moved", "feed": "moved"}),
        ("home", "home_redirect", {"home": "ok", "feed": "ok"}),
        ("soft404", "not_found", {"home": "ok", "feed": "ok"}),
        ("503", "http_503", {"home": "http_503"}),
        ("429", "http_429", {"home": "http_429"}),
        ("template", "template_changed", {"home": "ok", "feed": "ok"}),
    ],
)
def test_each_fault_gets_its_word_and_a_sentence_what_to_do(
    server: OutletServer, fault: FaultKind, result: str, told: dict[str, str]
) -> None:
    server.fault("sample_wp", fault, seconds=0)
    checkup = checked("sample_wp")
    assert checkup.result == result
    assert told.items() <= words(checkup).items()
    assert checkup.advice


def test_a_moved_site_is_told_with_its_new_address(server: OutletServer) -> None:
    server.fault("sample_wp", "moved")
    new = server.home("sample_wp").replace("127.0.0.1:", "")
    advice = " ".join(checked("sample_wp").advice)
    assert f"127.0.0.1:{server.base_port + 6}" in advice or "moved to" in advice
    assert new.rpartition("/")[2] in advice


def test_a_name_that_does_not_exist_and_a_port_where_nobody_listens(archive: Archive) -> None:
    archive.outlet("http://no-such-host.invalid", name="nowhere")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        archive.outlet(f"http://127.0.0.1:{taken.getsockname()[1]}", name="silent")
        assert checked("nowhere").result == "dns"
        silent = checked("silent")
    assert silent.result == "refused"
    assert [finding.probe for finding in silent.probes] == ["robots", "home"]


def test_a_feed_that_went_and_a_feed_that_robots_forbids_have_their_words(archive: Archive) -> None:
    with ScriptedSite().running() as site:
        site.answers["/robots.txt"] = Answer(200, b"User-agent: *\nDisallow: /feed/\n")
        site.answers["/"] = Answer(200, b"<html><title>x</title></html>", {"Content-Type": "text/html"})
        archive.outlet(site.home, FEED + 'Route(kind="news-sitemap", url="/news.xml"),')
        checkup = checked("made")
    assert words(checkup) == {"robots": "ok", "home": "ok", "feed": "robots", "news-sitemap": "http_404"}
    assert checkup.result == "robots"


@pytest.mark.usefixtures("archive")
def test_an_unknown_outlet_is_a_sentence() -> None:
    with pytest.raises(BadConfiguration, match="There is no outlet"):
        survey("nobody", lambda _: None)


def test_an_outlet_whose_own_code_crashes_ends_the_probe_with_a_sentence(archive: Archive) -> None:
    archive.outlet(
        "http://127.0.0.1:9", body="\n    async def start(self):\n        import os; os.abort()\n        yield\n"
    )
    with pytest.raises(WarraqError, match="crashed"):
        survey("made", lambda _: None)


HEAD = b"""<link rel=alternate type="application/rss+xml" href="/feed/"><link rel="alternate" hreflang="en" href="/en/">
<link rel=alternate type="application/rss+xml" href="/comments/feed/"><link rel="https://api.w.org/" href="/wp-json/">
<link rel=alternate type="application/rss+xml" href="https://other.example/feed/">"""
ROBOTS = b"User-agent: *\nSitemap: https://example.org/image-sitemap.xml\nsitemap:https://example.org/sitemap.xml\n"


def test_routes_come_from_heads_and_robots_and_only_the_outlets_own_news() -> None:
    found = announced_routes(HEAD, "https://example.org/", ROBOTS, new_outlet("x", "https://example.org"))
    assert [(route.kind, route.url.partition("?")[0]) for route in found] == [
        ("feed", "https://example.org/feed/"),
        ("wp-rest", "https://example.org/wp-json/wp/v2/posts"),
        ("news-sitemap", "https://example.org/sitemap.xml"),
    ]
    assert sitemaps_in(b"\xff\xfeSitemap: x") == ()


@pytest.mark.parametrize(
    ("paths", "rule"),
    [
        (["/archives/607143", "/archives/607150"], r"^/archives/(?P<id>\d{5,})(?:/[^/?]*)*$"),
        (["/800832/خبر/", "/800841/آخر/"], r"^/(?P<id>\d{5,})(?:/[^/?]*)*$"),
        (["/news/2026/11/a/", "/news/2026/10/b/"], r"^/news/\d{4,}/\d{2,}/[^/?]+/?$"),
        (["/world/1234567-a/", "/press/1234999-b/"], r"^/[^/?]+/(?P<id>\d{5,})-[^/]*(?:/[^/?]*)*$"),
        (["/ar/haber/a-h11463.html", "/ar/haber/b-h11470.html"], None),
        (["/index.php?page=show&id=2917", "/index.php?page=show&id=2918"], r"^/index\.php\?(?:.*&)?id=(?P<id>\d+)"),
        (["/خبر-أول/", "/خبر-ثان/"], r"^/[^/?]+/?$"),
        ([], ANY_PATH),
        (["/a?x=y", "/a/b/c?x=z", "/d/e?q=1"], ANY_PATH),
    ],
)
def test_an_identity_rule_fits_the_addresses_seen(paths: list[str], rule: str | None) -> None:
    urls = [f"https://example.org{path}" for path in paths]
    made = key_rule(urls)
    assert rule is None or made == rule
    outlet = new_outlet("x", "https://example.org")
    keys = {
        key_of(url, type(outlet)(**{name: getattr(outlet, name) for name in outlet.__slots__} | {"key_rules": (made,)}))
        for url in urls
    }
    assert len(keys) == len(urls)
    assert None not in keys


def test_headlines_are_told_from_menus() -> None:
    side = "<ul class=menu><li><a href=/a/>من نحن</a></li></ul><h4 class=side><a href=/s/>خبر جانبي من أربع</a></h4>"
    card = "<div class=card><h2><a href=/n/{0}/>خبر نموذجي رقم {0} طويل العنوان</a></h2></div>"
    page = side + "".join(card.format(number) for number in range(5))
    outlet = new_outlet("x", "https://example.org")
    assert headline_links(page.encode(), "https://example.org/", outlet) == "h2 a"
    assert headline_links(b"<a href=/>home</a>", "https://example.org/", outlet) == ""


def test_what_a_site_says_of_itself_cannot_become_code(tmp_path: Path) -> None:
    evil = '"""\\ \u202e\n\'); import os; os.abort() #'
    outlet = new_outlet("evil", "https://example.org")
    made = type(outlet)(
        **{name: getattr(outlet, name) for name in outlet.__slots__}
        | {"title": evil, "routes": (Route(kind="listing", url="/", links='a[title="x"]'),)}
    )
    (tmp_path / "evil.py").write_text(source(made), encoding="utf-8")
    loaded = load_outlet_file(tmp_path / "evil.py").outlet
    assert loaded == made
    assert "\u202e" not in source(made)
    assert written(Route(kind="feed", url="/feed/")) == 'Route(kind="feed", url="/feed/")'


@pytest.mark.parametrize("name", ["", "x", "Über", "a-b", "../x", "class", "1a"])
def test_a_name_that_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(BadConfiguration, match="no name"):
        demand_name(name)


def test_the_command_tells_every_probe_as_json_and_exits_1_where_something_is_to_be_mended(
    shared_server: OutletServer, tmp_path: Path
) -> None:
    shared_server.reset()
    command = Command(tmp_path / "data", shared_server.base_port)
    (told,) = command.lines("outlets", "check", "sample_wp")
    assert set(told) == {"outlet", "home", "result", "probes", "articles", "advice"}
    assert told["result"] == "ok"
    assert {"probe", "url", "result"} <= set(told["probes"][0])
    shared_server.fault("sample_wp", "challenge")
    done = command("outlets", "check", "sample_wp", "--json")
    assert (done.returncode, json.loads(done.stdout)["result"]) == (1, "challenge")
    assert "challenge" in command("outlets", "check", "sample_wp").stdout
    assert command("outlets", "check", "nosuch").returncode == 4
    assert not command.data.exists(), "a check stores nothing"
    assert {row["outlet"] for row in command.lines("outlets")} >= {"enabbaladi", "sample_wp"}


@pytest.mark.parametrize("site", SITES)
def test_a_proposed_outlet_loads_and_crawls_all_that_its_site_shows(
    shared_server: OutletServer, archive: Archive, site: str
) -> None:
    shared_server.reset()
    blank = replace(new_outlet("fresh", shared_server.home(site)), delay=0.02)
    found = survey(blank, lambda _: None)
    outlet = propose(blank, found, "2026-11-22")
    checkup = examine(outlet, found)
    assert (checkup.result, [sample.result for sample in checkup.articles]) == ("ok", ["ok"] * 3)
    with Reader() as reader:
        path, page, text = save(archive.outlets, outlet, found.pages[0], reader.read(found.pages[0], outlet))
    assert page.read_bytes() == found.pages[0].body
    assert text.read_text(encoding="utf-8").startswith(f"title: {checkup.articles[0].title}\npublished: 2026-11")
    path.write_text(path.read_text(encoding="utf-8").replace("    lang=", "    delay=0.02,\n    lang="))
    result = archive.crawl("fresh")
    assert (result.new, result.cause, result.held) == (len(shared_server.articles(site)), "", 0)


def test_add_writes_a_file_and_a_page_for_review_and_refuses_the_name_the_second_time(
    shared_server: OutletServer, tmp_path: Path
) -> None:
    shared_server.reset()
    command = Command(tmp_path / "data", shared_server.base_port)
    folder = tmp_path / "mine"
    done = command("outlets", "add", "fresh", shared_server.home("sample_gutenberg"), "--to", str(folder))
    assert done.returncode == 0, done.stderr
    assert "please review" in done.stdout
    assert sorted(path.suffix for path in folder.rglob("*.*")) == [".html", ".py", ".txt"]
    command.environment["WARRAQ_OUTLETS"] = str(folder)
    again = command("outlets", "add", "fresh", shared_server.home("sample_gutenberg"))
    assert (again.returncode, "already" in again.stderr) == (4, True)
    assert "fresh" in {row["outlet"] for row in command.lines("outlets")}


@pytest.mark.parametrize(
    ("words_", "status", "says"),
    [
        (("x1", "nonsense", "--to", "mine"), 4, "not an http(s) address"),
        (("Bad-Name", "http://127.0.0.1:9", "--to", "mine"), 4, "no name"),
        (("sample_wp", "http://127.0.0.1:9", "--to", "mine"), 4, "already"),
        (("fresh", "http://no-such-host.invalid", "--to", "mine"), 9, "dns"),
    ],
)
def test_add_explains_what_it_cannot_do_and_writes_nothing(
    shared_server: OutletServer, tmp_path: Path, words_: tuple[str, ...], status: int, says: str
) -> None:
    command = Command(tmp_path / "data", shared_server.base_port)
    words_ = tuple(str(tmp_path / "mine") if word == "mine" else word for word in words_)
    done = command("outlets", "add", *words_)
    assert (done.returncode, says in done.stderr) == (status, True), done.stderr
    assert not (tmp_path / "mine").exists()


def test_findings_and_surveys_keep_what_they_were_told() -> None:
    assert Finding(probe="listing", url="https://x.example/", result="ok", links="h2 a").route() == Route(
        kind="listing", url="https://x.example/", links="h2 a"
    )
