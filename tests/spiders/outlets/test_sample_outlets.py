"""What the sample outlets show is read back word for word, by the definitions the demo crawls with."""

import runpy
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from archive.exchange import Hint, Page
from archive.identity.keys import key_of
from archive.model import Outlet, Reading
from archive.reading.extract import read
from archive.reading.quality_gate import judge
from tests.support.outlet_server import OutletServer
from tests.support.outlet_server.addresses import MOVED, SITES
from tests.support.outlet_server.client import ask
from tests.support.outlet_server.expected import expected
from tests.support.outlet_server.faults import FaultKind
from tests.support.outlet_server.site import own_articles
from tests.support.paths import SAMPLE_OUTLETS

FOLDER = SAMPLE_OUTLETS


@pytest.fixture(scope="module")
def listening() -> Iterator[OutletServer]:
    with OutletServer() as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv("WARRAQ_SAMPLE_PORT", str(server.base_port))
        yield server


@pytest.fixture
def server(listening: OutletServer) -> OutletServer:
    listening.reset()
    return listening


def definition(site: str) -> Outlet:
    """The outlet as its file defines it now. The registry would remember the ports of an earlier server."""
    outlet = runpy.run_path(str(FOLDER / f"{site}.py"))["OUTLET"]
    assert isinstance(outlet, Outlet)
    return outlet


def page(url: str, title: str = "") -> Page:
    answer = ask(url)
    return Page(
        url=url,
        final_url=url,
        status=answer.status,
        headers=tuple(answer.headers.items()),
        body=answer.body,
        fetched_at=datetime.now(UTC),
        hint=Hint(title=title),
    )


def reading(server: OutletServer, site: str, article_id: str, title: str = "", tail: str = "") -> Reading:
    return read(page(server.url(site, article_id) + tail, title), definition(site))


@pytest.mark.parametrize("site", SITES)
def test_every_sample_article_is_read_word_for_word(server: OutletServer, site: str) -> None:
    for article in server.articles(site):
        gold = expected(site, article.id)
        # Only the feed names a portal's articles: its pages all carry the portal's own title.
        got = reading(server, site, article.id, title=gold.title)
        assert (got.title, got.text) == (gold.title, gold.text)
        assert (got.published.day if got.published else None) == gold.day


@pytest.mark.parametrize("site", SITES)
def test_no_sample_article_is_held(server: OutletServer, site: str) -> None:
    outlet = definition(site)
    for article in server.articles(site):
        seen = page(server.url(site, article.id), article.title)
        assert judge(seen, read(seen, outlet), outlet) == ""


@pytest.mark.parametrize("site", SITES)
def test_every_address_has_a_key_of_its_own_and_home_and_trap_have_none(server: OutletServer, site: str) -> None:
    outlet = definition(site)
    keys = {key_of(server.url(site, article.id), outlet) for article in own_articles(site)}
    assert None not in keys
    assert len(keys) == len(own_articles(site))
    assert key_of(server.home(site) + "/", outlet) is None


def test_all_addresses_of_one_wordpress_article_have_one_key(server: OutletServer) -> None:
    outlet, url, home = definition("sample_wp"), server.url("sample_wp", "204815"), server.home("sample_wp")
    twins = [url, f"{url}?amp=1", f"{url}?utm_source=rss&fbclid=x", f"{home}/204815/", f"{home}/?p=204815", url.upper()]
    assert {key_of(twin.replace("HTTP", "http"), outlet) for twin in twins} == {"204815"}


def test_the_amp_twin_reads_as_the_article_itself(server: OutletServer) -> None:
    assert reading(server, "sample_wp", "204815", tail="?amp=1").text == expected("sample_wp", "204815").text


def test_the_copy_is_credited_to_its_original(server: OutletServer) -> None:
    assert "بريد الفرات" in reading(server, "sample_gutenberg", "5104").credit


def test_the_edit_is_read_as_the_file_says(server: OutletServer) -> None:
    server.edit()
    gold = expected("sample_wp", "204840", after_edit=True)
    got = reading(server, "sample_wp", "204840")
    assert (got.title, got.text) == (gold.title, gold.text)
    assert gold.text != expected("sample_wp", "204840").text


@pytest.mark.parametrize("site", SITES)
def test_a_lying_header_changes_no_word(server: OutletServer, site: str) -> None:
    server.fault(site, "charset")
    for article in server.articles(site):
        assert reading(server, site, article.id).text == expected(site, article.id).text


@pytest.mark.parametrize("site", SITES)
def test_a_new_template_costs_no_word_and_lets_at_most_a_byline_in(server: OutletServer, site: str) -> None:
    server.fault(site, "template")
    for article in server.articles(site):
        got = reading(server, site, article.id)
        assert got.title == expected(site, article.id).title
        assert got.strategy == "generic"
        assert got.text.removeprefix(f"{article.author}\n") == expected(site, article.id).text


@pytest.mark.parametrize("kind", ["soft404", "challenge"])
def test_what_is_no_article_is_held(server: OutletServer, kind: FaultKind) -> None:
    server.fault("sample_wp", kind)
    outlet, seen = definition("sample_wp"), page(server.url("sample_wp", "204822"))
    assert judge(seen, read(seen, outlet), outlet) in {"not_found", "challenge"}


def test_a_known_move_keeps_the_key_and_an_unknown_one_is_another_outlets(server: OutletServer) -> None:
    for site, kept in (("sample_gutenberg", True), ("sample_wp", False)):
        old = server.url(site, server.articles(site)[0].id)
        new = old.replace(server.home(site), server.home(MOVED))
        outlet = definition(site)
        assert (key_of(new, outlet) == key_of(old, outlet)) is kept
