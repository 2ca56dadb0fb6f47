"""Enab Baladi: WordPress, the same article at /archives/607143, /607143/slug/ and with ?amp=1."""

from archive.model import Evidence, Outlet, Route
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
    junk_lines=(
        r"مؤسسة إعلامية سورية مستقلة تأسست",
        r"فضل\W*ا\W* عن مجموعة من الحسابات",
        r"tag icon",
        r"ادعم عنب بلدي",
        r"دولار واحد شهري",
        r"اضغط هنا للمساهمة",
        r"سوريا بحاجة للصحافة الحرة",
    ),
    expect_per_day=40.0,
    evidence=(
        Evidence(
            "/feed/ gave 9 links on each of two days, six months later 403", "a bot's runs", "2026-03 and 2026-09"
        ),
        Evidence("listing, text and date, by the selectors of then", "a public scraper's tests on the site", "2023-07"),
        Evidence("9 of 9 addresses of 2026 fit", "a bot's output", "2026"),
        Evidence("30 pages: lines round the texts", "a public set of pages", "2018-01"),
    ),
    unproven="Today's selectors, REST and sitemap. It refuses some hosting networks. The English edition is an outlet"
    " of its own (enabbaladi_en); no host of a Turkish or a Kurdish edition is known.",
)
