"""Syria Direct: slugs, English plain and Arabic with ?lang=ar: the language is part of which article it is."""

from urllib.parse import quote

from archive.model import Evidence, Outlet, Route
from spiders.outlets.wordpress import NOT_ARTICLES, wordpress_routes

LATEST_REPORTS = "آخر-التقارير"

OUTLET = Outlet(
    name="syriadirect",
    title="سوريا على طول",
    title_en="Syria Direct",
    home="https://syriadirect.org",
    hosts=("syriadirect.org",),
    routes=(
        *wordpress_routes(edition="en"),
        Route(kind="feed", url="/ar/feed/", edition="ar"),
        Route(
            kind="listing",
            url=f"/{quote(LATEST_REPORTS)}/?lang=ar",
            edition="ar",
            links="div.fusion-posts-container article h2 a",
        ),
    ),
    key_rules=(
        r"^/(?P<id>[^/?]+)/?\?(?:.*&)?lang=(?P<lang>ar)(?:&|$)",
        r"^/(?P<lang>ar)/(?P<id>[^/?]+)/?$",
        r"^/(?P<id>[^/?]+)/?(?:\?lang=en)?$",
        # 2017; nothing shows that a slug kept its meaning in the site of today.
        r"^/(?:(?P<lang>ar)/)?(?P<series>news)/(?P<id>[^/?]+)/?$",
        r"^/(?P<series>main)/[^/?]+/(?P<id>\d+)-[^/?]+/?$",
        r"^/(?:(?P<lang>ar)/)?\?(?P<id>p=\d+)$",
        r"^/\?lang=(?P<lang>ar)&(?P<id>p=\d+)$",
    ),
    # Short Latin slugs are pages and sections: about-us, the-team, reports.
    not_articles=(
        *NOT_ARTICLES,
        rf"^/{LATEST_REPORTS}(?:/|\?|$)",
        r"^/(?!ar/\?p=)(?:ar/)?[a-z0-9]+(?:-[a-z0-9]+){0,2}/?(?:\?|$)",
    ),
    lang="en",
    body=("div.sd_article_body",),
    every="1h",
    expect_per_day=1.0,
    evidence=(
        Evidence("/feed/ answered, its newest item 34 hours old", "a feed audit", "autumn 2026"),
        Evidence("Arabic listing, text and date", "a public scraper's tests on the site", "2023"),
    ),
    unproven=(
        "The Arabic feed, REST, sitemaps, and whether short slugs are pages only; listing and body were right in"
        " 2023, the English feed is used by several programs."
    ),
)
