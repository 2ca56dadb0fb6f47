"""7al.net: WordPress, on Istanbul's clock."""

from archive.model import Evidence, Outlet
from spiders.outlets.wordpress import BODY, KEY_RULES, NOT_ARTICLES, SHORT_LATIN, wordpress_routes

OUTLET = Outlet(
    name="al7al",
    title="الحل نت",
    title_en="7al.net",
    home="https://7al.net",
    hosts=("7al.net",),
    routes=wordpress_routes(),
    key_rules=KEY_RULES,
    not_articles=(*NOT_ARTICLES, SHORT_LATIN),
    body=BODY,
    # Three hours ahead of UTC in February 2022, when Damascus was two.
    timezone="Europe/Istanbul",
    every="1h",
    expect_per_day=15.0,
    evidence=(
        Evidence("REST, and its clock: local time three hours ahead of UTC in winter", "a stored answer", "2022-02"),
        Evidence("the home address is listed", "a public list of outlets", "2026"),
    ),
    unproven="Feed, sitemaps, body, the form of the articles' addresses but ?p=, and whether it still publishes.",
)
