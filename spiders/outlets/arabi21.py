"""Arabi21: a system of its own, /story/NUMBER/slug, a feed for each section."""

from archive.model import Evidence, Outlet, Route

SECTIONS = {"politics": 316, "general": 410}

OUTLET = Outlet(
    name="arabi21",
    title="عربي21",
    title_en="Arabi21",
    home="https://arabi21.com",
    hosts=("arabi21.com",),
    # Sections do not stand in for each other: each lists articles the others do not.
    routes=tuple(
        Route(kind="feed", url=f"/Rss/SectionNewsRSS?id={number}", edition=section)
        for section, number in SECTIONS.items()
    ),
    key_rules=(r"^/(?i:story)/(?P<id>\d+)(?:/.*)?$",),
    junk_lines=(
        r"عـ?اجل آخر الأخبار",
        r"هذا الموقع يستخدم ملف",
    ),
    expect_per_day=60.0,
    evidence=(
        Evidence("addresses with numbers", "a bot's output and public code", "2017 to 2026-03"),
        Evidence("the feeds of sections are listed", "several unrelated public programs", ""),
        Evidence("28 pages: lines round the texts", "a public set of pages", "2018-01"),
    ),
    unproven="Feeds as of today, listing and body; it may stand behind Cloudflare.",
)
