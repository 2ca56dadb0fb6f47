"""Shaam Network: section and slug, with or without .html; a second copy answers on port 8080."""

from archive.identity.lists import LISTS
from archive.model import Evidence, Outlet, Route

OUTLET = Outlet(
    name="shaam",
    title="شبكة شام الإخبارية",
    title_en="Shaam Network",
    home="https://shaam.org",
    hosts=("shaam.org", "shaam.org:8080"),
    # /feed/ answers with a page.
    routes=(
        Route(kind="listing", url="/news/syria-news", links="a[href*='/news/']"),
        Route(kind="listing", url="/news", links="a[href*='/news/']"),
    ),
    # Sections are Latin, slugs Arabic.
    key_rules=(r"^/(?P<id>(?:[a-z][a-z_-]*/){1,2}[^/?]*[\u0621-\u064a][^/?]*?)(?:\.html)?/?$",),
    not_articles=(*LISTS, r"^/(?:tags?|search|authors?|page)/"),
    junk_lines=(r"الرئيسية\s?الأخبار",),
    every="30m",
    expect_per_day=30.0,
    evidence=(
        Evidence("addresses, old and new, and the lists' pages", "public code and stored pages", "2017 to 2026"),
        Evidence("/feed/ answers with a page", "a tester", ""),
    ),
    unproven=(
        "The listings' links and the body; old .html addresses may answer with the home page. Short links"
        " (shaam.org/3ELftJ) are articles only where they lead on to a full address."
    ),
)
