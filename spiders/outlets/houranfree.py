"""The Houran Free League: WordPress, in the theme Jannah."""

from archive.model import Evidence, Outlet, Route
from spiders.outlets.wordpress import BODY, KEY_RULES, NOT_ARTICLES, SHORT_LATIN, wordpress_routes

OUTLET = Outlet(
    name="houranfree",
    title="تجمع أحرار حوران",
    title_en="Houran Free League",
    home="https://www.horanfree.com",
    hosts=("horanfree.com",),
    routes=(
        *wordpress_routes()[:-1],
        Route(kind="listing", url="/?cat=*", links="li.post-item h2.post-title a"),
    ),
    key_rules=KEY_RULES,
    not_articles=(*NOT_ARTICLES, SHORT_LATIN),
    body=BODY,
    every="1h",
    expect_per_day=4.0,
    evidence=(
        Evidence(
            "listing, title, text, and the date in the theme's JSON-LD", "a public scraper's tests on the site", "2023"
        ),
        Evidence("it publishes", "stored pages", "2025-04"),
    ),
    unproven="Feed, REST, sitemaps, the form of the articles' addresses, and whether it still publishes.",
)
