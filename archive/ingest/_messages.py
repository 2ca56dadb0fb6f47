"""What a channel's message leaves in the record beside its article: its number, its album, the articles it leads to."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from archive.identity.channels import message_address, site_of
from archive.identity.keys import key_of, owner_of
from archive.identity.urls import clean_url, is_web_address
from archive.ingest.session import Writer
from archive.model import Message, Outlet


def record_message(writer: Writer, outlet: Outlet, article_id: int, message: Message, seen_at: datetime) -> None:
    """Belongs inside the transaction. Which articles it leads to is told by the rules of the outlets that the writer
    knows, whether the archive has them or not."""
    store, site = writer.store, site_of(outlet.home)
    store.put_message(outlet.name, article_id, message, seen_at)
    store.join_message(article_id, _articles(message.links, writer.outlets.values()))
    for part in message.parts:
        address = clean_url(message_address(site, outlet.channel, part))
        store.add_url(address, outlet.name, str(message.number), article_id, "seen", seen_at)


def _articles(links: Iterable[str], outlets: Iterable[Outlet]) -> Iterator[tuple[str, str]]:
    followed = [outlet for outlet in outlets if not outlet.channel]
    for link in filter(is_web_address, links):
        owner = owner_of(link, followed)
        key = key_of(link, owner) if owner else None
        # Without a rule of its own a whole path is a key, a section's too: only what the record has is shown.
        if owner and key:
            yield owner.name, key
