"""Enab Baladi in English: WordPress on a host of its own, no numbers in its addresses: /archives/2018/01/slug/."""

from archive.model import Evidence, Outlet, Route
from spiders.outlets.wordpress import DATED, NOT_ARTICLES, POSTS, SHORTLINK

OUTLET = Outlet(
    name="enabbaladi_en",
    title="عنب بلدي بالإنكليزية",
    title_en="Enab Baladi English",
    home="https://english.enabbaladi.net",
    hosts=("english.enabbaladi.net",),
    routes=(
        Route(kind="feed", url="/feed/"),
        Route(kind="wp-rest", url=POSTS),
        Route(kind="news-sitemap", url="/sitemap_index.xml"),
        Route(kind="listing", url="/", links="h2 a, h3 a, .entry-title a"),
    ),
    key_rules=(SHORTLINK, DATED),
    not_articles=NOT_ARTICLES,
    lang="en",
    body=("div.entry-content", "div.content-article"),
    junk_lines=(r"tag icon",),
    every="30m",
    expect_per_day=8.0,
    evidence=(
        Evidence("/feed/ answered, its newest item 11 hours old", "a feed audit", "autumn 2026"),
        Evidence("the form of the addresses", "public code and stored pages", "2018 to 2026-10"),
    ),
    unproven="REST, sitemap and listing; the selectors are those of the Arabic edition.",
)
