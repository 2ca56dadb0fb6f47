"""The readers of routes' answers by what they read, each called in the same way."""

from collections.abc import Callable

from spiders.discovery.parsers import Found, read_feed, read_listing, read_posts, read_sitemap

BASE = "https://outlet.example/feed/"
READERS: dict[str, Callable[[bytes, str], Found]] = {
    "feed": read_feed,
    "sitemap": read_sitemap,
    "posts": read_posts,
    "listing": lambda body, base: read_listing(body, base, "h2 a"),
}
