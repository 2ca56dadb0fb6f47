"""Kurdistan24 (Erbil): /EDITION/story/NUMBER, with a slug or without; until 2018 or so /EDITION/news/UUID."""

from archive.identity.lists import LISTS
from archive.model import Evidence, Outlet, Route
from spiders.outlets.address_forms import UUID

OUTLET = Outlet(
    name="kurdistan24",
    title="كوردستان 24",
    title_en="Kurdistan24",
    home="https://www.kurdistan24.net",
    hosts=("kurdistan24.net",),
    routes=(
        Route(kind="feed", url="/ar/rss.xml", edition="ar"),
        Route(kind="listing", url="/ar", edition="ar", links="a[href*='/ar/story/']"),
        Route(kind="feed", url="/ckb/rss.xml", edition="ckb"),
        Route(kind="listing", url="/ckb", edition="ckb", links="a[href*='/ckb/story/']"),
        Route(kind="feed", url="/en/rss.xml", edition="en"),
        Route(kind="listing", url="/en", edition="en", links="a[href*='/en/story/']"),
        Route(kind="listing", url="/kmr", edition="kmr", links="a[href*='/kmr/story/']"),
    ),
    # The slug hangs on the number by a stroke, before 2023 by a hyphen.
    key_rules=(
        r"^/(?P<lang>[a-z]{2,3})/story/(?P<id>\d+)(?:[-/].*)?$",
        rf"^/(?P<lang>[a-z]{{2,3}})/news/(?P<id>{UUID})(?:/[^/?]*)?/?$",
    ),
    not_articles=LISTS,
    timezone="Asia/Baghdad",
    every="30m",
    expect_per_day=150.0,
    delay=5.0,
    evidence=(
        Evidence("/ar, /en and /ckb/rss.xml had items", "a newsroom's catalogue of feeds, checked live", "2026-09"),
        Evidence("addresses with numbers", "public code", "2022 to 2026-08"),
        Evidence("Kurmanji addresses, and Arabic ones with a UUID", "public sets of pages", "2018 and 2020"),
    ),
    unproven="Body, listings, and whether Kurmanji has a feed; bare clients were refused (403, 406).",
)
