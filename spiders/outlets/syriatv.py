"""Syria TV: Drupal, the Arabic slug alone is the address, tatweel and all."""

from archive.identity.lists import LISTS
from archive.model import Outlet, Route

OUTLET = Outlet(
    name="syriatv",
    title="تلفزيون سوريا",
    title_en="Syria TV",
    home="https://www.syria.tv",
    hosts=("syria.tv",),
    routes=(
        Route(kind="feed", url="/rss.xml"),
        Route(kind="feed", url="/feed"),
        Route(kind="feed", url="/rss"),
        Route(kind="listing", url="/", links="h3 a"),
    ),
    # Of 1,095 real addresses all are one Arabic slug; one word alone is a section, not a headline.
    key_rules=(r"^/(?=[^/?]*[\u0621-\u064a])[^/?-]+-[^/?]+/?$", r"^/(?P<series>node)/(?P<id>\d+)/?$"),
    not_articles=(
        *LISTS,
        r"^/(?:search-custom|من-نحن|اتصل-بنا|تواصل-معنا|سياسة-الخصوصية|شروط-الاستخدام)(?:/|$)",
    ),
    # The box that holds the justified paragraphs: one of them may stand there without the class.
    body=("div:has(> p.text-align-justify)",),
    expect_per_day=80.0,
    unproven=(
        "The listing, and which sections and pages have addresses of several words. Feeds answered until October"
        " 2026, /rss.xml last; one reviewer could not confirm any."
    ),
)
