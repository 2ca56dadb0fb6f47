"""Almodon (Beirut): section, day and slug; some articles only have a section and a UUID."""

from archive.identity.lists import LISTS
from archive.model import Evidence, Outlet, Route
from spiders.outlets.address_forms import UUID

OUTLET = Outlet(
    name="almodon",
    title="المدن",
    title_en="Almodon",
    home="https://www.almodon.com",
    hosts=("almodon.com",),
    routes=(
        Route(kind="feed", url="/rss"),
        Route(kind="listing", url="/arabworld", links="a[href*='/arabworld/']"),
    ),
    key_rules=(
        rf"^/[a-z-]+/(?P<id>{UUID})(?:/[^/?]*)?/?$",
        r"^/[a-z-]+/\d{4}/\d{1,2}/\d{1,2}/[^/?]+/?$",
    ),
    not_articles=LISTS,
    timezone="Asia/Beirut",
    # The site's name in single letters, a row of tools.
    junk_lines=(r"a l m o d o n", r"مقالات أخرى للكاتب", r".{0,80}رخصة المشاع الإبداعي", r"اشترك معنا في نشرة المدن"),
    every="1h",
    expect_per_day=40.0,
    delay=5.0,
    evidence=(
        Evidence("forms of addresses; lines round the texts", "a public set of pages", "2018-01"),
        Evidence("dated addresses", "public code", "2017 to 2026-08"),
        Evidence("/rss is listed", "several unrelated public programs", "2026"),
    ),
    unproven="What the feed answers, the listing and the body. One client was refused (403, 406), another could not"
    " reach it, a third was served: by network, it seems.",
)
