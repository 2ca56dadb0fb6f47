"""SyriaUntold: WordPress, day and slug; until 2018 or so a language folder, month and slug."""

from archive.model import Evidence, Outlet, Route
from spiders.outlets.wordpress import BODY, NOT_ARTICLES, wordpress_routes

OUTLET = Outlet(
    name="syriauntold",
    title="حكاية ما انحكت",
    title_en="SyriaUntold",
    home="https://syriauntold.com",
    hosts=("syriauntold.com",),
    routes=(
        *wordpress_routes(edition="ar"),
        Route(kind="feed", url="/en/feed/", edition="en"),
        Route(kind="listing", url="/en/", edition="en", links="h2 a, h3 a, .entry-title a"),
    ),
    key_rules=(
        r"^/(?:(?P<lang>[a-z]{2})/)?(?P<id>\d{4}/\d{2}(?:/\d{2})?/(?!\d{1,2}/?$)[^/?]+)/?$",
        r"^/\?p=(?P<id>\d+)$",
    ),
    not_articles=NOT_ARTICLES,
    body=BODY,
    every="6h",
    expect_per_day=0.5,
    evidence=(
        Evidence("dated addresses", "stored pages", "2025-12"),
        Evidence("addresses with a language folder", "a public set of pages", "2017-04"),
        Evidence("/en/feed/ is listed", "public lists of feeds", "2025"),
    ),
    unproven="What the feeds answer, every other route, the body, and which language an address without folder has.",
)
