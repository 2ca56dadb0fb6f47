"""Asharq al-Awsat's desk for the Levant: only its list is asked; sections and NUMBER, with a slug or without."""

from urllib.parse import quote

from archive.identity.lists import LISTS
from archive.model import Evidence, Outlet, Route

LEVANT = quote("/العالم-العربي/المشرق-العربي")

OUTLET = Outlet(
    name="aawsat",
    title="الشرق الأوسط",
    title_en="Asharq al-Awsat (Levant desk)",
    home="https://aawsat.com",
    hosts=("aawsat.com",),
    routes=(Route(kind="listing", url=LEVANT, links="h2 a, h3 a, article a"),),
    # A bare number is that before a slug. Of old /home/article/NUMBER/slug: numbers of another, older count.
    key_rules=(
        r"^/(?P<id>(?:home/article|node)/\d+)(?:/[^/?]*)?/?$",
        r"^/(?:[^/?]+/){0,3}(?P<id>\d{6,})(?:-[^/?]*)?/?$",
    ),
    not_articles=(
        *LISTS,
        r"^/(?:tags?|authors?|search|files)/",
    ),
    timezone="Asia/Riyadh",
    junk_lines=(r"النشرة .{0,20}Email Address", r"أخبار دولية وعربية$", r"النشرة البريدية", r"Email Address"),
    every="30m",
    expect_per_day=40.0,
    delay=5.0,
    evidence=(
        Evidence("addresses with numbers, slug or none, under the Levant's section", "public code", "2026"),
        Evidence("older addresses; lines round the texts", "a public set of pages", "2018-01"),
        Evidence(
            "/feed had items; it is the whole paper's and not asked", "a catalogue of feeds, checked live", "2026-09"
        ),
    ),
    unproven="The list and its links, the body, and whether Syria has a list of its own. Cloudflare refused one"
    " project's network in autumn 2026, not another's.",
)
