"""Baladi News: Laravel, /ar/articles/NUMBER/slug, the same under /public/; to 2018 /ar/news/details/NUMBER/slug."""

from archive.model import Evidence, Outlet, Route

OUTLET = Outlet(
    name="baladi",
    title="بلدي نيوز",
    title_en="Baladi News",
    home="https://baladi-news.com",
    hosts=("baladi-news.com",),
    routes=(
        Route(kind="listing", url="/ar", links="a[href*='/ar/articles/']"),
        Route(kind="listing", url="/", links="a[href*='/ar/articles/']"),
    ),
    # Nothing shows that an article of the old site kept its number in the new one.
    key_rules=(
        r"^/(?:public/)?ar/articles/(?P<id>\d+)(?:/[^/?]*)?/?$",
        r"^/articles/(?P<id>\d+)(?:/[^/?]*)?/?$",
        r"^/(?P<series>(?!news/)[a-z_]+/details)/(?P<id>\d+)(?:/[^?]*)?$",
        r"^/news/(?P<series>details)/(?P<id>\d+)(?:/[^?]*)?$",
    ),
    # "بلدي نيوز - درعا (خاص)"; of a round-up of many events: "بلدي نيوز - (التقرير اليومي)".
    junk_lines=(
        r"\w+ \d{1,2} [^|]{3,30}\| ?\d{1,2}:\d\d .{0,20}بتوقيت دمشق",
        r".{0,20}جميع الحقوق محفوظة \d{4} شبكة بلدي",
        r"بلدي نيوز\s?[-–]\s?[^.،:]{2,40}$",
    ),
    every="1h",
    expect_per_day=20.0,
    evidence=(
        Evidence(
            "addresses, datelines and lines round the texts", "stored pages and a public set of pages", "2017 to 2018"
        ),
    ),
    unproven="Both listings, the body, and whether there is a feed; stored pages show addresses and datelines.",
)
