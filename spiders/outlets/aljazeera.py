"""Al Jazeera's desk for Syria: only the desk's lists are asked; section, day and slug, older ones a UUID."""

from archive.identity.lists import LISTS
from archive.model import Evidence, Outlet, Route
from spiders.outlets.address_forms import UUID

# The year in an article's address.
DATED = "a[href*='/20']"

OUTLET = Outlet(
    name="aljazeera",
    title="الجزيرة",
    title_en="Al Jazeera (Syria desk)",
    home="https://www.aljazeera.net",
    hosts=("aljazeera.net",),
    routes=(
        Route(kind="listing", url="/where/mideast/arab/syria/", links=DATED),
        Route(kind="listing", url="/where/syria/", links=DATED),
    ),
    key_rules=(
        r"^/(?:[\w-]+/)+\d{4}/\d{1,2}/\d{1,2}/[^/?]+/?$",
        rf"^/[\w-]+/pages/(?P<id>{UUID})/?$",
        rf"^/(?i:home/(?:getpage|print))/{UUID}/(?P<id>{UUID})/?$",
    ),
    not_articles=(
        *LISTS,
        r"^/(?:where|tag|author|topics|live|videos?|gallery)/",
    ),
    timezone="Asia/Qatar",
    junk_lines=(
        r"الساعة \d{1,2}:\d\d \(مكة",
        r"خطأ في [إا]سم المستخدم",
        r"شبكتنا مواقع الشبكة",
        r"شارِ?ك(?:ها)? (?:ال)?قصة",
        r"حجم الخط$",
        r"الجزيرة\.نت على مواقع التواصل",
        r"المزيد من (?:ال)?قبل",
    ),
    every="30m",
    expect_per_day=15.0,
    delay=5.0,
    evidence=(
        Evidence("65 addresses; lines round the texts", "a public set of pages", "2018-01"),
        Evidence(
            "the house's feed of all its news had items; it is not asked",
            "a catalogue of feeds, checked live",
            "2026-09",
        ),
        Evidence("both addresses of the desk are listed", "public lists of outlets", "2026-05"),
    ),
    unproven="Both lists of the desk and the body. Its lists may need JavaScript beyond the first articles.",
)
