"""No request may reach this machine or a private network."""

from pathlib import Path

import pytest
from scrapy.http import Request
from twisted.internet.error import DNSLookupError

from spiders.http import address_guard
from spiders.http.address_guard import ForbiddenAddress, GuardMiddleware
from spiders.http.public_addresses import ALLOW_PRIVATE
from tests.support.crawling import Archive
from tests.support.scripted_site import Answer, ScriptedSite


@pytest.fixture(autouse=True)
def closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ALLOW_PRIVATE, raising=False)


def test_the_middleware_refuses_even_what_asks_not_to_be_filtered() -> None:
    with pytest.raises(ForbiddenAddress):
        GuardMiddleware().process_request(Request("http://127.1/", dont_filter=True))
    GuardMiddleware().process_request(Request("https://example.org/"))


def test_a_name_that_leads_to_a_private_address_is_refused() -> None:
    with pytest.raises(DNSLookupError):
        address_guard._only_public("192.168.1.1", "rebinding.example")
    assert "rebinding.example" in address_guard.refused_names
    assert address_guard._only_public("8.8.8.8", "dns.example") == "8.8.8.8"


def test_a_crawl_of_this_machine_reaches_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = Archive(tmp_path)
    monkeypatch.setenv("WARRAQ_OUTLETS", str(archive.outlets))
    monkeypatch.setenv(ALLOW_PRIVATE, "0")
    with ScriptedSite().running() as site:
        site.publish([10001])
        archive.outlet(site.home)
        assert archive.crawl().cause == "private_address"
        assert site.asked == []


def test_links_and_redirects_to_forbidden_places_are_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = Archive(tmp_path)
    monkeypatch.setenv("WARRAQ_OUTLETS", str(archive.outlets))
    monkeypatch.setenv(ALLOW_PRIVATE, "1")
    with ScriptedSite().running() as site:
        site.publish([10001])
        site.answers["/10001/"] = Answer(302, b"", {"Location": "file:///etc/passwd"})
        archive.outlet(site.home)
        assert archive.crawl().new == 0
        assert archive.rows("SELECT DISTINCT status FROM captures WHERE url LIKE '%/10001/'") == [(302,)]
