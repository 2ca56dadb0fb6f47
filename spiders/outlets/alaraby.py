"""Al-Araby Al-Jadeed's desk for Syria: only its lists are asked; section and slug, older ones with day or UUID."""

from archive.identity.lists import LISTS
from archive.model import Evidence, Outlet, Route
from spiders.outlets.address_forms import ARABIC_SLUG, UUID

OUTLET = Outlet(
    name="alaraby",
    title="العربي الجديد",
    title_en="Al-Araby Al-Jadeed (Syria desk)",
    home="https://www.alaraby.co.uk",
    hosts=("alaraby.co.uk",),
    routes=(
        Route(kind="listing", url="/news/syria", links="h2 a, h3 a, article a"),
        Route(kind="listing", url="/syria", links="h2 a, h3 a, article a"),
    ),
    key_rules=(
        rf"^/[\w-]+/(?P<id>{UUID})(?:/[^/?]*)?/?$",
        r"^/[\w-]+/\d{4}/\d{1,2}/\d{1,2}/[^/?]+/?$",
        rf"^/(?:[\w-]+/){{1,2}}{ARABIC_SLUG}/?$",
    ),
    not_articles=(
        *LISTS,
        r"^/(?:authors?|tags?|keywords?|search)/",
    ),
    # Of old it printed its own clock as Jerusalem's: "00:02 بتوقيت القدس 21:02 (غرينتش)".
    timezone="Asia/Jerusalem",
    junk_lines=(r"اختر المدينة$", r"اقـــرأ أيضاً", r"الأكثر مشاهدة أخبار مرتبطة", r"\d\d/\d\d/\d{4} م \(آخر تحديث\)"),
    every="30m",
    expect_per_day=15.0,
    delay=5.0,
    evidence=(
        Evidence("36 addresses, 8 of them a UUID; lines round the texts", "a public set of pages", "2018-01"),
        Evidence(
            "a plain client is served, one that calls itself a browser is refused (403)",
            "a news desk's list",
            "autumn 2026",
        ),
        Evidence("the desk's addresses are listed", "two public lists of outlets", "2026"),
    ),
    unproven="Both lists of the desk, the form of today's addresses, the body, and the zone of its clock. Its feed of"
    " all its news, /rss.xml, is not asked.",
)
