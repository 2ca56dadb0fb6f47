"""RT Arabic: a system of its own, /section/NUMBER-slug/, and a rail of stories before every text."""

from archive.model import Evidence, Outlet, Route

OUTLET = Outlet(
    name="rt_arabic",
    title="RT Arabic",
    title_en="RT",
    home="https://arabic.rt.com",
    hosts=("arabic.rt.com",),
    routes=(
        Route(kind="feed", url="/rss/"),
        Route(kind="listing", url="/middle_east/", links="a[href*='/middle_east/'], a[href*='/world/']"),
    ),
    # Up to 2012 or so /news_all_news/news/NUMBER/, which may be another numbering.
    key_rules=(
        r"^/[a-z_]+/(?P<id>\d+)-(?=[^/?]*[^\W\d_])[^/?]*/?(?:\?.*)?$",
        r"^/[a-z_]+/(?P<id>\d{5,})-?/?(?:\?.*)?$",
        r"^/(?P<series>news_all_news)/[a-z_]+/(?P<id>\d+)/?$",
    ),
    timezone="Europe/Moscow",
    junk_lines=(
        r"العناوين روسيا اليوم",
        r"(?:RT STORIES|Stories)$",
        r"#?(?:اسأل_أكثر|Question_More)",
        r"\d+ خبرا?$",
        r"(?:مباشر|أين يمكنك متابعتنا|أقسام مهمة|فيديوهات)$",
    ),
    expect_per_day=120.0,
    evidence=(
        Evidence("/rss/ answered", "a bot's runs", "2026-03 to 2026-08"),
        Evidence("108 of 108 addresses of 2026 fit", "a bot's output", "2026"),
        Evidence("29 pages: lines round the texts", "a public set of pages", "2018-01"),
    ),
    unproven="The feed answered until August 2026 and 108 addresses of 2026 are real. The selector of the text and"
    " that of the rail before it are unknown, and so is the need of JavaScript.",
)
