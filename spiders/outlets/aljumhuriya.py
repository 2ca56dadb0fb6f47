"""Al-Jumhuriya: essays; a language folder, then a number or a slug."""

from archive.model import Evidence, Outlet, Route
from spiders.outlets.wordpress import BODY, NOT_ARTICLES

OUTLET = Outlet(
    name="aljumhuriya",
    title="الجمهورية.نت",
    title_en="Al-Jumhuriya",
    home="https://aljumhuriya.net",
    hosts=("aljumhuriya.net",),
    routes=(
        Route(kind="feed", url="/ar/feed", edition="ar"),
        Route(kind="listing", url="/ar", edition="ar", links="h2 a, h3 a"),
        Route(kind="feed", url="/en/feed", edition="en"),
    ),
    # The slug names the article, the day before it does not.
    key_rules=(
        r"^/(?P<lang>[a-z]{2})/(?P<id>\d+)(?:/[^/?]*)?/?$",
        r"^/(?P<lang>[a-z]{2})/(?:content|\d{4}/\d\d/\d\d)/(?P<id>[^/?]+)/?$",
    ),
    not_articles=(*NOT_ARTICLES, r"^/[a-z]{2}/\d{4}(?:/\d{1,2}){0,2}/?$"),
    body=BODY,
    every="6h",
    expect_per_day=1.0,
    evidence=(
        Evidence("addresses with number and with slug", "a public set of pages", "2018-01"),
        Evidence("/ar/feed is listed", "public lists of feeds", "2023"),
    ),
    unproven="What the feed answers, the English one, the form of today's addresses, the body, and whether it still"
    " publishes.",
)
