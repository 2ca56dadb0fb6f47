"""What happens at the sample outlets while the demo looks on, and where in the reading room it is to be seen."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from tests.support.outlet_server import OutletServer
from tests.support.outlet_server.corpus import articles

# Besides the one edit that the sample articles bring along: site, article, what is written instead of what.
EDITS = (
    ("sample_portal", "1095", {"تؤجل مباراتين": "تؤجل ثلاث مباريات", "بخمس عشرة نقطة": "بثماني عشرة نقطة"}),
    ("sample_gutenberg", "5110", {"ملعبًا صغيرًا": "ملعبًا", "بين سبعة مخيمات": "بين تسعة مخيمات"}),
    ("sample_wp", "204912", {"طوله اثنان وعشرون مترًا": "طوله ستة وعشرون مترًا"}),
)
# Besides the one whose part it is to go: the newest of its outlet, and an older one.
GONE = (("sample_portal", "1098", 404), ("sample_listing", "coastal-cleanup", 410))
# New articles that carry another outlet's text: whole with its credit, and three paragraphs of it without.
CARRIED = (
    ("sample_portal", "1099", "sample_wp/204912", "المنصة التجريبية", 9),
    ("sample_gutenberg", "5113", "sample_aspx/70367", "", 3),
)
WIDTH = 62
SEARCH = [
    ("/search?q=القوات", "finds القـ.ـوات too, marked as the outlet spelt it"),
    ("/search?q=سورية", "finds سوريا as well"),
    ("/words?q=المياه، المدارس", "how often, month by month"),
]
ITSELF = [
    ("/outlets", "five sample outlets and how they are"),
    ("/downloads", "the whole archive as one file; warraq open FILE shows it offline"),
    ("/warraq", "its tables, row by row"),
]
DIFFERENCES = """
SELECT '/article/' || v.article_id || '/diff/' || max(p.n) || '..' || v.n, a.title
FROM versions v JOIN versions p ON p.article_id = v.article_id AND p.n < v.n JOIN articles a ON a.id = v.article_id
WHERE v.kind = 'edit' GROUP BY v.id ORDER BY v.article_id DESC LIMIT 4
"""
STORIES = """
SELECT '/story/' || c.id, a.title FROM clusters c JOIN articles a USING (id) WHERE c.size > 1 ORDER BY c.id DESC LIMIT 3
"""
MISSING = "SELECT '/article/' || id || '/missing', title FROM articles WHERE status <> 'live' ORDER BY id DESC LIMIT 3"
CAPTURES = """
SELECT '/capture/' || v.capture_id, a.title FROM versions v JOIN articles a ON a.id = v.article_id
WHERE v.capture_id IS NOT NULL ORDER BY v.article_id DESC, v.n DESC LIMIT 3
"""


def happen(server: OutletServer) -> None:
    """Articles are edited, removed, published, and carried on by others."""
    server.edit()
    for site, article_id, changes in EDITS:
        article = articles()[site, article_id]
        text = "\n".join([article.title, *article.paragraphs])
        for old, new in changes.items():
            if old not in text:
                raise ValueError(f"{site}/{article_id} does not say {old!r}")
            text = text.replace(old, new)
        title, *paragraphs = text.split("\n")
        server.rewrite(replace(article, title=title, paragraphs=tuple(paragraphs)))
    server.delete()
    for site, article_id, status in GONE:
        server.delete(site, article_id, status)
    server.new()
    for site, article_id, carried, credit, most in CARRIED:
        server.new(site)
        source_site, _, source_id = carried.partition("/")
        source, own = articles()[source_site, source_id], articles()[site, article_id]
        # The last paragraph of each says that it is a sample, and of which kind.
        told = (*source.paragraphs[:-1][:most], own.paragraphs[-1])
        server.rewrite(replace(own, title=source.title, paragraphs=told, credit=credit))


def what_to_see(record: Path, address: str) -> str:
    """The pages worth a look, as the archive has them now: addresses with what stands there."""
    with closing(sqlite3.connect(f"{record.as_uri()}?mode=ro", uri=True)) as connection:
        found = {
            heading: connection.execute(question).fetchall()
            for heading, question in (
                ("what an outlet changed", DIFFERENCES),
                ("who carried whose text", STORIES),
                ("not there any more", MISSING),
                ("pages as they were captured", CAPTURES),
            )
        }
    sections = {"search": SEARCH, **found, "the archive itself": ITSELF}
    lines = [f"    {address}/en/".ljust(WIDTH) + "the same in English; every page is, under /en"]
    for heading, pages in sections.items():
        if pages:
            lines.append(f"  {heading}:")
        lines += [f"    {address}{path}".ljust(WIDTH) + words for path, words in pages]
    return "\n".join(lines)
