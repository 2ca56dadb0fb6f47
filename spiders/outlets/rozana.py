"""Rozana: a radio's site on Rails. Two older forms of its articles' addresses are known, today's is not."""

from archive.identity.lists import LISTS
from archive.model import Evidence, Outlet, Route

OUTLET = Outlet(
    name="rozana",
    title="روزنة",
    title_en="Rozana",
    home="https://www.rozana.fm",
    hosts=("rozana.fm",),
    routes=(Route(kind="listing", url="/", links="h2 a, h3 a"),),
    # The two numberings may be one; nothing shows it. Other forms: a number or a headline's length tells articles and
    # lists apart.
    key_rules=(
        r"^/[^?]*/(?P<series>محتوى)/(?P<id>\d+)(?:/[^?]*)?$",
        r"^/(?:ar/)?(?P<id>\d{3,})-[^/?]+/?$",
        r"^/(?:[^/?]+/)*(?=[^/?]*-[^/?]*-|[^/?]*\d{4})[^/?]+/?$",
    ),
    not_articles=(
        *LISTS,
        r"^/(?:assets|rails|packs|users|admin|search|tags?|pages?)(?:/|\?|$)",
        r"^/[a-z]{2}/?(?:\?|$)",
    ),
    every="1h",
    expect_per_day=5.0,
    enabled=False,
    disabled_because=(
        "The form that its articles' addresses have today is not known (two older ones are), and no feed was found."
        " Add a rule for it to key_rules, then enable it."
    ),
    evidence=(Evidence("addresses of older articles", "a public set of pages", "2018-01"),),
    unproven="Everything but the home address.",
)
