"""The White Helmets (Syria Civil Defence): Joomla, news under /index.php/ar/alalam/."""

from archive.identity.lists import LISTS
from archive.model import Evidence, Outlet, Route

NEWS = "/index.php/ar/alalam/akhbar-wtqaryr-alamyt"

OUTLET = Outlet(
    name="whitehelmets",
    title="الدفاع المدني السوري",
    title_en="The White Helmets",
    home="https://whitehelmets.org",
    hosts=("whitehelmets.org", "syriacivildefence.org"),
    routes=(Route(kind="listing", url=NEWS, links=f"a[href*='{NEWS}/']"),),
    key_rules=(
        r"^/(?:index\.php/)?(?P<lang>ar|en)/(?:[^/?]+/){2,}(?P<id>\d+)-[^/?]+/?$",
        rf"^{NEWS}/[^/?]+/?$",
        # The English host's; from hearsay.
        r"^//syriacivildefence\.org/(?:ar|en)/latest/[a-z-]+/[^/?]+/?$",
    ),
    not_articles=LISTS,
    every="3h",
    expect_per_day=2.0,
    delay=5.0,
    evidence=(Evidence("the list of its news is listed", "an editor's list of outlets", "2026-05"),),
    unproven="The form of the articles' addresses (Joomla's own is taken), the list's links, the body, and whether the"
    " English host syriacivildefence.org is alive.",
)
