"""Al-Watan (Syria): slugs without a number, cut at 200 bytes; older articles under /archives/NUMBER."""

from archive.model import Outlet
from spiders.outlets.wordpress import NOT_ARTICLES, wordpress_routes

OUTLET = Outlet(
    name="alwatan",
    title="الوطن",
    title_en="Al-Watan (Syria)",
    home="https://alwatan.sy",
    hosts=("alwatan.sy", "alwatanonline.com"),
    routes=wordpress_routes(),
    key_rules=(r"^/archives/(?P<id>\d+)/?$", r"^/\?p=(?P<id>\d+)$", r"^/[^/?]+/?$"),
    not_articles=(*NOT_ARTICLES, r"^/archives/(?!\d+/?$)", r"^/[a-z0-9-]{1,20}/?$"),
    body=("div.entry-content", "div.brxe-post-content"),
    expect_per_day=50.0,
    unproven="Everything but the feed, which answered in March 2026.",
)
