"""The Syrian Network for Human Rights: WordPress, the day in its addresses, Arabic under /arabic/."""

from archive.model import Evidence, Outlet, Route
from spiders.outlets.wordpress import BODY, NOT_ARTICLES, wordpress_routes

NEWS = "https://news.snhr.org"

OUTLET = Outlet(
    name="snhr",
    title="الشبكة السورية لحقوق الإنسان",
    title_en="Syrian Network for Human Rights",
    home="https://snhr.org",
    hosts=("snhr.org", "news.snhr.org", "sn4hr.org"),
    routes=(
        *wordpress_routes("/arabic", edition="ar"),
        *wordpress_routes(edition="en"),
        Route(kind="feed", url=f"{NEWS}/feed/", edition="news"),
        Route(kind="listing", url=f"{NEWS}/", edition="news", links="h2 a, h3 a, .entry-title a"),
    ),
    # The day is part of the key: slugs return every month (توثيق مقتل …).
    key_rules=(
        r"^/(?:(?:arabic|blog)/)*\d{4}/\d{2}/\d{2}/[^/?]+/?$",
        # Each of its sites counts on its own.
        r"^//(?P<series>[a-z0-9.]+(?:/(?:arabic|blog))?)/\?p=(?P<id>\d+)$",
    ),
    not_articles=NOT_ARTICLES,
    body=BODY,
    junk_lines=(r"متاح بالـ?$", r"(?:English|عربي|العربية)$", r"بيان صحفي \(لتحميل"),
    every="1h",
    expect_per_day=3.0,
    delay=5.0,
    evidence=(
        Evidence("English addresses of both hosts", "stored pages", ""),
        Evidence("feeds are listed", "public lists of feeds", ""),
    ),
    unproven="English addresses of both hosts are real; Arabic ones are taken to carry the day too. Feeds are"
    " listed and seen by none. Its /?p= numbers belong to several sites.",
)
