"""Hashtag Syria: /item/NUMBER about 2019, percent-escaped slugs later; the last page seen of it is spam."""

from archive.identity.lists import LISTS
from archive.model import Evidence, Outlet, Route
from spiders.outlets.address_forms import ARABIC_SLUG

OUTLET = Outlet(
    name="hashtagsyria",
    title="هاشتاغ سوريا",
    title_en="Hashtag Syria",
    home="https://hashtagsyria.com",
    hosts=("hashtagsyria.com",),
    routes=(Route(kind="listing", url="/", links="a[href*='/item/'], h2 a, h3 a"),),
    # /section/NUMBER is a list.
    key_rules=(r"^/item/(?P<id>\d+)(?:/[^/?]*)?/?$", rf"^/{ARABIC_SLUG}/?$"),
    not_articles=(
        *LISTS,
        r"^/(?:section|category|tag|author|page|search)(?:/|\?|$)",
    ),
    body=(".item-contents",),
    junk_lines=(r"تم النشر في\s?:", r"يتصفح زوارنا الآن"),
    every="2h",
    expect_per_day=10.0,
    enabled=False,
    disabled_because="The last page stored of it is spam, thousands of random short words. Enable it when its own"
    " people publish there again.",
    evidence=(
        Evidence(
            "addresses, title, text and date line of about 2019", "the code of the site's own theme, public", "2019"
        ),
        Evidence("a later page is spam", "a stored page", ""),
    ),
    barred="spam",
    unproven="Whether anything of the outlet is left at this address. `warraq import` takes its past.",
)
