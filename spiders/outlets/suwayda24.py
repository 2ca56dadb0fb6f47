"""Suwayda24: WordPress, in a theme that holds the text in div.entry."""

from archive.model import Evidence, Outlet, Route
from spiders.outlets.wordpress import BODY, KEY_RULES, NOT_ARTICLES, SHORT_LATIN, wordpress_routes

OUTLET = Outlet(
    name="suwayda24",
    title="السويداء 24",
    title_en="Suwayda24",
    home="https://suwayda24.com",
    hosts=("suwayda24.com",),
    routes=(
        *wordpress_routes()[:-1],
        Route(kind="listing", url="/?cat=*", links=".post-listing article h2.post-box-title a"),
    ),
    key_rules=KEY_RULES,
    not_articles=(*NOT_ARTICLES, SHORT_LATIN),
    body=(", ".join(f"div.entry > {tag}" for tag in ("p", "h2", "h3", "ul", "ol", "blockquote")), *BODY),
    every="1h",
    expect_per_day=4.0,
    evidence=(
        Evidence(
            "listing, title, text and date, with its zone (+03:00)", "a public scraper's tests on the site", "2023-07"
        ),
        Evidence("/feed/ is asked", "public programs", "2026"),
    ),
    unproven="What the feed answers, REST, sitemaps, and whether the theme is still that of 2023.",
)
