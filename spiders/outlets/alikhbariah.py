"""Alikhbariah, the state news channel: WordPress, slugs, a Hijri date beside the Gregorian one."""

from archive.model import Outlet
from spiders.outlets.wordpress import NOT_ARTICLES, wordpress_routes

OUTLET = Outlet(
    name="alikhbariah",
    title="الإخبارية السورية",
    title_en="Alikhbariah",
    home="https://alikhbariah.com",
    hosts=("alikhbariah.com",),
    routes=wordpress_routes(),
    key_rules=(r"^/\?p=(?P<id>\d+)$", r"^/[^/?]+/?$"),
    not_articles=(*NOT_ARTICLES, r"^/[a-z0-9-]{1,20}/?$"),
    body=("div.entry-content",),
    expect_per_day=60.0,
    unproven="Everything but the form of the addresses: its feed has been empty since 10 June 2026.",
)
