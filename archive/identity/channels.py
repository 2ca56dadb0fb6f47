"""Addresses of Telegram's public channels: which channel one names, and where its messages stand.

`t.me/NAME/ID` is a message, `t.me/s/NAME` the public preview of a channel, some twenty messages a page; `?before=ID`
gives those before a number, `/s/NAME/ID` those around it. The case of a name means nothing.
"""

import re
from urllib.parse import parse_qs, urlsplit

# t.me leads to the other two, which are older; what they show is the same.
HOSTS = ("t.me", "telegram.me", "telegram.dog")
# Telegram allows 4 to 32 letters, digits and underscores, a letter first.
_PATH = re.compile(r"^/(?P<preview>s/)?(?P<handle>[A-Za-z]\w{2,31})(?:/(?P<number>\d{1,12}))?/?$", re.ASCII)
# What stands in the place of a channel's name and is none: invitations, sticker sets, parts of the site.
_NO_HANDLE = frozenset(
    (
        *("addstickers", "addemoji", "addtheme", "boost", "giftcode", "iv", "joinchat", "login", "proxy"),
        *("setlanguage", "share", "socks"),
    )
)


def handle_in(url: str) -> str:
    """The name of the channel that a path names, in small letters; empty where it names none."""
    found = _PATH.match(urlsplit(url).path)
    handle = found["handle"].lower() if found else ""
    return "" if handle in _NO_HANDLE else handle


def number_in(url: str) -> int | None:
    """The number of the message that a path names."""
    found = _PATH.match(urlsplit(url).path)
    return int(found["number"]) if found and found["number"] else None


def is_preview(url: str) -> bool:
    """Does it show a page of a channel's messages?"""
    found = _PATH.match(urlsplit(url).path)
    return found is not None and found["preview"] is not None


def before_number(url: str) -> int | None:
    """The number before which a page of a preview was asked for."""
    value = parse_qs(urlsplit(url).query).get("before", [""])[0]
    return int(value) if re.fullmatch(r"\d{1,12}", value, re.ASCII) else None


def site_of(url: str) -> str:
    """Scheme and host of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def key_rules(handle: str) -> tuple[str, ...]:
    """The rules of a channel's addresses (archive.model.Outlet)."""
    return (rf"^/(?:s/)?(?i:{re.escape(handle)})/(?P<id>\d{{1,12}})/?(?:\?|$)",)


def message_address(home: str, channel: str, number: int) -> str:
    """Where a message of a channel stands; `home` is the address of the site."""
    return f"{home.rstrip('/')}/{channel}/{number}"


def preview_address(home: str, channel: str, before: int | None = None) -> str:
    """The newest messages of a channel, or those before a number."""
    return f"{home.rstrip('/')}/s/{channel}" + (f"?before={before}" if before else "")
