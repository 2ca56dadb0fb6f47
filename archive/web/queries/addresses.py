"""A pasted address as the pages tell of it: the article it is, or what there is of its outlet and of that time."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypedDict
from urllib.parse import urlencode

from archive.identity.address_twins import twins
from archive.identity.pasted_addresses import pasted_addresses
from archive.identity.urls import clean_url, is_web_address
from archive.model import Outlet as DescribedOutlet
from archive.search.addresses import ResolvedAddress, find_address
from archive.search.near_addresses import Near, near
from archive.web.app.compat import Datasette, Request, described_outlets
from archive.web.app.connection import query
from archive.web.app.own_hosts import own_hosts
from archive.web.queries.articles import count_articles
from archive.web.queries.outlet_page import OUTLET
from archive.web.queries.outlets import Outlet
from archive.web.queries.rows import Connection, row

SEEN_AT = """
SELECT u.url, u.role, u.first_seen_at, a.url AS present FROM urls u JOIN articles a ON a.id = u.article_id
WHERE u.url = ? AND a.id = ?
"""


class OtherAddress(TypedDict):
    """SEEN_AT: an address at which an article was met, how (docs/data.md), and `present`, the one it has here."""

    url: str
    role: str
    first_seen_at: str
    present: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotKept:
    """An address without an article, its outlet's row, what is near it, and how many `articles` are in those days."""

    asked: ResolvedAddress
    outlet: Outlet | None
    near: Near
    articles: int

    @property
    def days(self) -> tuple[date, date] | None:
        return self.near.days


async def resolved_address(datasette: Datasette, request: Request, text: str) -> ResolvedAddress | None:
    """What the address in a text is; None where the text is a question."""
    if not pasted_addresses(text) and not text.strip().startswith("/"):
        return None
    outlets, hosts = described_outlets(datasette), own_hosts(datasette, request)
    return await query(datasette, lambda connection: address_in(connection, text, outlets, hosts))


def address_in(
    connection: Connection, text: str, outlets: Iterable[DescribedOutlet], own_hosts: Collection[str]
) -> ResolvedAddress | None:
    """What the address in a text is; the page of its article tells of the address, where it is another one than that
    page names. None where the text is a question."""
    resolved = find_address(connection, text, outlets, own_hosts)
    if (
        resolved is None
        or resolved.article_id is None
        or other_address(connection, resolved.article_id, resolved.url) is None
    ):
        return resolved
    return replace(resolved, path=f"{resolved.path}?{urlencode({'asked': resolved.url})}")


def other_address(connection: Connection, article_id: int, typed: str) -> OtherAddress | None:
    """The address at which an article was met, where it is another than that which it has here; else None.

    Another scheme, `www.` or slash makes no other address.
    """
    if not is_web_address(typed):
        return None
    found = row(connection, OtherAddress, SEEN_AT, (clean_url(typed), article_id))
    return None if found is None or found["url"] in twins(found["present"]) else found


def not_kept(connection: Connection, resolved: ResolvedAddress) -> NotKept:
    """What the record has near an address that is not kept."""
    around = near(connection, resolved)
    name = resolved.outlet.name if resolved.outlet else ""
    days = around.days
    articles = count_articles(connection, outlets=[name], date_from=days[0], date_to=days[1]) if days and name else 0
    return NotKept(asked=resolved, outlet=row(connection, Outlet, OUTLET, (name,)), near=around, articles=articles)
