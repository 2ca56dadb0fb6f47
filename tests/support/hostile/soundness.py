"""What must be true of everything an archive stored, whatever it was served."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
LONGEST = {"title": 500, "body": 1_000_000, "url": 2_048, "image": 2_048, "authors": 10_000, "credit": 10_000}


def unsound_fields(folder: Path, outlet: str, home: str) -> Iterator[str]:
    """A sentence for everything that must not stand in the record."""
    with closing(sqlite3.connect(folder / "warraq.db")) as record:
        record.row_factory = sqlite3.Row
        if record.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            yield "the record is damaged"
        for row in record.execute("SELECT * FROM articles WHERE outlet = ?", (outlet,)):
            yield from (f"article {row['key']}: {what}" for what in _unsound(dict(row), home))


def _unsound(article: dict[str, object], home: str) -> Iterator[str]:
    for name, value in article.items():
        if not isinstance(value, str):
            continue
        if name != "body" and UNWANTED.search(value):
            yield f"{name} has unwanted characters"
        if len(value) > LONGEST.get(name, 10_000_000):
            yield f"{name} has {len(value):,} characters"
    if not str(article["url"]).startswith(f"{home}/"):
        yield f"its address is {article['url']}"
    day, tomorrow = str(article.get("published_day") or ""), datetime.now(UTC) + timedelta(days=2)
    if day and not "2000" <= day <= tomorrow.date().isoformat():
        yield f"it was published on {day}"
