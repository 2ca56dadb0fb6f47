"""ARTA FM: /news/NUMBER in 2018; nothing of it was seen since."""

from archive.identity.lists import LISTS
from archive.model import Evidence, Outlet, Route

OUTLET = Outlet(
    name="arta",
    title="آرتا إف إم",
    title_en="ARTA FM",
    home="http://www.artafm.com",
    hosts=("artafm.com",),
    routes=(Route(kind="listing", url="/news", links="a[href*='/news/']"),),
    key_rules=(r"^/(?:(?P<lang>[a-z]{2})/)?news/(?P<id>\d+)(?:/[^/?]*)?/?$",),
    not_articles=LISTS,
    every="2h",
    expect_per_day=8.0,
    enabled=False,
    disabled_because="Nobody has seen it alive since 2018. `warraq outlets check arta` asks the site; enable it when"
    " the list of its news answers.",
    evidence=(Evidence("an address of an article", "a public set of pages", "2018-01"),),
    unproven="Whether it is still at this address, the listing and the body.",
)
