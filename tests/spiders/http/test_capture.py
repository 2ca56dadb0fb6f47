"""Every answer is captured, a redirect like a page."""

from tests.support.crawling import Archive
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
