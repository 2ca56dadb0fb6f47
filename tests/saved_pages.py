"""Saved pages beside what reading them yields: pages/OUTLET/DATE-slug.html and .txt.

The text file holds header lines (title, published, credit, authors), an empty line and the text: a change of it is
reviewed like code.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from archive.extract import read
from archive.gate import judge
from archive.model import Outlet, Page
from spiders.registry import outlets

PAGES = Path(__file__).parent / "pages"
READ_AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
GENERIC = Outlet(
    name="generic", title="", title_en="", home="https://sample.example/", hosts=("sample.example",), routes=()
)


def saved_pages() -> list[Path]:
    """Every saved page, in order of name."""
    return sorted(PAGES.glob("*/*.html"))


def rendered(path: Path) -> str:
    """What the page at `path` yields today, as its text file should say it. AssertionError where it would be held."""
    outlet = outlets().get(path.parent.name, GENERIC)
    url = f"{outlet.home.rstrip('/')}/archives/1234567"
    headers = (("Content-Type", "text/html"),)
    page = Page(url=url, final_url=url, status=200, headers=headers, body=path.read_bytes(), fetched_at=READ_AT)
    reading = read(page, outlet)
    held = judge(page, reading, outlet)
    assert held == "", f"{path.name} is held: {held}"
    published = reading.published
    when = f"{published.instant or published.day} {published.source}" if published else ""
    head = {"title": reading.title, "published": when, "credit": reading.credit, "authors": "، ".join(reading.authors)}
    lines: Iterator[str] = (f"{name}: {value}".rstrip() for name, value in head.items())
    return "\n".join((*lines, "", reading.text, ""))
