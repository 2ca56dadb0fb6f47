"""Rozana: a radio's site on Rails. Nobody has written down what its articles' addresses look like."""

from archive.model import Outlet, Route

OUTLET = Outlet(
    name="rozana",
    title="روزنة",
    title_en="Rozana",
    home="https://www.rozana.fm",
    hosts=("rozana.fm",),
    routes=(Route(kind="listing", url="/", links="h2 a, h3 a"),),
    not_articles=(r"^/(?:assets|rails|packs|users|admin|search|tags?|pages?)(?:/|\?|$)", r"^/[a-z]{2}/?(?:\?|$)"),
    every="1h",
    expect_per_day=5.0,
    enabled=False,
    disabled_because=(
        "The form of its articles' addresses is not known, and no feed was found: every link of the home page would"
        " be taken for an article. Give it key_rules, then enable it."
    ),
    unproven="Everything but the home address.",
)
