"""RojNews: /?p=NUMBER, as WordPress counts."""

from archive.model import Evidence, Outlet
from spiders.outlets.wordpress import BODY, KEY_RULES, NOT_ARTICLES, wordpress_routes

OUTLET = Outlet(
    name="rojnews",
    title="روج نيوز",
    title_en="RojNews",
    home="https://rojnews.news",
    hosts=("rojnews.news",),
    routes=wordpress_routes(),
    key_rules=KEY_RULES,
    # Short Latin slugs are pages and sections.
    not_articles=(*NOT_ARTICLES, r"^/(?:[a-z]{2,3}/)?[a-z0-9-]{1,20}/?$"),
    lang="ku",
    body=BODY,
    timezone="Asia/Baghdad",
    every="1h",
    expect_per_day=30.0,
    delay=5.0,
    evidence=(Evidence("pages are read at /?p=NUMBER, to 36,000 and more", "a public scraper's code", ""),),
    unproven="Every route, WordPress itself, body and dates, and which language is asked for where: each page says its"
    " own.",
)
