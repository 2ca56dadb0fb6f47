"""Zaman al-Wasl: a system of its own, /news/article/NUMBER; the English edition is a host of its own, not read here."""

from archive.model import Outlet, Route

OUTLET = Outlet(
    name="zamanalwsl",
    title="زمان الوصل",
    title_en="Zaman al-Wasl",
    home="https://www.zamanalwsl.net",
    hosts=("zamanalwsl.net",),
    routes=(
        Route(kind="feed", url="/rss"),
        Route(kind="feed", url="/news/rss/94/"),
        Route(kind="listing", url="/", links="a[href*='/news/article/']"),
    ),
    key_rules=(r"^/news/article/(?P<id>\d+)(?:/[^/?]*)?/?$", r"^/news/(?P<id>\d+\.html)$"),
    junk_lines=(
        r"أدخل كلمات البحث",
        r"تعليقات حول الموضوع",
        r"We fight fanaticism, violence and hate speech",
        r"(?:زمان الوصل|[^.،:]{2,30}\s?[-–]\s?زمان الوصل)(?:\s?[-–]\s?خاص)?$",
    ),
    expect_per_day=25.0,
    delay=5.0,
    unproven="Body, listing and the older feed; /rss answered until October 2026, bare clients were refused (403).",
)
