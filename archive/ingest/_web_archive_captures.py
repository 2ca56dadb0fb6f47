"""What another archive showed under its own address: the page's address and time; its own answers are no captures.

An archive that shows a page says when it was captured (Memento-Datetime, RFC 7089, section 2.1.1), with any status the
page had. Asked for what it does not have, or too often, it answers for itself: with 404, 429, or on to another time.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from email.utils import parsedate_to_datetime

from archive.exchange import Exchange, Headers, header
from archive.identity.archived_addresses import ArchivedAddress, archived_address
from archive.times import believable

MEMENTO = "Memento-Datetime"
REDIRECTS = range(300, 400)


def capture_in(exchange: Exchange) -> Exchange | None:
    """As its own address answered, at the time at which that archive took it; None where the archive answered itself.

    An exchange of no archive's address is itself. The archive's statement of a time is more exact than its address.
    """
    inside = archived_address(exchange.url)
    if inside is None:
        return exchange
    stated = _stated(exchange.headers)
    if stated is None and exchange.status != 200:
        return None
    return replace(exchange, url=inside.url, fetched_at=stated or taken_at(inside) or exchange.fetched_at)


def taken_at(inside: ArchivedAddress) -> datetime | None:
    """When an archive's address says that the page was taken; None where it does not, or what cannot be true."""
    with suppress(ValueError):
        return believable(inside.taken_at) if inside.taken_at else None
    return None


def _stated(headers: Headers) -> datetime | None:
    with suppress(ValueError, TypeError, IndexError, OverflowError):
        return believable(parsedate_to_datetime(header(headers, MEMENTO)))
    return None
