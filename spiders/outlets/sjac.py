"""The Syria Justice and Accountability Centre: slugs, Arabic on a host of its own."""

from archive.identity.lists import LISTS
from archive.model import Evidence, Outlet, Route

OUTLET = Outlet(
    name="sjac",
    title="المركز السوري للعدالة والمساءلة",
    title_en="Syria Justice and Accountability Centre",
    home="https://syriaaccountability.org",
    hosts=("syriaaccountability.org", "ar.syriaaccountability.org"),
    routes=(
        Route(kind="listing", url="/updates/", edition="en", links="h2 a, h3 a"),
        Route(kind="listing", url="https://ar.syriaaccountability.org/", edition="ar", links="h2 a, h3 a"),
    ),
    # A slug on the Arabic host is another article than the same on the English one.
    key_rules=(
        r"^//(?P<lang>ar)\.syriaaccountability\.org/(?:updates/(?:\d{4}/\d\d/\d\d/)?)?(?P<id>[^/?]+)/?$",
        r"^/(?:updates/(?:\d{4}/\d\d/\d\d/)?)?(?P<id>[^/?]+)/?$",
    ),
    # Short Latin slugs are pages: about, our-work, updates.
    not_articles=(
        *LISTS,
        r"^/(?:category|tag|author|page|wp-[a-z]+|feed)(?:/|$)",
        r"^/[a-z0-9]*(?:-[a-z0-9]+){0,2}/?$",
    ),
    lang="en",
    every="3h",
    expect_per_day=0.5,
    evidence=(Evidence("the forms of the addresses", "stored pages and public lists", "2026"),),
    unproven="Both listings and the body, whether there is a feed, and whether short slugs are pages only.",
)
