"""Ultra Syria, opened in 2025: a site of the house Ultra Sawt, whose addresses begin with the Arabic slug."""

from archive.identity.lists import LISTS
from archive.model import Evidence, Outlet, Route
from spiders.outlets.address_forms import ARABIC_SLUG

OUTLET = Outlet(
    name="ultrasyria",
    title="الترا سوريا",
    title_en="Ultra Syria",
    home="https://ultrasyria.ultrasawt.com",
    hosts=("ultrasyria.ultrasawt.com",),
    routes=(
        Route(kind="feed", url="/rss.xml"),
        Route(kind="listing", url="/", links="h2 a, h3 a"),
    ),
    # /slug/author/section/…: what follows the slug says who wrote it and where it stands.
    key_rules=(rf"^/(?P<id>{ARABIC_SLUG})(?:/[^?]*)?$",),
    not_articles=(
        *LISTS,
        r"^/(?:tags?|authors?|search|page)/",
    ),
    every="2h",
    expect_per_day=8.0,
    evidence=(
        Evidence("the feed of a sister site, /rss.xml, is asked", "a public list of feeds", "2026-05"),
        Evidence("addresses of the parent site begin with the slug", "stored pages", "2018"),
        Evidence("the home address is listed", "an editor's list of outlets", "2026-05"),
    ),
    unproven="Everything of this site itself but its home address: feed and form of addresses are its sisters'.",
)
