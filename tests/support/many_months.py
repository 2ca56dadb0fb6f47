"""A record of three years, an article or more a month: samples written for the tests."""

from datetime import date
from pathlib import Path

from tests.support import search_samples


def make(data: Path) -> None:
    """Fill an empty folder: months of one outlet, and of another that has nothing in one month."""
    db = search_samples.make(data / "warraq.db", ())
    for number in range(36):
        month = date(2023 + (number + 10) // 12, (number + 10) % 12 + 1, 5)
        for n in range(1 + number % 3):
            search_samples.add(db, 10 + n, f"جسر {number}", "نصّ عن الجسر الجديد", day=month)
        if month != date(2026, 3, 5):
            search_samples.add(db, 1, f"حجر {number}", "نصّ عن الجسر القديم", outlet="other", day=month)
    db.close()
