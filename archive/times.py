"""Instants and days as the record writes them: ISO 8601 in UTC to the second, days as they are in Damascus."""

import ctypes
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from time import time as time_passed
from zoneinfo import ZoneInfo

from archive.exchange import ClockState

DAMASCUS = ZoneInfo("Asia/Damascus")
EPOCH = date(1970, 1, 1)
IDS_PER_DAY = 100_000
BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
TIMESYNCD = Path("/run/systemd/timesync/synchronized")
# Four of its longest usual distances (timesyncd.conf, PollIntervalMaxSec).
TIMESYNCD_SECONDS = 4 * 2048
# More than struct timex is anywhere; of zeros: nothing is to be changed.
TIMEX_BYTES, TIME_ERROR = 1024, 5
FIRST_WEB_PAGE = datetime(1990, 12, 20, tzinfo=UTC)


_followed: list[tuple[datetime, ClockState]] = []


def now() -> datetime:
    return _followed[0][0] if _followed else datetime.now(UTC)


def follow(instant: datetime, clock: ClockState) -> None:
    """From here on this process does again what another machine did: it is as late as it was there, never earlier than
    it was before, and its clock is kept as that one's was."""
    latest = max(instant, _followed[0][0]) if _followed else instant
    _followed[:] = [(latest, clock)]


def clock_state() -> ClockState:
    """Is our clock kept right by others? By what the kernel says (adjtimex(2)), else, where a process may not ask it,
    by what systemd-timesyncd leaves behind each time that it has set the clock right."""
    if _followed:
        return _followed[0][1]
    try:
        answer = int(ctypes.CDLL(None).ntp_adjtime(ctypes.create_string_buffer(TIMEX_BYTES)))
    except (OSError, AttributeError):
        answer = -1
    if answer >= 0:
        return "unsynchronised" if answer == TIME_ERROR else "synchronised"
    try:
        is_fresh = time_passed() - TIMESYNCD.stat().st_mtime < TIMESYNCD_SECONDS
    except OSError:
        return "unknown"
    return "synchronised" if is_fresh else "unknown"


@cache
def boot_id() -> str:
    """Which start of the machine this is; empty where the system does not say (outside Linux)."""
    try:
        return BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return ""


def stamp(instant: datetime) -> str:
    """`2026-11-22T08:40:00Z`: sorts as text in the order of time."""
    # Asked a dozen times for each page: a third of the time that strftime takes.
    return f"{instant.astimezone(UTC).isoformat(timespec='seconds')[:-6]}Z"


def unstamp(text: str) -> datetime:
    return datetime.fromisoformat(text)


def believable(instant: datetime) -> datetime:
    """A capture's time as somebody else wrote it, in UTC. Raises ValueError before the web began or after tomorrow."""
    found = (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(UTC)
    if not FIRST_WEB_PAGE <= found <= now() + timedelta(days=1):
        raise ValueError(f"{found} cannot be when a page was fetched")
    return found


def damascus_day(instant: datetime) -> date:
    return instant.astimezone(DAMASCUS).date()


def start_of(day: date) -> datetime:
    """Midnight in Damascus, with which a day begins."""
    return datetime.combine(day, time(), DAMASCUS)


def date_of(day: int) -> date:
    """A day counted from 1970, as articles' numbers count them."""
    return EPOCH + timedelta(days=day)


def day_of_id(article_id: int) -> date:
    """The day that an article's number begins with."""
    return date_of(article_id // IDS_PER_DAY)


def damascus_time(instant: datetime) -> str:
    """`2026-11-22 11:40`: for people, as clocks in Damascus show it."""
    return instant.astimezone(DAMASCUS).strftime("%Y-%m-%d %H:%M")


def first_id_of(day: date) -> int:
    """Below every article id of a day: days since 1970 × 100,000, so that newest first walks down the primary key."""
    return (day - EPOCH).days * IDS_PER_DAY
