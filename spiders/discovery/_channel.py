"""Pages of a channel's public preview: its messages, newest first, and the page of those before them."""

from archive.identity.channels import message_address, preview_address, site_of
from archive.reading.channel_page import Shown, channel_page
from spiders.discovery._entries import Entry, Found, UnreadableError, entry_of
from spiders.discovery._unpacking import Text


def read(answer: Text, url: str, channel: str) -> Found:
    """The messages of the page at `url` that have words. Raises UnreadableError: `preview_closed` where the channel
    shows none to the public, `no_channel` where there is none, `no_messages` where this is no such page."""
    page, home = channel_page(answer.text, channel), site_of(url)
    if page.closed or not page.shown:
        raise UnreadableError(page.closed or "no_messages")
    texts = [one for one in reversed(page.shown) if one.kind == "text"]
    more = (preview_address(home, channel, page.older),) if page.older else ()
    return Found(tuple(_entry(one, home, url, channel) for one in texts), more, tuple(answer.notes))


def _entry(message: Shown, home: str, url: str, channel: str) -> Entry:
    address = message_address(home, channel, message.number)
    return entry_of(address, url, "", message.sent_at, texts=(message.fingerprint,))
