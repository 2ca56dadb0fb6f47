"""Every answer is captured, a redirect like a page."""

import hashlib
import ssl

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.support.command import Command
from tests.support.crawling import Archive
from tests.support.hostile.tls import certificate_of, context_for, trust_our_authority
from tests.support.scripted_site import Answer, ScriptedSite, page


def test_a_redirect_inside_the_outlet_is_kept_and_followed(archive: Archive, site: ScriptedSite) -> None:
    site.publish([10001])
    site.answers["/10001/"] = Answer(301, b"", {"Location": "/10001/slug/"})
    site.answers["/10001/slug/"] = page(10001)
    archive.outlet(site.home)
    assert archive.crawl().new == 1
    statuses = archive.rows("SELECT status FROM captures WHERE article_id IS NOT NULL ORDER BY id")
    assert statuses == [(301,), (200,)]


def test_a_capture_says_how_it_was_asked_for(archive: Archive, site: ScriptedSite) -> None:
    site.publish([10001])
    site.answers["/10001/"] = Answer(301, b"", {"Location": "/10001/slug/"})
    site.answers["/10001/slug/"] = page(10001)
    archive.outlet(site.home)
    archive.crawl()
    asked, home = f"{site.home}/10001/", site.home
    columns = "requested_url, hops, server, robots, clock <> '', tls_sha256, software LIKE 'warraq/% rules/%'"
    found = archive.rows(f"SELECT {columns} FROM captures WHERE article_id IS NOT NULL ORDER BY id")  # noqa: S608
    assert found == [
        ("", "", "127.0.0.1", "allowed", 1, "", 1),
        (asked, f'["{home}/10001/"]', "127.0.0.1", "allowed", 1, "", 1),
    ]


def test_what_robots_forbids_is_noted_as_disallowed(archive: Archive, site: ScriptedSite) -> None:
    site.publish([10001, 10002])
    site.answers["/robots.txt"] = Answer(200, b"User-agent: *\nDisallow: /10002/\n")
    archive.outlet(site.home)
    archive.crawl()
    found = archive.rows("SELECT robots, status FROM captures WHERE url LIKE '%/10002/'")
    assert found == [("disallowed", 0)]


def test_the_request_is_kept_with_the_fields_that_the_server_got(archive: Archive, site: ScriptedSite) -> None:
    site.publish([10001])
    archive.outlet(site.home)
    archive.crawl()
    ((name,),) = archive.rows("SELECT DISTINCT warc_file FROM captures WHERE warc_file <> ''")
    with (archive.data / "warc" / str(name)).open("rb") as file:
        kept = [one.http_headers for one in ArchiveIterator(file) if one.rec_type == "request"]
    assert [(one.protocol, one.statusline, dict(one.headers)) for one in kept] == [
        ("GET", f"{asked.path} HTTP/1.1", asked.headers) for asked in site.asked
    ]


def test_over_tls_the_hash_of_the_certificate_that_was_shown_is_noted(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "")  # to be put back as it was
    trust_our_authority()
    # A process of its own: the one that crawls are forked from has read this variable already.
    command = Command(archive.data, 0)
    command.environment["WARRAQ_OUTLETS"] = str(archive.outlets)
    with ScriptedSite(context_for("trusted")).running() as site:
        site.publish([10001])
        archive.outlet(site.home)
        assert command.lines("crawl", "made")[0]["new"] == 1
    shown = ssl.PEM_cert_to_DER_cert(certificate_of("trusted"))
    assert archive.rows("SELECT DISTINCT tls_sha256 FROM captures") == [(hashlib.sha256(shown).hexdigest(),)]
