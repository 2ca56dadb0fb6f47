"""Syria TV: Drupal, the Arabic slug alone is the address, tatweel and all."""

from archive.identity.lists import LISTS
from archive.model import Evidence, Outlet, Route

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
    key_rules=(
        r"^/(?=[^/?]*[\u0621-\u064a])[^/?-]+-[^/?]+/?$",
        r"^/content/(?=[^/?]*[\u0621-\u064a])[^/?]+/?$",
        r"^/(?P<series>node)/(?P<id>\d+)/?$",
    ),
    not_articles=(
        *LISTS,
        r"^/(?:search-custom|من-نحن|اتصل-بنا|تواصل-معنا|سياسة-الخصوصية|شروط-الاستخدام)(?:/|$)",
    ),
    # The box that holds the justified paragraphs: one of them may stand there without the class.
    body=("div:has(> p.text-align-justify)",),
    expect_per_day=80.0,
    evidence=(
        Evidence("/rss.xml answered, in bursts seconds apart", "a bot's runs", "2026-09 to 2026-10"),
        Evidence("/feed answered", "a bot's runs", "2026-03 to 2026-08"),
        Evidence("1,095 of 1,095 addresses of 2026 fit", "a bot's output", "2026"),
    ),
    unproven=(
        "The listing, and which sections and pages have addresses of several words. Feeds answered until October"
        " 2026, /rss.xml last; one reviewer could not confirm any."
    ),
)
