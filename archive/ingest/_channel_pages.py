"""A captured page of a channel as what it is: so many messages, each an article with that page as its evidence."""

from collections.abc import Iterator
from dataclasses import replace

from archive.exchange import Exchange, header
from archive.identity.channels import message_address, site_of
from archive.ingest._foreign_page import ForeignPage
from archive.model import Outlet
from archive.reading.channel_page import ChannelPage, page_of_bytes
from archive.reading.killable import CallFailed
from archive.reading.worker import Reader

# Is this very page of a channel known to show the message of this key?
KNOWN_MESSAGE = """
SELECT 1 FROM captures c JOIN articles a ON a.id = c.article_id
WHERE c.url = ? AND c.fetched_at = ? AND c.status = ? AND a.outlet = ? AND a.key = ?
"""


def messages_of(reader: Reader, found: ForeignPage, outlet: Outlet) -> Iterator[ForeignPage]:
    """The messages with words that a page of the channel `outlet` shows; none where it cannot be read."""
    exchange = found.exchange
    for message in _shown(reader, exchange, outlet.channel).shown:
        if message.kind == "text":
            address = message_address(site_of(exchange.url), outlet.channel, message.number)
            yield replace(found, message=address)


def _shown(reader: Reader, exchange: Exchange, channel: str) -> ChannelPage:
    try:
        return reader.call(page_of_bytes, exchange.body, header(exchange.headers, "content-type"), channel)
    except (CallFailed, MemoryError):
        return ChannelPage(())
