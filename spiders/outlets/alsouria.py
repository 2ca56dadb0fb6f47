"""Alsouria.net: Drupal, /content/slug."""

from archive.identity.lists import LISTS
from archive.model import Evidence, Outlet, Route
from spiders.outlets.address_forms import ARABIC_SLUG

OUTLET = Outlet(
    name="alsouria",
    title="السورية نت",
    title_en="Alsouria.net",
    home="https://www.alsouria.net",
    hosts=("alsouria.net",),
    routes=(
        Route(kind="feed", url="/rss.xml"),
        Route(kind="feed", url="/feed/"),
        Route(kind="listing", url="/", links="h2 a, h3 a, a[href^='/content/']"),
    ),
    # A question mark at the end of a headline stays in the slug.
    key_rules=(r"^/content/[^/]+/?$", rf"^/{ARABIC_SLUG}/?$"),
    not_articles=(
        *LISTS,
        r"^/(?:tags?|taxonomy|frontpage|user|node)(?:/|\?|$)",
    ),
    # The first is the reader's day, not the article's.
    junk_lines=(r"تحديث الموقع \d", r"كلمات دلالية\s?:", r"روابط ذات صلة", r"آخر الأخبار$"),
    every="2h",
    expect_per_day=10.0,
    evidence=(
        Evidence("29 of 33 addresses are /content/slug; lines round the texts", "a public set of pages", "2018-01"),
        Evidence("the home address is listed", "a public list of outlets", "2026"),
    ),
    unproven="Every route and the body, and whether today's addresses are those of 2018.",
)
