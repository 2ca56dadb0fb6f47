"""Syrians for Truth and Justice: WordPress with a folder for each language, /ar/slug, /en/slug."""

from archive.model import Evidence, Outlet
from spiders.outlets.wordpress import BODY, NOT_ARTICLES, wordpress_routes

OUTLET = Outlet(
    name="stj",
    title="سوريون من أجل الحقيقة والعدالة",
    title_en="Syrians for Truth and Justice",
    home="https://stj-sy.org",
    hosts=("stj-sy.org",),
    routes=(*wordpress_routes("/ar", edition="ar"), *wordpress_routes("/en", edition="en")),
    key_rules=(
        r"^/(?P<lang>[a-z]{2})/\?p=(?P<id>\d+)$",
        r"^/(?P<lang>[a-z]{2})/(?:\d+/)?(?P<id>[^/?]+)/?$",
    ),
    # Short Latin slugs are pages: about-us, our-team.
    not_articles=(*NOT_ARTICLES, r"^/[a-z]{2}/[a-z0-9]*(?:-[a-z0-9]+){0,2}/?$"),
    body=BODY,
    every="2h",
    expect_per_day=2.0,
    evidence=(
        Evidence("REST of each language; its times are Damascus time", "stored answers", "2019-05 and 2026-01"),
        Evidence("addresses, in the theme Soledad", "stored pages", "2026-09"),
    ),
    unproven="Feeds, sitemaps and the body, and whether short slugs are pages only.",
)
