"""Levant24, in English: WordPress, the month in its addresses, /news/2026/01/slug/."""

from archive.model import Evidence, Outlet
from spiders.outlets.wordpress import BODY, NOT_ARTICLES, wordpress_routes

OUTLET = Outlet(
    name="levant24",
    title="ليفانت 24",
    title_en="Levant24",
    home="https://levant24.com",
    hosts=("levant24.com",),
    routes=wordpress_routes(),
    key_rules=(r"^/[a-z][a-z-]*/\d{4}/\d{2}/[^/?]+/?$", r"^/\?p=(?P<id>\d+)$"),
    not_articles=NOT_ARTICLES,
    lang="en",
    body=BODY,
    every="30m",
    expect_per_day=5.0,
    evidence=(
        Evidence("/feed/ answered, its newest item 8 hours old", "a feed audit", "autumn 2026"),
        Evidence("addresses of articles", "stored pages", "2026"),
    ),
    unproven="REST, sitemaps, body and dates; its channel on Telegram publishes four times what the site seems to.",
)
