"""Deir ez-Zor 24: WordPress, Arabic slugs at the root, English under /en/; in 2017 /archives/NUMBER."""

from archive.model import Evidence, Outlet, Route
from spiders.outlets.wordpress import NOT_ARTICLES, PERMALINKS, POSTS, SHORT_LATIN, wordpress_routes

NEWS = "/category/%d8%a3%d8%ae%d8%a8%d8%a7%d8%b1/"  # أخبار

OUTLET = Outlet(
    name="deirezzor24",
    title="دير الزور 24",
    title_en="Deir ez-Zor 24",
    home="https://deirezzor24.net",
    hosts=("deirezzor24.net", "en.deirezzor24.net"),
    routes=(
        Route(kind="feed", url="/feed/", edition="ar"),
        Route(kind="wp-rest", url=POSTS, edition="ar"),
        Route(kind="listing", url=NEWS, edition="ar", links="div.vce-loop-wrap article h2.entry-title a"),
        *wordpress_routes("/en", edition="en"),
    ),
    # The English host of its own is from hearsay: whether it counted as /en/ does is unknown.
    key_rules=(
        r"^//(?P<series>en\.deirezzor24\.net)/en/(?:\?p=|archives/)(?P<id>\d+)",
        r"^/(?:(?P<lang>en)/)?\?p=(?P<id>\d+)$",
        *PERMALINKS,
        r"^/(?:(?P<lang>en)/)?[^/?]+/?$",
    ),
    # Its own pages (about-us, contact) have short Latin slugs at the root, where the articles are Arabic.
    not_articles=(*NOT_ARTICLES, SHORT_LATIN, r"^/en/(?:about|contact|privacy)[a-z-]*/?$"),
    body=("div.entry-content",),
    every="30m",
    expect_per_day=8.0,
    evidence=(Evidence("listing, title, text and date", "a public scraper's tests on the site", "2023"),),
    unproven="Listing, body and date were seen to work in 2023. The Arabic feed, the English one, and the form of"
    " English addresses were not; whether its +00:00 times are UTC is unknown.",
)
