"""Al-Watan (Syria): slugs without a number, cut at 200 bytes; older articles under /archives/NUMBER."""

from archive.model import Evidence, Outlet
from spiders.outlets.wordpress import NOT_ARTICLES, PERMALINKS, SHORT_LATIN, wordpress_routes

OUTLET = Outlet(
    name="alwatan",
    title="الوطن",
    title_en="Al-Watan (Syria)",
    home="https://alwatan.sy",
    hosts=("alwatan.sy", "alwatanonline.com"),
    routes=wordpress_routes(),
    # The older host also put a section before the slug.
    key_rules=(
        # To 2016, a system of its own; from hearsay.
        r"^/(?P<series>view|dindex)\.(?:aspx|php)\?(?:.*&)?idn?=(?P<id>\d+)(?:&|$)",
        *PERMALINKS,
        r"^/[^/?]+/?$",
        r"^//alwatanonline\.com/[a-z_-]+/[^/?]*[\u0621-\u064a][^/?]*/?$",
    ),
    not_articles=(*NOT_ARTICLES, r"^/archives/(?!\d)", SHORT_LATIN),
    body=("div.entry-content", "div.brxe-post-content"),
    junk_lines=(r"الوطن PDF",),
    expect_per_day=50.0,
    evidence=(
        Evidence("/feed answered", "a bot's runs", "2026-03"),
        Evidence("13 of 13 addresses of 2026 fit", "a bot's output", "2026"),
        Evidence("older listing and /archives/NUMBER", "public code", ""),
    ),
    unproven="Everything but the feed, which answered in March 2026.",
)
