"""BasNews (Erbil): a language folder and a number, /ar/babat/NUMBER."""

from archive.model import Outlet, Route

OUTLET = Outlet(
    name="basnews",
    title="باسنيوز",
    title_en="BasNews",
    home="https://www.basnews.com",
    hosts=("basnews.com",),
    routes=(
        Route(kind="feed", url="/ar/rss"),
        Route(kind="feed", url="/ar/feed/"),
        Route(kind="listing", url="/ar/", links="a[href*='/babat/']"),
    ),
    key_rules=(r"^/(?P<lang>ar|en|ku|so|tr)/babat/(?P<id>\d+)(?:/[^/?]*)?/?(?:\?.*)?$",),
    timezone="Asia/Baghdad",
    every="30m",
    expect_per_day=30.0,
    delay=5.0,
    unproven="English and Turkish addresses are real, the Arabic ones are taken to be alike. Feeds are listed by"
    " one and seen by none; the body, and the need of JavaScript, are unknown.",
)
