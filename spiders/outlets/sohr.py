"""The Syrian Observatory for Human Rights: WordPress, /slug/NUMBER/, English under /en/ with numbers of its own."""

from archive.model import Evidence, Outlet
from spiders.outlets.wordpress import NOT_ARTICLES, PERMALINKS, wordpress_routes

OUTLET = Outlet(
    name="sohr",
    title="المرصد السوري لحقوق الإنسان",
    title_en="The Syrian Observatory For Human Rights",
    home="https://www.syriahr.com",
    hosts=("syriahr.com",),
    routes=wordpress_routes(edition="ar") + wordpress_routes("/en", edition="en"),
    key_rules=(
        r"^/(?:(?P<lang>en)/)?\?p=(?P<id>\d+)$",
        # Five digits at least: /2015/07/ is a month. The numbers of 2015 already had five.
        r"^/(?:(?P<lang>en)/)?(?:[^/?]+/)?(?P<id>\d{5,})/?(?:\?.*)?$",
        r"^/(?:(?P<lang>en)/)?\d{4}/\d{2}/[^/?]+/?$",
        *PERMALINKS,
        # To 2014, Joomla; from hearsay.
        r"^/(?:index\.php)?\?(?=(?:.*&)?option=com_(?P<series>news)(?:&|$))(?:.*&)?nid=(?P<id>\d+)(?:&|$)",
    ),
    not_articles=(*NOT_ARTICLES, r"^/(?:en/)?date/", r"^/en/\d{4}/(?:\d{1,2}/)?$"),
    # Every text opens with its own name as a signature, doubled colons and all, and a counter of visits.
    junk_lines=(r"\d{1,7}$", r"Latest News$"),
    expect_per_day=25.0,
    delay=5.0,
    evidence=(
        Evidence("addresses", "public code and stored pages", "2015 to 2026"),
        Evidence("both feeds answered 403", "two testers", "2026"),
    ),
    unproven="The addresses are real. Both feeds answered 403 to two testers; REST, sitemap and body were never"
    " seen, nor the zone of its times.",
)
