"""Orient: closed in November 2023, its site left as an archive. Two forms of address, a number in each."""

from archive.model import Evidence, Outlet, Route

OUTLET = Outlet(
    name="orient",
    title="أورينت نت",
    title_en="Orient",
    home="https://orient-news.net",
    hosts=("orient-news.net",),
    routes=(
        Route(kind="feed", url="/feed/"),
        Route(kind="feed", url="/rss"),
        Route(kind="listing", url="/ar", links="a[href*='/news_show/']"),
    ),
    # The two numberings are not one: 2917 of the old pages is not 2917 of the new ones.
    key_rules=(
        r"^/(?:(?P<lang>ar|en)/)?news_show/(?P<id>\d+)(?:/.*)?$",
        r"^/(?:index\.php)?\?(?=(?:.*&)?page=news_show(?:&|$))(?:.*&)?(?P<id>id=\d+)(?:&|$)",
    ),
    junk_lines=(
        r"أورينت نت\s?[-–]\s?[^.،]{2,40}$",
        r"#أورينت$",
        r"(?:💡 )?أهم المواضيع$",
        r"(?:✨ )?أهم التصنيفات$",
        r"تاريخ النشر\s?:",
        r"المقالات المنشورة .{0,60}لا تعبر",
    ),
    every="1d",
    expect_per_day=0.1,
    enabled=False,
    disabled_because=(
        "It closed in November 2023 and publishes no more. Its past comes in through `warraq import`; enable it to"
        " ask whether the site has woken."
    ),
    evidence=(
        Evidence("37 pages: addresses and lines round the texts", "a public set of pages", "2018-01"),
        Evidence("it closed on 21 November 2023", "a stored page of another outlet", "2023-11"),
    ),
    unproven="Both feeds, the listing and the body; bare clients were refused (403).",
)
