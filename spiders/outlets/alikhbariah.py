"""Alikhbariah, the state news channel: WordPress, slugs, a Hijri date beside the Gregorian one; a second host."""

from archive.model import Evidence, Outlet
from spiders.outlets.wordpress import NOT_ARTICLES, PERMALINKS, SHORT_LATIN, wordpress_routes

OUTLET = Outlet(
    name="alikhbariah",
    title="الإخبارية السورية",
    title_en="Alikhbariah",
    home="https://alikhbariah.com",
    hosts=("alikhbariah.com", "alikhbaria.sy"),
    routes=wordpress_routes(),
    # Nothing says that the second host counts as the first does.
    key_rules=(r"^//(?P<series>alikhbaria\.sy)/\?p=(?P<id>\d+)$", *PERMALINKS, r"^/[^/?]+/?$"),
    not_articles=(*NOT_ARTICLES, r"^/(?:news_location|news_category|news_tag|programs?|video)/", SHORT_LATIN),
    body=("div.entry-content",),
    expect_per_day=60.0,
    evidence=(
        Evidence("/feed/ answered until 10 June 2026, then gave nothing", "a bot's runs", "2026-06"),
        Evidence("addresses of articles", "stored pages", "2026"),
    ),
    unproven="Everything but the form of the addresses: its feed has been empty since 10 June 2026.",
)
