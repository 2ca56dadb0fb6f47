"""The Syrian Observer: nearly all of it translated from others; /section/NUMBER/slug.html, some without a number."""

from archive.model import Evidence, Outlet, Route
from spiders.outlets.wordpress import NOT_ARTICLES

OUTLET = Outlet(
    name="syrianobserver",
    title="سيريان أوبزرفر",
    title_en="The Syrian Observer",
    home="https://syrianobserver.com",
    hosts=("syrianobserver.com",),
    routes=(
        Route(kind="feed", url="/feed"),
        Route(kind="listing", url="/", links="h2 a, h3 a"),
    ),
    # Until 2018 the numbers stood under /EN/Section/: another numbering, for all we know.
    key_rules=(
        r"^/(?P<id>EN/[A-Za-z_-]+/\d+)(?:/[^/?]*)?/?$",
        r"^/[a-z0-9_-]+/(?P<id>\d+)/[^/?]+\.html$",
        r"^/[a-z0-9_-]+/[^/?]+\.html$",
    ),
    # A notice that the office is closed is no news.
    not_articles=(*NOT_ARTICLES, r"^/uncategorized/(?:\d+/)?[^/?]*holiday[^/?]*\.html$"),
    lang="en",
    junk_lines=(r"(?i:helpful keywords)\b",),
    # The summary ends with whose report this is: "…, reports Baladi News." It stays, as it says more than that.
    credit_lines=(
        r"(?=.{15,400}, (?:reports|writes|according to) (?P<who>[A-Z][\w'’ -]{1,40})\.?$)",
        r"(?=.{15,400}, (?P<who>[A-Z][\w'’ -]{1,40}) (?:reports|writes)\.?$)",
    ),
    every="2h",
    expect_per_day=6.0,
    evidence=(
        Evidence("/feed answered, its newest item 36 hours old", "a feed audit", "autumn 2026"),
        Evidence("addresses of articles and of lists", "public code", ""),
    ),
    unproven="Body and listing, whether today's addresses have numbers, and the form of those before 2018 (only a list"
    " of theirs was seen).",
)
