"""Rudaw (Erbil): edition, section and DDMMYYYY with a counter; Arabic on a second host, where numbers stand as well."""

from archive.model import Evidence, Outlet, Route

EDITIONS = "kurmanci|sorani|arabic|english|turkish"
ARABIC_HOST = "https://www.rudawarabia.net"
# 250420224 is the fourth of 25 April 2022 in its section, 25042022 the only one.
DAY_CODE = r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])20\d\d(?:-?\d{1,3})?"

OUTLET = Outlet(
    name="rudaw",
    title="رووداو",
    title_en="Rudaw",
    home="https://www.rudaw.net",
    hosts=("rudaw.net", "rudawarabia.net"),
    routes=(
        Route(kind="listing", url=f"{ARABIC_HOST}/arabic", edition="ar", links="a[href*='/arabic/']"),
        Route(kind="listing", url="/kurmanci", edition="kmr", links="a[href*='/kurmanci/']"),
        Route(kind="listing", url="/sorani", edition="ckb", links="a[href*='/sorani/']"),
        Route(kind="listing", url="/english", edition="en", links="a[href*='/english/']"),
    ),
    # A phone's copy ends in -amp. The day's counter runs in each section. What has a number (categories/news/1367254)
    # may have a day's code as well: its two addresses are two articles until somebody knows better.
    key_rules=(
        rf"^/(?:{EDITIONS})/(?P<id>(?:[a-z0-9-]+/)+{DAY_CODE})(?:-amp)?/?$",
        r"^/(?i:newsdetails\.aspx)\?(?:.*&)?(?i:pageid)=(?P<id>\d+)(?:&|$)",
        rf"^/(?:{EDITIONS})/(?P<series>categories)/[a-z0-9-]+/(?P<id>\d{{6,}})(?:-amp)?/?$",
    ),
    timezone="Asia/Baghdad",
    every="30m",
    expect_per_day=150.0,
    delay=5.0,
    evidence=(
        Evidence("no public RSS", "a newsroom's catalogue of feeds, checked live", "2026-09"),
        Evidence("Kurmanji addresses", "a public set of pages", "2020-12"),
        Evidence("Arabic addresses on the second host, both forms", "public code", "2022 to 2026"),
        Evidence("the Arabic front page is read for links", "a public program", "2026"),
    ),
    unproven="The listings' links, the body, and the Sorani, English and Turkish addresses. That a story has both a"
    " day's code and a number is inferred; the older NewsDetails.aspx is remembered, not seen.",
)
