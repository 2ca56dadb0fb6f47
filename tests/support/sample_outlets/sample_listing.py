"""A sample outlet that tells of its news on a paged list alone."""

from archive.model import Outlet, Route
from tests.support.outlet_server.addresses import home, host

OUTLET = Outlet(
    name="sample_listing",
    title="رسائل الساحل (نموذج)",
    title_en="Coast Letters (sample)",
    home=home("sample_listing"),
    hosts=(host("sample_listing"),),
    routes=(Route(kind="listing", url="/latest/", links="article.teaser h2 a"),),
    key_rules=(r"^/news/(?:\d{4}/\d{2}|notice)/[^/]+/?$",),
    every="1m",
    expect_per_day=0.3,
    delay=0.05,
)
