"""SMART News Agency: /ar/KIND/NUMBER/slug. Closed, it seems; kept for what others captured."""

from archive.identity.lists import LISTS
from archive.model import Evidence, Outlet, Route

OUTLET = Outlet(
    name="smart",
    title="وكالة سمارت للأنباء",
    title_en="SMART News Agency",
    home="https://smartnews-agency.com",
    hosts=("smartnews-agency.com",),
    routes=(Route(kind="listing", url="/ar", links="a[href*='/ar/wires/'], a[href*='/ar/reports/']"),),
    # One numbering for all kinds; /ar/wires/featured/geo/… is a list.
    key_rules=(
        r"^/(?P<lang>[a-z]{2})/(?:wires|reports|media|album|videos?|articles|investigations)/(?P<id>\d{4,})(?:/[^/?]*)?/?$",
    ),
    not_articles=(
        *LISTS,
        r"^/[a-z]{2}/(?:tags?|user|search)/",
    ),
    # The name of the house is its title's beginning; what stands round a text: day, places, marks.
    junk_lines=(r"\[?SMART News Agency", r"تم النشر بتاريخ\s?:", r"العلامات\s?:", r"الموقع الجغرافي\s?:"),
    every="1d",
    expect_per_day=0.1,
    enabled=False,
    disabled_because="It publishes no more, as far as we know. Its past comes in through `warraq import`; enable it to"
    " ask whether the site has woken.",
    evidence=(
        Evidence("61 pages: addresses, date line and lines round the texts", "a public set of pages", "2018-01"),
    ),
    unproven="When it closed, the listing and the body.",
)
