"""Orient: closed on 21 November 2023. Two forms of address, a number in each."""

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
        r"البرامج الحلقات$",
        r"مدة التصويت",
        r"أورينت نت صحيفة إلكترونية",
        r"أخبار ذات صلة الأكثر قراءة",
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
        "It closed and publishes no more. `warraq past` says what to ask others for of its past, `warraq import` takes"
        " it in; enable it to ask whether the site has woken."
    ),
    closed="2023-11-21",
    evidence=(
        Evidence("37 pages: addresses and lines round the texts", "a public set of pages", "2018-01"),
        Evidence("it closed on 21 November 2023", "https://baladi-news.com/public/ar/articles/99209", "2023-11"),
    ),
    unproven="Both feeds, the listing and the body; bare clients were refused (403).",
)
