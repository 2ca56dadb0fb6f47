"""North Press Agency: a number and no slug; English under /en/ and Kurdish under /ku/ count on their own."""

from archive.model import Evidence, Outlet
from spiders.outlets.wordpress import NOT_ARTICLES, PERMALINKS, wordpress_routes

OUTLET = Outlet(
    name="northpress",
    title="نورث برس",
    title_en="North Press Agency",
    home="https://npasyria.com",
    hosts=("npasyria.com",),
    routes=(
        *wordpress_routes(edition="ar"),
        *wordpress_routes("/en", edition="en"),
        *wordpress_routes("/ku", edition="ku"),
    ),
    key_rules=(
        r"^/(?:(?P<lang>en|ku)/)?(?P<id>\d{5,})/?(?:\?.*)?$",
        r"^/(?:(?P<lang>en|ku)/)?\?p=(?P<id>\d+)$",
        *PERMALINKS,
        # To 2020 or so, a system of its own; from hearsay.
        r"^/(?:(?P<lang>en|ku)/)?(?P<series>blog)\.php\?(?:.*&)?id_blog=(?P<id>\d+)(?:&|$)",
    ),
    not_articles=NOT_ARTICLES,
    body=("div.entry-content",),
    # Reporter and editor in one line; each alone is a form many outlets use.
    credit_lines=(
        r"(?:إعداد|اعداد)\s*:\s*(?P<author>[^:]{2,40}?)\s*[-–،/]?\s*تحرير\s*:\s*(?P<author_2>.{2,40})$",
        r"Reporting by (?P<author>[^,;]{2,40})[,;] (?:and )?editing by (?P<author_2>.{2,40})$",
    ),
    expect_per_day=40.0,
    evidence=(
        Evidence("/en/feed/ answered, its newest item 2 hours old", "a feed audit", "autumn 2026"),
        Evidence("addresses with numbers, in Arabic and English", "public code and stored pages", "2021 to 2026-09"),
    ),
    unproven="The Arabic feed, body and dates; feeds probably refused some networks in 2026. The Kurdish edition is"
    " named by one untested list only.",
)
