"""ANHA, the Hawar News Agency: a language folder, then a slug; to 2022 /ar/haber/slug-hNUMBER.html, at first /slug/."""

from archive.identity.lists import LISTS
from archive.model import Evidence, Outlet, Route

HEADLINES = "h2 a, h3 a"

OUTLET = Outlet(
    name="anha",
    title="وكالة أنباء هاوار",
    title_en="Hawar News Agency (ANHA)",
    home="https://hawarnews.com",
    hosts=("hawarnews.com", "ku.hawarnews.com", "en.hawarnews.com", "tr.hawarnews.com"),
    routes=(
        Route(kind="feed", url="/ar/rss/latest-posts", edition="ar"),
        Route(kind="feed", url="/ar/rss", edition="ar"),
        Route(kind="feed", url="/ar/feed/", edition="ar"),
        Route(kind="listing", url="/ar/news", edition="ar", links=HEADLINES),
        Route(kind="feed", url="/en/rss/latest-posts", edition="en"),
        Route(kind="listing", url="/en/news", edition="en", links=HEADLINES),
    ),
    # A new address has no number. Its slug has hyphens, those of sections and pages (news, about, kunye) have none.
    key_rules=(
        r"^/(?:(?P<lang>[a-z]{2})/)?haber/[^/]*-h(?P<id>\d+)\.html$",
        r"^/(?P<lang>[a-z]{2})/[^/?]*-[^/?]+/?$",
        # 2016 and 2017, WordPress: Arabic slugs at the root. The numbers of its shortlinks are others than those of -h.
        r"^/(?=[^/?]*[\u0621-\u064a])[^/?-]+-[^/?]+/?$",
        r"^/\?(?P<id>p=\d+)$",
    ),
    not_articles=(
        *LISTS,
        r"^/[a-z]{2}/(?:privacy|terms|contact|about|cookie)[a-z-]*/?$",
        # What it means to report that day.
        r"^/[a-z]{2}/hawar-news-agency-plan-",
        r"^/[a-z]{2}/(?:rss-feeds|latest-posts|popular-posts|reading-list|(?:forgot|reset)-password|sign-(?:in|up))/?$",
    ),
    expect_per_day=40.0,
    evidence=(
        Evidence(
            "addresses with a number and, since 2024, without", "stored pages and a public set of pages", "2020 to 2024"
        ),
        Evidence("/en/rss/latest-posts is listed", "public lists of feeds", ""),
    ),
    unproven="The addresses, old and new, are real. Only the English feed is listed anywhere, the Arabic ones are"
    " guesses beside it; selectors, the need of JavaScript and the Kurdish host are unknown.",
)
