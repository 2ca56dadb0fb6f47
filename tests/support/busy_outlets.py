"""Outlets that edit a lot and one that copies, for the pages that list what outlets did."""

from pathlib import Path

from archive.times import now
from tests.support.copied_articles import DAY, HOUR, MINUTE, START, MadeRecord, prose
from tests.support.reading_room import Site

# The desk counts from a fixed day, the page of an outlet from today.
RECENT = now() - 3 * DAY - START
ARTICLES = 20
EDITED = 35


def make(data: Path) -> Site:
    """Two outlets that edit a lot, some of it in the same second, and one that copies."""
    ids = {}
    with MadeRecord(data, {"furat": "فرات24", "hawran": "نشرة حوران"}) as desk:
        for n in range(ARTICLES):
            ids[f"furat/{n}"] = desk.put(f"furat/{n}", f"عدد المراكب {n} {prose(n)}", at=RECENT)
        for n in range(EDITED):
            text = f"عدد المراكب {n + 100} {prose(n % ARTICLES)}"
            desk.put(f"furat/{n % ARTICLES}", text, at=RECENT, seen=3 * HOUR + n // 3 * MINUTE)
        # The same words with another mark: cosmetic, nothing an outlet said.
        ids["hawran/0"] = desk.put("hawran/0", prose(500), at=RECENT + DAY, title="خبر العبارة")
        desk.put("hawran/0", prose(500).replace(" ", " ، ", 1), at=RECENT + DAY, seen=2 * HOUR, title="خبر العبارة")
        ids["hawran/copy"] = desk.put("hawran/copy", prose(3, 400), at=RECENT + DAY, seen=MINUTE)
        ids["shamil/copy"] = desk.put(
            "shamil/copy", prose(3, 400), at=RECENT + DAY + 5 * HOUR, seen=MINUTE, credit="نشرة حوران"
        )
    return Site(data, ids)
