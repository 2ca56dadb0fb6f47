"""A WordPress outlet that needs only a home address. Not an outlet itself: shipped and private files build on it.

A private file `NAME.py` in the folder WARRAQ_OUTLETS is all it takes:

    from spiders.outlets.wordpress import wordpress_outlet

    OUTLET = wordpress_outlet("NAME", "https://example.org", title="...", title_en="...")
"""

from dataclasses import replace
from urllib.parse import urlsplit

from archive.identity.lists import LISTS
from archive.model import Evidence, Outlet, Route
from spiders.discovery import wordpress_rest

# The permalink forms WordPress offers (Settings, Permalinks) that name an article whatever else an outlet used: the
# shortlink, "numeric", "day and name", "month and name".
SHORTLINK = r"^/\?(?:.*&)?p=(?P<id>\d+)"
NUMERIC = r"^/archives/(?P<id>\d+)(?:/[^/?]*)?/?$"
DATED = r"^/(?:archives/)?(?:19|20)\d{2}/\d{1,2}/(?:\d{1,2}/)?(?=[^/?]*[^/?\d])[^/?]+/?$"
PERMALINKS = (SHORTLINK, NUMERIC, DATED)
# Shortlinks, numbers in the path, a day, else a headline: three words under whatever folders, or two of Arabic.
KEY_RULES = (
    r"\?(?:.*&)?p=(?P<id>\d+)",
    r"^/archives/(?P<id>\d+)(?:/[^/]*)?/?$",
    r"^/(?P<id>\d{5,})(?:/[^/]*)?/?$",
    DATED,
    r"^/(?:[^/?]+/)*(?=[^/?]*-[^/?]*-|[^/?]*[\u0621-\u064a][^/?]*-)[^/?]*[^/?\d-][^/?]*/?$",
)
NOT_ARTICLES = (
    *LISTS,
    r"^/(?:[a-z]{2}/)?page(?:/|\?|$)",
    r"^/\d{4}(?:/\d{1,2}){0,2}/?$",
    r"^/?\?(?!(?:.*&)?p=)",
    # Latin words alone, each in a folder of its own: a section. A headline is of several.
    r"^/[a-z]+(?:/[a-z]+){0,2}/?$",
    # So is one Arabic word at the root.
    r"^/(?:[a-z]{2}/)?[\u0621-\u064a]+/?$",
)
# Short slugs in Latin letters at the root of an Arabic site are its pages and sections: about-us, contact, live.
SHORT_LATIN = r"^/[a-z0-9-]{1,20}/?$"
BODY = ("div.entry-content", "div.post-content")
POSTS = wordpress_rest.ROOT + wordpress_rest.POSTS


def wordpress_routes(prefix: str = "", edition: str = "") -> tuple[Route, ...]:
    """What every WordPress answers unless its owner shut it; `prefix` is a language folder such as `/en`."""
    return (
        Route(kind="feed", url=f"{prefix}/feed/", edition=edition),
        Route(kind="wp-rest", url=f"{prefix}{POSTS}", edition=edition),
        Route(kind="news-sitemap", url=f"{prefix}/sitemap_index.xml", edition=edition),
        Route(kind="news-sitemap", url=f"{prefix}/wp-sitemap.xml", edition=edition),
        Route(kind="listing", url=f"{prefix}/", edition=edition, links="h2 a, h3 a, .entry-title a"),
    )


def wordpress_outlet(name: str, home: str, title: str = "", title_en: str = "", lang: str = "ar") -> Outlet:
    """An outlet on WordPress, nothing known of it but its home address."""
    return Outlet(
        name=name,
        title=title or title_en or name,
        title_en=title_en or name,
        home=home,
        hosts=(urlsplit(home).netloc,),
        routes=wordpress_routes(),
        key_rules=KEY_RULES,
        not_articles=(*NOT_ARTICLES, SHORT_LATIN) if lang == "ar" else NOT_ARTICLES,
        lang=lang,
        body=BODY,
        unproven="Everything: only the home address is known.",
    )


def address_only(
    name: str, home: str, title: str, title_en: str, expect_per_day: float, evidence: tuple[Evidence, ...]
) -> Outlet:
    """An outlet of which nothing but the home address is known: off, until somebody has looked at the site."""
    return replace(
        wordpress_outlet(name, home, title, title_en),
        every="1h",
        expect_per_day=expect_per_day,
        enabled=False,
        disabled_because=f"Only its home address is known. `warraq outlets check {name}` asks the site; enable it when"
        " a route gives articles with keys of their own.",
        evidence=evidence,
        unproven="Everything but the home address; that it runs on WordPress is a guess.",
    )
