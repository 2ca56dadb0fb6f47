"""Enab Baladi: WordPress, the same article at /archives/607143, /607143/slug/ and with ?amp=1."""

from archive.model import Outlet, Route
from spiders.outlets.wordpress import NOT_ARTICLES, NUMERIC, POSTS, SHORTLINK

OUTLET = Outlet(
    name="enabbaladi",
    title="عنب بلدي",
    title_en="Enab Baladi",
    home="https://www.enabbaladi.net",
    hosts=("enabbaladi.net",),
    routes=(
        Route(kind="feed", url="/feed/"),
        Route(kind="news-sitemap", url="/sitemap_index.xml"),
        Route(kind="wp-rest", url=POSTS),
        Route(kind="listing", url="/archives/category/online/", links="div.one-post div.item-content a"),
    ),
    # Five digits at least without /archives/: /2024/05/ is a month.
    key_rules=(SHORTLINK, NUMERIC, r"^/(?P<id>\d{5,})(?:/[^/?]*)?/?$"),
    not_articles=NOT_ARTICLES,
    body=("div.entry-content", "div.content-article"),
    junk_lines=(r"tag icon", r"ادعم عنب بلدي", r"دولار واحد شهري", r"اضغط هنا للمساهمة", r"سوريا بحاجة للصحافة الحرة"),
    expect_per_day=40.0,
    unproven="Selectors, REST and sitemap; the feed answered in March 2026 and gave 403 in September 2026.",
)
