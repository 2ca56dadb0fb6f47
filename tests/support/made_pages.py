"""Pages of one made article, and the way they enter the archive: what the tests of the record share."""

import gzip
import random
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from archive.exchange import Exchange, Page
from archive.ingest.intake import Intake
from archive.model import Outcome, Outlet
from archive.sqlite import open_readonly

AT = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
OUTLET = Outlet(
    name="sample",
    title="نموذج",
    title_en="Sample",
    home="https://sample.example/",
    hosts=("sample.example",),
    routes=(),
    key_rules=(r"^/(?P<id>\d{5,})(?:/[^/]*)?/?$",),
    body=(".body",),
)
# The same outlet after its file got one more rule: readings of before are not by its rules any more.
LATER_RULES = replace(OUTLET, junk_lines=("سطر زائد",))
OTHER = replace(OUTLET, name="other", home="https://other.example/", hosts=("other.example",))
# Written for this test; nothing of it happened.
TEXT = (
    "أعلنت بلدية قرية نموذجية إنهاء صيانة شبكة المياه بعد أسبوعين من العمل المتواصل في الحارات القديمة.\n"
    "وقالت البلدية إن ثلاثة خزانات جديدة دخلت الخدمة، وإن الضخ سيعود إلى جدوله المعتاد ابتداء من صباح الأحد المقبل."
)


URL = "https://sample.example/70001/slug/"


def long_text(characters: int) -> str:
    """Lines of the words of TEXT in another order each, no fewer than so many characters."""
    chance, words = random.Random(characters), TEXT.split()
    lines = (f"{' '.join(chance.sample(words, len(words)))} {n}" for n in range(characters // len(TEXT) + 2))
    return "\n".join(lines)


def page_of(
    text: str,
    *,
    url: str = URL,
    title: str = "عودة المياه",
    at: datetime = AT,
    published: str = "2026-11-19T10:00:00+03:00",
) -> Page:
    paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    html = f"""<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>{title} - نموذج</title>
    <meta property="og:title" content="{title}">
    <meta property="article:published_time" content="{published}">
    </head><body><h1>{title}</h1><div class="body">{paragraphs}</div></body></html>"""
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    return Page(url=url, final_url=url, status=200, headers=headers, body=html.encode(), fetched_at=at)


def take(intake: Intake, page: Page) -> Outcome:
    if page.status != 304:
        headers = (*page.headers, ("Content-Encoding", "gzip"))
        body = gzip.compress(page.body, mtime=0)
        intake.keep(Exchange(url=page.url, status=page.status, headers=headers, body=body, fetched_at=page.fetched_at))
    return intake.take(page)


def carried_by_two(data: Path) -> Path:
    """An archive in which two outlets carry one text."""
    for outlet in (OUTLET, OTHER):
        with Intake(data, outlet) as intake:
            take(intake, page_of(TEXT, url=f"{outlet.home}70001/slug/"))
    return data


def answer(status: int, at: datetime, url: str = URL) -> Page:
    return Page(url=url, final_url=url, status=status, headers=(), body=b"", fetched_at=at)


def rows(data: Path, sql: str) -> list[dict[str, Any]]:
    connection = open_readonly(data / "warraq.db")
    found = [dict(row) for row in connection.execute(sql)]
    connection.close()
    return found
