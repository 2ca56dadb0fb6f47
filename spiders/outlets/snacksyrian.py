"""Snack Syrian: WordPress."""

from archive.model import Evidence, Outlet
from spiders.outlets.wordpress import BODY, KEY_RULES, NOT_ARTICLES, wordpress_routes

OUTLET = Outlet(
    name="snacksyrian",
    title="سناك سوري",
    title_en="Snack Syrian",
    home="https://snacksyrian.com",
    hosts=("snacksyrian.com",),
    routes=wordpress_routes(),
    key_rules=KEY_RULES,
    # Short Latin slugs are pages: about-us, contact.
    not_articles=(*NOT_ARTICLES, r"^/[a-z0-9-]{1,20}/?$"),
    body=BODY,
    every="1h",
    expect_per_day=10.0,
    evidence=(
        Evidence("WordPress, by the addresses of its pictures", "public code", "2019-10"),
        Evidence("/feed/ is asked", "several public programs", "2026"),
    ),
    unproven="What the feed answers, the form of the articles' addresses, every other route, body and dates.",
)
