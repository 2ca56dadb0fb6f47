"""Al-Khabour: /ar/news/single/NUMBER, the same under /public/."""

from archive.identity.lists import LISTS
from archive.model import Evidence, Outlet, Route

OUTLET = Outlet(
    name="alkhabour",
    title="الخابور",
    title_en="Al-Khabour",
    home="https://www.alkhabour.com",
    hosts=("alkhabour.com",),
    routes=(
        Route(kind="listing", url="/public/ar", links="a[href*='/news/single/']"),
        Route(kind="listing", url="/ar", links="a[href*='/news/single/']"),
    ),
    key_rules=(r"^/(?:public/)?ar/news/single/(?P<id>\d+)(?:/[^/?]*)?/?(?:\?.*)?$",),
    not_articles=LISTS,
    every="1h",
    expect_per_day=10.0,
    evidence=(
        Evidence("an address of an article", "public code", ""),
        Evidence("the home address, /public/ar, is listed", "an editor's list of outlets", "2026-05"),
    ),
    unproven="Both listings, body, dates, and whether there is a feed. That a page is the same with and without /public"
    " is inferred from a site alike.",
)
