"""The outlet of an address of which nobody has described the outlet: one that has its host's name and no rules."""

from collections.abc import Iterable
from dataclasses import replace

from archive.identity.channels import HOSTS, handle_in, key_rules
from archive.identity.keys import belongs, owner_of
from archive.identity.urls import host_of
from archive.model import FROM_IMPORTS, Outlet


def outlet_of(url: str, outlets: Iterable[Outlet]) -> Outlet:
    """The outlet whose host this is, else the one made of its host: whoever reads, keys or imports an address asks
    here, so that all of them say the same. `url` is a web address."""
    return owner_of(url, outlets) or unknown_outlet(url)


def also_at(outlet: Outlet, url: str) -> Outlet:
    """The outlet that somebody named for an address: its host is one of the outlet's from here on."""
    return outlet if belongs(url, outlet) else replace(outlet, hosts=(*outlet.hosts, host_of(url) or ""))


def unknown_outlet(url: str) -> Outlet:
    """An outlet that nobody described enters under its host's name, a channel of Telegram under its own, so that no
    article is lost."""
    host = host_of(url) or ""
    if host in HOSTS and (handle := handle_in(url)):
        return _unknown_channel(handle)
    return Outlet(
        name=host,
        title=host,
        title_en=host,
        home=f"https://{host}/",
        hosts=(host,),
        routes=(),
        enabled=False,
        every="",
        expect_per_day=0,
        disabled_because=FROM_IMPORTS,
    )


def _unknown_channel(handle: str) -> Outlet:
    return Outlet(
        name=f"tg_{handle}",
        title=f"@{handle}",
        title_en=f"@{handle}",
        home=f"https://t.me/{handle}",
        hosts=HOSTS,
        routes=(),
        key_rules=key_rules(handle),
        enabled=False,
        every="",
        expect_per_day=0,
        disabled_because=FROM_IMPORTS,
        channel=handle,
    )
