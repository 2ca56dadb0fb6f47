"""What the things of a foreign file are before they are read: whose pages, which messages, worth reading or not."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from archive.exchange import Exchange, Page
from archive.identity.channels import handle_in
from archive.identity.unknown_hosts import also_at, outlet_of
from archive.identity.urls import is_web_address
from archive.ingest._channel_pages import messages_of
from archive.ingest._foreign_page import Bad, ForeignPage
from archive.model import Outlet
from archive.reading.quality_gate import is_html
from archive.reading.worker import Reader


class Sorting:
    """Whose page an address is, of `outlets` or of one that nobody described; `only` takes every address."""

    def __init__(self, outlets: Mapping[str, Outlet], only: Outlet | None = None) -> None:
        self.outlets, self._only = dict(outlets), only
        # Several steps ask it of each address, before the commit of its batch and inside.
        self._owner_of = lru_cache(maxsize=200)(self._find_owner)

    def outlet_for(self, url: str) -> Outlet:
        """The outlet of an address."""
        if self._only is not None:
            self._only = also_at(self._only, url)
            return self._only
        return self._owner_of(url)

    def parted(self, reader: Reader, things: Iterator[ForeignPage | Bad]) -> Iterator[ForeignPage | Bad]:
        """Things as they are; of a page of a channel its messages."""
        for thing in things:
            outlet = None if isinstance(thing, Bad) or thing.reading else self._channel_of(thing.exchange)
            if outlet is None or isinstance(thing, Bad):
                yield thing
            else:
                yield from list(messages_of(reader, thing, outlet)) or [thing]

    def _find_owner(self, url: str) -> Outlet:
        known = outlet_of(url, self.outlets.values())
        self.outlets.setdefault(known.name, known)
        return known

    def _channel_of(self, exchange: Exchange) -> Outlet | None:
        if exchange.status != 200 or not handle_in(exchange.url) or not is_web_address(exchange.url):
            return None
        outlet = self.outlet_for(exchange.url)
        return outlet if outlet.channel else None


def is_readable(page: Page) -> bool:
    """Is there a text to look for?"""
    return page.status == 200 or page.via == "given"


def why_ignored(found: ForeignPage, page: Page, outlet: Outlet) -> str:
    """Why a readable page of the outlet is none that could be an article; empty where it could."""
    if not is_html(page):
        return "not_html"
    return "no_messages" if outlet.channel and not found.message else ""


def page_in(found: ForeignPage) -> Page:
    """The page of a thing, as it is read and recorded."""
    exchange = found.exchange
    return Page(
        url=found.address,
        final_url=found.address,
        within=exchange.url if found.message else "",
        status=exchange.status,
        headers=() if found.reading else exchange.headers,
        # A text somebody else extracted has no page to be judged by.
        body=b"" if found.reading else exchange.body,
        fetched_at=exchange.fetched_at,
        incomplete=exchange.incomplete,
        hint=found.hint,
        via=exchange.via,
    )
