"""A sample outlet in the manner of a block-theme site: the cut slug is the identity, the second host its new home."""

from archive.model import Outlet, Route
from tests.support.outlet_server.addresses import MOVED, home, host

OUTLET = Outlet(
    name="sample_gutenberg",
    title="دفتر الشمال (نموذج)",
    title_en="Northern Notebook (sample)",
    home=home("sample_gutenberg"),
    hosts=(host("sample_gutenberg"), host(MOVED)),
    routes=(
        Route(kind="feed", url="/feed/atom/"),
        Route(kind="news-sitemap", url="/news-sitemap.xml"),
        Route(kind="listing", url="/", links=".wp-block-post-title a"),
    ),
    key_rules=(r"^/[^/?]+/?$",),
    not_articles=(r"^/(?:category|tag|author|feed|drafts)/",),
    junk_lines=(r"ساند دفتر الشمال",),
    every="1m",
    expect_per_day=0.3,
    delay=0.05,
)
