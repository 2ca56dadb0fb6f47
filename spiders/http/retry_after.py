"""Retry-After: how long a server asks to be left alone, and what a crawl does about it."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from scrapy.http import Response

from archive.crawl_state.revisits import LONGEST_PAUSE
from archive.times import now
from spiders.http.causes import Refused


class PauseAsked(Refused):
    """The server named a time (`until`, UTC) before which it wants no requests."""

    def __init__(self, until: datetime) -> None:
        super().__init__("retry_after")
        self.until = until


def wait_asked(response: Response) -> timedelta | None:
    """How long the answer asks to wait before the next request; None where it does not."""
    header = response.headers.get("Retry-After") if response.status in (429, 503) else None
    return retry_after(header.decode("latin-1"), now()) if header else None


def retry_after(value: str, at: datetime) -> timedelta | None:
    """How long a Retry-After header asks to wait: seconds or an HTTP date (RFC 9110, 10.2.3); None when neither."""
    text = value.strip()
    if text.isascii() and text.isdigit():
        return timedelta(seconds=min(int(text[:9]), LONGEST_PAUSE.total_seconds()))
    try:
        then = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    return min(max(then - at, timedelta()), LONGEST_PAUSE)
