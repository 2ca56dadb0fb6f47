"""Zaman al-Wasl: a system of its own, /news/article/NUMBER; the English edition, on a host of its own, counts apart."""

from archive.model import Evidence, Outlet, Route

OUTLET = Outlet(
    name="zamanalwsl",
    title="زمان الوصل",
    title_en="Zaman al-Wasl",
    home="https://www.zamanalwsl.net",
    hosts=("zamanalwsl.net", "en.zamanalwsl.net"),
    routes=(
        Route(kind="feed", url="/rss", edition="ar"),
        Route(kind="feed", url="/news/rss/94/", edition="ar"),
        Route(kind="listing", url="/", edition="ar", links="a[href*='/news/article/']"),
        Route(kind="feed", url="https://en.zamanalwsl.net/news/rss/52/", edition="en"),
        Route(kind="listing", url="https://en.zamanalwsl.net/", edition="en", links="a[href*='/news/article/']"),
    ),
    key_rules=(r"^/news/article/(?P<id>\d+)(?:/[^/?]*)?/?$", r"^/news/(?P<id>\d+\.html)$"),
    junk_lines=(
        r"\W*أخبار سورية\s?[-–]\s?زمان الوصل",
        r"أدوات الموضوع",
        r"أدخل كلمات البحث",
        r"تعليقات حول الموضوع",
        r"We fight fanaticism, violence and hate speech",
        r"(?:زمان الوصل|[^.،:]{2,30}\s?[-–]\s?زمان الوصل)(?:\s?[-–]\s?خاص)?$",
    ),
    expect_per_day=19.0,
    delay=5.0,
    evidence=(
        Evidence("/rss answered", "a bot's runs", "2026-09 to 2026-10"),
        Evidence("19 articles a day, by the numbers of its addresses", "a public tracker's data", "2026-10"),
        Evidence(
            "its feed's summaries are cut in mid-letter, their paragraphs joined without a space",
            "a public tracker's data",
            "2026-10",
        ),
    ),
    unproven="Body, listing and the older feed; /rss answered until October 2026, bare clients were refused (403)."
    " Of the English host only its address and a feed that a public list names are known.",
)
