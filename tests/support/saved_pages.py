"""Saved pages beside what reading them yields: pages/OUTLET/DATE-slug.html and .txt.

The text file holds header lines (title, published, credit, authors; image and caption where there are any), an empty
line and the text: a change of it is reviewed like code. A page is read under the address it calls its canonical one,
where that is its outlet's own.
"""

import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from archive.exchange import Page
from archive.identity.keys import belongs
from archive.model import Outlet
from archive.reading.extract import read
from archive.reading.quality_gate import judge
from spiders.registry import outlets
from tests.support.paths import ROOT

PAGES = ROOT / "tests/pages"
_WORD = re.compile(r"\w+")
READ_AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
GENERIC = Outlet(
    name="generic", title="", title_en="", home="https://sample.example/", hosts=("sample.example",), routes=()
)


def saved_pages() -> list[Path]:
    """Every saved page, in order of name."""
    return sorted(PAGES.glob("*/*.html"))


def outlet_of(path: Path) -> Outlet:
    """The outlet whose folder the page at `path` lies in, or one without rules."""
    return outlets().get(path.parent.name, GENERIC)


def page_at(path: Path, outlet: Outlet) -> Page:
    """The saved page as it would come from `outlet`."""
    body = path.read_bytes()
    link = LexborHTMLParser(body).css_first("link[rel=canonical]")
    canonical = (link.attributes.get("href") if link else "") or ""
    url = canonical if belongs(canonical, outlet) else f"{outlet.home.rstrip('/')}/archives/1234567"
    headers = (("Content-Type", "text/html"),)
    return Page(url=url, final_url=url, status=200, headers=headers, body=body, fetched_at=READ_AT)


def rendered(path: Path) -> str:
    """What the page at `path` yields today, as its text file should say it. AssertionError where it would be held."""
    outlet = outlet_of(path)
    page = page_at(path, outlet)
    reading = read(page, outlet)
    held = judge(page, reading, outlet)
    assert held == "", f"{path.name} is held: {held}"
    published = reading.published
    when = f"{published.instant or published.day} {published.source}" if published else ""
    head = {"title": reading.title, "published": when, "credit": reading.credit, "authors": "، ".join(reading.authors)}
    shown = {"image": reading.image, "caption": reading.image_caption}
    lines = [f"{name}: {value}".rstrip() for name, value in head.items()]
    lines += [f"{name}: {value}" for name, value in shown.items() if value]
    return "\n".join((*lines, "", reading.text, ""))


def saved_text(path: Path) -> str:
    """The text saved beside the page at `path`, without its header."""
    return path.with_suffix(".txt").read_text(encoding="utf-8").split("\n\n", 1)[1].strip()


def word_f1(found: str, gold: str) -> float:
    """Harmonic mean of precision and recall of words, counted as multisets; 1.0 for equal texts."""
    ours, theirs = Counter(_WORD.findall(found)), Counter(_WORD.findall(gold))
    return 2 * (ours & theirs).total() / max(1, ours.total() + theirs.total())
