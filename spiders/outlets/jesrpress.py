"""Jesr Press: WordPress, slugs cut at 200 bytes, a dateline "جسر – دير الزور" over the text."""

from archive.model import Evidence, Outlet
from spiders.outlets.wordpress import NOT_ARTICLES, PERMALINKS, SHORT_LATIN, wordpress_routes

OUTLET = Outlet(
    name="jesrpress",
    title="جسر",
    title_en="Jesr Press",
    home="https://jesrpress.com",
    hosts=("jesrpress.com",),
    routes=wordpress_routes(),
    key_rules=(*PERMALINKS, r"^/[^/?]+/?$"),
    not_articles=(*NOT_ARTICLES, SHORT_LATIN),
    body=("div.entry-content",),
    junk_lines=(r"جسر\s?[:–-]\s?[^.،:]{2,30}[:.]?$",),
    expect_per_day=5.0,
    evidence=(Evidence("addresses and dateline", "two stored pages", ""),),
    unproven="Whether it still publishes, every route, and the body; two stored pages show addresses and dateline.",
)
