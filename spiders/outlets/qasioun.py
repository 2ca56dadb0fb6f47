"""Qasioun News: /ar/news/show/NUMBER/slug_with_underscores. Closed; kept for what others captured."""

from archive.identity.lists import LISTS
from archive.model import Evidence, Outlet, Route

OUTLET = Outlet(
    name="qasioun",
    title="وكالة قاسيون",
    title_en="Qasioun News Agency",
    home="https://www.qasioun-news.com",
    hosts=("qasioun-news.com",),
    routes=(Route(kind="listing", url="/ar", links="a[href*='/news/show/']"),),
    key_rules=(r"^/(?:public/)?(?P<lang>[a-z]{2})/(?:news|articles|reports)/show/(?P<id>\d+)(?:/[^/?]*)?/?$",),
    not_articles=LISTS,
    every="1d",
    expect_per_day=0.1,
    enabled=False,
    disabled_because="It publishes no more, as far as we know. Its past comes in through `warraq import`; enable it to"
    " ask whether the site has woken.",
    evidence=(Evidence("an address of an article", "a public set of pages", "2017-11"),),
    unproven="When it closed, the listing and the body.",
)
