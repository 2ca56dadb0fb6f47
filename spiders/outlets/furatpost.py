"""Furat Post (Euphrates Post): two addresses are listed for it, and nothing else is known of its site."""

from archive.model import Evidence, Outlet, Route
from spiders.outlets.wordpress import BODY, NOT_ARTICLES, POSTS

OUTLET = Outlet(
    name="furatpost",
    title="فرات بوست",
    title_en="Furat Post",
    home="https://euphratespost.net",
    hosts=("euphratespost.net", "euphratespost.com"),
    routes=(
        Route(kind="feed", url="/ar/feed/"),
        Route(kind="feed", url="/feed/"),
        Route(kind="wp-rest", url=f"/ar{POSTS}"),
        Route(kind="listing", url="/ar/", links="h2 a, h3 a, .entry-title a"),
        Route(kind="feed", url="https://euphratespost.com/feed/"),
    ),
    key_rules=(
        r"\?(?:.*&)?p=(?P<id>\d+)",
        r"^/(?:ar/)?(?:archives/)?(?P<id>\d{5,})(?:/[^/?]*)?/?(?:\?.*)?$",
        r"^/[^/?][^?]*$",
    ),
    not_articles=(*NOT_ARTICLES, r"^/(?:ar/|en/)?[a-z0-9-]{0,20}/?$"),
    body=BODY,
    every="1h",
    expect_per_day=5.0,
    evidence=(Evidence("the home address is listed", "three public lists of outlets", "2026-05"),),
    unproven="Everything. Three public lists name euphratespost.net/ar/ or euphratespost.com; one says WordPress.",
)
