"""Step News Agency: WordPress, the day in its addresses; one article may have two of them, with two days."""

from archive.model import Evidence, Outlet
from spiders.outlets.wordpress import BODY, NOT_ARTICLES, wordpress_routes

OUTLET = Outlet(
    name="stepagency",
    title="وكالة ستيب الإخبارية",
    title_en="Step News Agency",
    home="https://stepagency-sy.net",
    hosts=("stepagency-sy.net",),
    routes=wordpress_routes(),
    # /2020/05/24/slug/ and /ar/2020/05/23/slug are one text: the slug names it, not the day.
    key_rules=(
        r"^/(?:ar/)?archives/(?P<id>\d+)/?$",
        r"^/(?:(?P<lang>en)/)?\?p=(?P<id>\d+)$",
        r"^/(?P<lang>en)/(?:\d{4}/\d{2}/\d{2}/)?(?P<id>[^/?]+)/?$",
        r"^/(?:ar/)?\d{4}/\d{2}/\d{2}/(?P<id>[^/?]+)/?$",
    ),
    not_articles=(*NOT_ARTICLES, r"^/[a-z]{2}/\d{4}(?:/\d{1,2}){0,2}/?$", r"^/en/[a-z]*/?$", r"^/nfiles/"),
    body=BODY,
    # Shortcodes that nothing resolved, a picture's with its caption; the day on top is the reader's.
    junk_lines=(
        r"نشر في\s?:",
        r"وكالة إخبارية مستقلة تأسست",
        r"\[caption\b[^\]]*\].*\[/caption\]$",
        r"(?:\[/?[a-z_-]+(?:\s[^\]]*)?\]\s*)+$",
        r"اخر اخبار توتير",
    ),
    every="30m",
    expect_per_day=20.0,
    evidence=(
        Evidence("listing, title, text and date, in the theme Jannah", "a public scraper's code", "2023-03"),
        Evidence("forms of addresses, and one text at two of them", "public code and a saved page", "2018 to 2022"),
        Evidence("/feed/ is listed", "public lists of feeds", "2026"),
    ),
    unproven="What the feed answers, REST, sitemaps, the English edition, and whether a slug ever comes back.",
)
