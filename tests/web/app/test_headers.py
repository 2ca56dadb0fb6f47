"""What goes round every answer: the strict headers, and no way to send anything."""

from tests.support.reading_room import PAGES, Site


def test_every_page_of_ours_carries_the_strict_headers(site: Site) -> None:
    for path in (*PAGES, "/nowhere", "/article/1", "/en/", "/en/search", "/en/article/1"):
        headers = site.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'; font-src 'self'")
        assert "script-src" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "set-cookie" not in headers


def test_nothing_can_be_sent_to_the_server(site: Site) -> None:
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        answer = site.get("/warraq", method=method)
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
