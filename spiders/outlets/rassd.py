"""RASSD: an Egyptian network, WordPress by its uploads; an older site numbered its articles /4270.htm."""

from archive.model import Evidence, Outlet
from spiders.outlets.wordpress import BODY, NOT_ARTICLES, SHORT_LATIN, wordpress_routes

OUTLET = Outlet(
    name="rassd",
    title="رصد",
    title_en="RASSD",
    home="https://rassd.com",
    hosts=("rassd.com",),
    routes=wordpress_routes(),
    # The old site's numbers are not WordPress's: the ending stays in the key.
    key_rules=(
        r"\?(?:.*&)?p=(?P<id>\d+)",
        r"^/\d+\.html?$",
        r"^/(?:archives/)?(?P<id>\d{5,})(?:/[^/?]*)?/?(?:\?.*)?$",
        r"^/[^/?][^?]*$",
    ),
    not_articles=(*NOT_ARTICLES, SHORT_LATIN),
    timezone="Africa/Cairo",
    body=BODY,
    junk_lines=(r"follow us in feedly", r"شبكة رصد الإخبارية$"),
    every="30m",
    expect_per_day=20.0,
    delay=3.0,
    evidence=(Evidence("/feed is listed", "several public lists of feeds", ""),),
    unproven="Its feed is listed by several and was seen by none; the form of today's addresses, the body and the"
    " zone are unknown. It seems to stand behind Cloudflare.",
)
