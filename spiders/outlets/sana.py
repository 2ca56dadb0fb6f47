"""SANA, the state agency: sections and numbers, each language edition with its own; older pages under ?p=NUMBER."""

from datetime import date

from archive.model import Evidence, Layout, Outlet, Route
from spiders.outlets.wordpress import NOT_ARTICLES, wordpress_routes

EDITIONS = "en|fa|ru|fr|tr|he|zh"
JUNK_LINES = (r"(?:date \d{4}-\d\d-\d\d )?[^.،:]{2,30}\s?[-–]\s?سانا$", r"[A-Z][\w ]{2,25}, \(?SANA\)?\s?[-–]?$")
# English stories end with the initial and the name of who wrote them, alone or before the editor's.
CREDIT_LINES = (r"(?P<author>[A-Z]\. ?[A-Z][a-z]+(?: ?/ ?[A-Z][\w. -]{1,30})?)$",)
# The design before today's was seen on pages of 2023, today's on one of 6 September 2025; nobody saw the day between.
OLDER = Layout(
    until=date(2025, 9, 5),
    body=(", ".join(f"div.entry > {tag}" for tag in ("p", "h2", "h3", "h4", "ul", "ol", "blockquote", "table")),),
    junk_lines=JUNK_LINES,
    credit_lines=CREDIT_LINES,
)

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
        # To 2013, behind ara, eng and their like; from hearsay.
        r"^/\d+/(?P<series>\d{4})/\d{2}/\d{2}/(?:[a-z]+-)?(?P<id>\d+)\.html?$",
    ),
    # Pictures and films with a line under them.
    not_articles=(*NOT_ARTICLES, r"^/(?:[a-z]{2}/)?(?:video|photos?|infographic)/"),
    # The theme (Foxiz) sets boxes of related articles, adverts and contents into the text.
    body=("div.entry-content.rbct",),
    drop=(".entry-content .related-sec", ".entry-content .ad-wrap", ".entry-content .rbtoc"),
    junk_lines=JUNK_LINES,
    credit_lines=CREDIT_LINES,
    layouts=(OLDER,),
    expect_per_day=200.0,
    evidence=(
        Evidence("/feed answered", "a bot's runs", "2026-09 to 2026-10"),
        Evidence("/?feed=rss2 answered", "a bot's runs", "2026-03 to 2026-08"),
        Evidence("/en/feed/ answered", "a bot's runs", "2026"),
        Evidence("925 of 925 addresses of 2026 fit", "a bot's output", "2026-10"),
        Evidence("listing, text and date of the older theme", "a public scraper's tests on the site", "2023"),
        Evidence("the theme of 2025: title, text, date", "a saved page", "2025-09"),
    ),
    unproven=(
        "Routes: REST, sitemaps and listing; the Arabic feed answered until October 2026, but not in a form every"
        " reader understood. Today's design was read on one captured page of September 2025, boxes inside its text on a"
        " made page only; the older design's selector is that of a program of 2023. The day of the change is unknown."
    ),
)
