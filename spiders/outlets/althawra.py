"""Al-Thawra: WordPress, section and slug; older articles on its archive's host, whose ?p=NUMBER counts on its own."""

from archive.model import Evidence, Outlet, Route
from spiders.outlets.wordpress import BODY, NOT_ARTICLES, wordpress_routes

OUTLET = Outlet(
    name="althawra",
    title="الثورة",
    title_en="Al-Thawra",
    home="https://thawra.sy",
    hosts=("thawra.sy", "archive.thawra.sy"),
    routes=(Route(kind="feed", url="/?feed=rss2"), *wordpress_routes()),
    # One ?p= number may be two articles on the two hosts.
    key_rules=(
        r"^//(?P<id>archive\.thawra\.sy/\?p=\d+)$",
        r"^/\?p=(?P<id>\d+)$",
        r"^/_archive2\.asp\?(?:.*&)?(?P<id>num=\d+)(?:&|$)",
        r"^/[a-z][a-z0-9-]*/[^/?]+/?$",
    ),
    not_articles=NOT_ARTICLES,
    body=BODY,
    every="30m",
    expect_per_day=30.0,
    evidence=(
        Evidence("addresses of articles, new and old", "public lists and stored pages", "2025-10"),
        Evidence("the feed is asked", "several public programs", "2026"),
    ),
    unproven="What the feed answers, every other route, body and dates; that its two hosts count each on its own is"
    " inferred.",
)
