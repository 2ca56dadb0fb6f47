"""Halab Today: a television's site on WordPress, /archives/NUMBER."""

from archive.model import Evidence, Outlet
from spiders.outlets.wordpress import NOT_ARTICLES, PERMALINKS, wordpress_routes

OUTLET = Outlet(
    name="halabtoday",
    title="حلب اليوم",
    title_en="Halab Today",
    home="https://halabtodaytv.net",
    hosts=("halabtodaytv.net",),
    routes=wordpress_routes(),
    key_rules=PERMALINKS,
    not_articles=NOT_ARTICLES,
    body=("div.entry-content",),
    expect_per_day=25.0,
    evidence=(
        Evidence("/feed is asked", "several public programs", "2026"),
        Evidence("addresses with numbers", "stored pages", ""),
    ),
    unproven="Everything but the form of the addresses and that several programs of 2026 ask its feed.",
)
