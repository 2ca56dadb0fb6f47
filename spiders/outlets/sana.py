"""SANA, the state agency: sections and numbers, each language edition with its own; older pages under ?p=NUMBER."""

from archive.model import Outlet, Route
from spiders.outlets.wordpress import NOT_ARTICLES, wordpress_routes

EDITIONS = "en|fa|ru|fr|tr|he|zh"

OUTLET = Outlet(
    name="sana",
    title="سانا",
    title_en="SANA",
    home="https://sana.sy",
    hosts=("sana.sy", "sanasyria.org", "sananews.sy"),
    routes=(
        Route(kind="feed", url="/feed/", edition="ar"),
        Route(kind="feed", url="/?feed=rss2", edition="ar"),
        *wordpress_routes(edition="ar")[1:-1],
        Route(kind="listing", url="/", edition="ar", links=".entry-title a, .post-title a"),
        *wordpress_routes("/en", edition="en"),
    ),
    key_rules=(
        # Nothing says that this host counts as the others do.
        r"^//(?P<series>sananews\.sy)/(?:[^/?]+/)*(?:\?p=)?(?P<id>\d{5,})/?$",
        rf"^/(?:(?P<lang>{EDITIONS})/)?(?:[^/?]+/)+(?P<id>\d{{5,}})/?$",
        rf"^/(?:(?P<lang>{EDITIONS})/)?\?p=(?P<id>\d+)$",
    ),
    # Pictures and films with a line under them.
    not_articles=(*NOT_ARTICLES, r"^/(?:[a-z]{2}/)?(?:video|photos?|infographic)/"),
    body=(", ".join(f"div.entry > {tag}" for tag in ("p", "h2", "h3", "h4", "ul", "ol", "blockquote", "table")),),
    junk_lines=(r"(?:date \d{4}-\d\d-\d\d )?[^.،:]{2,30}\s?[-–]\s?سانا$", r"[A-Z][\w ]{2,25}, \(?SANA\)?\s?[-–]?$"),
    # English stories end with the initial and the name of who wrote them, alone or before the editor's.
    credit_lines=(r"(?P<author>[A-Z]\. ?[A-Z][a-z]+(?: ?/ ?[A-Z][\w. -]{1,30})?)$",),
    expect_per_day=200.0,
    unproven=(
        "Selectors of today's theme (the body's are of 2023), REST and sitemaps. The Arabic feed answered until"
        " October 2026, but not in a form every reader understood."
    ),
)
