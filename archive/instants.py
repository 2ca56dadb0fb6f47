"""Instants and days as the record writes them: ISO 8601 in UTC to the second, days as they are in Damascus."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

DAMASCUS = ZoneInfo("Asia/Damascus")
EPOCH = date(1970, 1, 1)
IDS_PER_DAY = 100_000


def now() -> datetime:
    return datetime.now(UTC)


def stamp(instant: datetime) -> str:
    """`2026-11-22T08:40:00Z`: sorts as text in the order of time."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def unstamp(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def damascus_day(instant: datetime) -> date:
    return instant.astimezone(DAMASCUS).date()


def first_id_of(day: date) -> int:
    """Below every article id of a day: days since 1970 × 100,000, so that newest first walks down the primary key."""
    return (day - EPOCH).days * IDS_PER_DAY
