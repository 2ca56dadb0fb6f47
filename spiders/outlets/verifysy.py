"""Verify-Sy: /ar/factcheck/YYMMDDhhmm, until 2024 or so /details/NUMBER. A text quotes the false claim first."""

from archive.identity.lists import LISTS
from archive.model import Evidence, Outlet, Route

LINKS = "a[href*='/factcheck/']"

OUTLET = Outlet(
    name="verifysy",
    title="تأكد",
    title_en="Verify-Sy",
    home="https://verify-sy.com",
    hosts=("verify-sy.com",),
    routes=tuple(
        Route(kind="listing", url=f"/ar/category/{verdict}", edition=verdict, links=LINKS)
        for verdict in ("lying", "misleading", "confirmed")
    ),
    key_rules=(
        r"^/(?P<lang>[a-z]{2})/factcheck/(?P<id>\d{10})(?:/[^/?]*)?/?$",
        r"^/(?P<id>details/\d+)(?:/[^/?]*)?/?$",
    ),
    not_articles=LISTS,
    body=(".blog_single_div",),
    every="2h",
    expect_per_day=2.0,
    evidence=(
        Evidence("addresses, lists and the older body", "a public scraper's code and stored pages", "2025-09"),
        Evidence("its channel on Telegram", "a stored preview page", "2025-04"),
    ),
    unproven="Today's body and listing; that the ten digits are day and minute is inferred of two addresses.",
)
