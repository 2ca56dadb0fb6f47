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
