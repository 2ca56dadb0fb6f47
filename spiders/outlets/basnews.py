"""BasNews (Erbil): a language folder and a number, /ar/babat/NUMBER; to 2018 Joomla, /ar/news/section/NUMBER."""

from archive.identity.lists import LISTS
from archive.model import Evidence, Outlet, Route

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
    # Nothing shows that an article of the old site kept its number in the new one.
    key_rules=(
        r"^/(?P<lang>ar|en|ku|so|tr)/babat/(?P<id>\d+)(?:/[^/?]*)?/?(?:\?.*)?$",
        r"^/(?:index\.php/)?(?P<lang>[a-z]{2})/(?P<series>[a-z-]+)/(?:[a-z-]+/)*(?P<id>\d{3,})(?:-[^/?]*)?/?(?:\?.*)?$",
        r"^/(?:index\.php/)?(?P<lang>[a-z]{2})/component/(?P<series>k2)/item/(?P<id>\d+)(?:-[^/?]*)?/?$",
        r"^/(?:index\.php)?\?(?=(?:.*&)?option=com_(?P<series>k2|content)(?:&|$))(?:.*&)?id=(?P<id>\d+)(?::[^&]*)?(?:&|$)",
    ),
    not_articles=LISTS,
    timezone="Asia/Baghdad",
    every="30m",
    expect_per_day=30.0,
    delay=5.0,
    evidence=(
        Evidence("English and Turkish addresses", "stored pages", ""),
        Evidence("no public RSS", "a newsroom's catalogue of feeds, checked live", "2026-09"),
    ),
    unproven="English and Turkish addresses are real, the Arabic ones are taken to be alike. Feeds are listed by"
    " one and seen by none; the body, and the need of JavaScript, are unknown.",
)
