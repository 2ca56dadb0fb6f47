"""Front pages, and sitemaps named in robots.txt, that are hostile: read where all known routes of an outlet fail."""

from tests.support.hostile.answer import Bytes, Hostile, dripping, head, html, served, with_home
from tests.support.hostile.wire import Send

FEED = "<link rel=alternate type=application/rss+xml href='{home}/other.xml'>"


def _home(name: str, body: Bytes, around: dict[str, Send] | None = None, *, slow: bool = False) -> Hostile:
    return Hostile(name, "home", with_home(body, html), "http_404", slow=slow, alone=True, around=around or {})


def _robots(name: str, body: Bytes) -> Hostile:
    """A robots.txt in which sitemaps are looked for."""
    return _home(name, b"<html>", {"/robots.txt": served(body, "text/plain")})


ANSWERS = (
    _home("home-of-nothing", b""),
    _home("home-every-byte", lambda: bytes(range(256)) * 9_000),
    _home("home-100,000-deep", lambda: b"<div>" * 100_000),
    _home("home-links-nested", lambda: b"<a href=/><b>" * 20_000),
    _home("home-200,000-feeds", lambda: FEED.encode() * 100_000),
    _home("home-elements-1,000,000", lambda: b"<i>a</i>" * 1_000_000),
    _home("home-of-7-mb", lambda: b"<p title='" + b"x" * 7_000_000),
    _home("home-feed-is-a-file", b"<link rel=alternate type=application/rss+xml href='file:///etc/passwd'>"),
    _home("home-feed-is-itself", lambda: FEED.replace("/other.xml", "/feed/").encode()),
    _home("home-feed-hangs", FEED.encode(), {"/other.xml": dripping(b"", b"")}, slow=True),
    Hostile("home-hangs", "home", dripping(head(200), b" "), "http_404", slow=True, alone=True),
    _robots("sitemaps-between-blank-lines", lambda: b"\n" * 490_000),
    _robots("sitemaps-of-blanks", lambda: b"Sitemap:" + b" " * 490_000),
    _robots("sitemaps-20,000", lambda: b"Sitemap: {home}/post.xml\n" * 20_000),
)
