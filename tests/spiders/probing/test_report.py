"""What a check says of an outlet: each fault has its word and a sentence what to do."""

import socket

import pytest

from tests.support.crawling import FEED, Archive
from tests.support.outlet_server import OutletServer
from tests.support.outlet_server.faults import FaultKind
from tests.support.probing import checked, words
from tests.support.scripted_site import Answer, ScriptedSite


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


def test_a_probe_notes_what_was_wrong_with_an_answer_that_could_be_read(archive: Archive, site: ScriptedSite) -> None:
    site.publish([10001])
    whole = site.answers["/feed/"]
    assert isinstance(whole, Answer)
    archive.outlet(site.home)
    for body, note in ((b"<b>Notice</b>" + whole.body, "dirty"), (b"<html>", "no_feed"), (whole.body, "")):
        site.answers["/feed/"] = Answer(200, body)
        assert next(finding.note for finding in checked("made").probes if finding.probe == "feed") == note


def test_a_site_that_wants_too_long_a_pause_is_told_to_refuse_us(archive: Archive, site: ScriptedSite) -> None:
    site.answers["/robots.txt"] = Answer(200, b"User-agent: *\nCrawl-delay: 3600")
    archive.outlet(site.home)
    checkup = checked("made")
    assert checkup.result == "crawl_delay"
    assert site.paths() == ["/robots.txt"]
    assert any("refuses us (crawl_delay)" in sentence for sentence in checkup.advice)
