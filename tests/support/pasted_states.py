"""Pasted addresses of every state that a page tells of, and what of the made archive they need."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

from archive.crawl_state.runs import COUNTS, RunLog
from archive.data_folder import DataFolder
from archive.ingest.run_gaps import note_run_gaps
from archive.times import now
from tests.support import made_archive
from tests.support.made_archive import STREET, Made

HOUR = timedelta(hours=1)
NUMBERED = replace(
    made_archive.outlet("numbered", "أخبار مرقّمة", "Numbered News"),
    key_rules=(r"^/archives/(?P<id>[0-9]+)/?$",),
    barred="Since this year it publishes to members alone. Its own files, or a partner's, would bring the rest.",
)
NUMBERS = tuple(
    Made(NUMBERED, f"archives/{n}", f"خبر مرقّم {n}", STREET.format(n=n), 52 - n / 10_000) for n in (208417, 213020)
)
# Whose rules for addresses are known.
OUTLETS = (*dict.fromkeys(made.outlet for made in made_archive.ARTICLES), made_archive.QASYOUN, NUMBERED)
OLDER = "https://furat24.example/2024/water-is-back"
LED_ON = "INSERT INTO urls SELECT ?, outlet, key, id, 'redirect', first_seen_at FROM articles WHERE id = ?"
LONG = f"https://unheard.example/2026/11/21/{'a-very-long-name-' * 12}"
# In braces the names of articles, as everywhere.
PASTED = (
    "/search?q=https://numbered.example/archives/211903?utm_source=tg",
    "/search?q=شاهدوا هذا الخبر https://shamplus.example/never وأخبرونا",
    *(
        "/search?q=https://hawran.example/",
        "/search?q=https://furat24.example/pdf",
        "/search?q=https://closed.example/x",
    ),
    *(f"/search?q={LONG}", f"/article/{{water}}?asked={OLDER}", "/bookmarklet"),
)


def complete(data: DataFolder, water: int) -> None:
    """The numbered outlet could not be read for some hours, and an older address led on to the article `water`."""
    start = now()
    with RunLog(data.service) as run_log:
        for hours in (32, 31, 30):
            result = {"outlet": "numbered", "cause": "timeout", "seconds": 1.0, **dict.fromkeys(COUNTS, 0)}
            run_log.ended(result, start - hours * HOUR, start)
    note_run_gaps(data, "numbered", start)
    with closing(sqlite3.connect(data.record)) as connection, connection:
        connection.execute(LED_ON, (OLDER, water))
