"""Syria News (سيريانيوز): a code and the day, DDMMYY, in each address; a page for phones carries the same code."""

from archive.identity.lists import LISTS
from archive.model import Evidence, Outlet, Route

CODE = r"[0-9a-f]{8}-\d{8}"

OUTLET = Outlet(
    name="syrianews",
    title="سيريانيوز",
    title_en="Syria News",
    home="https://syria.news",
    hosts=("syria.news",),
    routes=(Route(kind="listing", url="/", links="a[href$='.html'], a[href*='?n=']"),),
    key_rules=(rf"^/(?P<id>{CODE})\.html$", rf"^/mob_n2?\.php\?(?:.*&)?n=(?P<id>{CODE})(?:&|$)"),
    not_articles=LISTS,
    every="1h",
    expect_per_day=10.0,
    evidence=(
        Evidence("both forms of addresses; seven of seven hold the day", "stored pages", "2017 to 2024-12"),
        Evidence("the last line of a text is the site's name", "stored pages", "2024-12"),
    ),
    unproven="The listing, the body, and whether it still publishes. The day on top of its pages is the reader's.",
)
