"""How a subscription's message goes out: by an Apprise URL of the operator, or to a reader's own mail or Telegram.

A reader's address stands in `subscriptions.channel` as `mail:ADDRESS` or `telegram:CHAT`; by what it is reached, the
configuration says. Neither is ever shown or logged.
"""

from typing import Protocol
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from archive.alerts.message import PREFIXES
from archive.alerts.rows import Lang
from archive.alerts.watch.schema import WayName
from archive.alerts.watch.telegram import Bot
from archive.configuration import Subscriptions
from archive.errors import BadConfiguration, WarraqError


class Way(Protocol):
    """`longest_text`: how many characters of text one message can hold."""

    longest_text: int

    def deliver(self, title: str, text: str) -> None:
        """Send one plain text. Raises WarraqError where it was not taken."""


class _Chat:
    longest_text = Bot.longest_text

    def __init__(self, bot: Bot, chat: int) -> None:
        self._bot, self._chat = bot, chat

    def deliver(self, title: str, text: str) -> None:
        self._bot.send(self._chat, f"{title}\n\n{text}")


class _Mailbox:
    def __init__(self, sender: str, address: str, page: str) -> None:
        self._address, self._way = address, _apprise(_mail_url(sender, address, page))
        self.longest_text = self._way.longest_text

    def deliver(self, title: str, text: str) -> None:
        try:
            self._way.deliver(title, text)
        except WarraqError as problem:
            # A mail server's refusal names the address.
            raise type(problem)(str(problem).replace(self._address, "…")) from None


def channel_to(way: WayName, address: str) -> str:
    """A reader's address as a subscription has it."""
    return f"{way}:{address}"


def page_of(site: str, lang: Lang, token: str) -> str:
    """Where a reader confirms and ends a list."""
    return f"{site}{PREFIXES[lang]}/watch/{token}"


def way_to(channel: str, settings: Subscriptions, page: str = "") -> Way:
    """The way to a subscription's channel; `page` is where its reader ends it, empty where no reader keeps it.

    Raises BadConfiguration where there is none.
    """
    kind, _, address = channel.partition(":")
    if kind == "telegram":
        if not settings.telegram:
            raise BadConfiguration("warraq.toml names no bot ([subscriptions] telegram).")
        return _Chat(Bot(settings.telegram), int(address))
    if kind == "mail":
        if not settings.mail:
            raise BadConfiguration("warraq.toml does not say how readers are sent mail ([subscriptions] mail).")
        return _Mailbox(settings.mail, address, page)
    return _apprise(channel)


def _apprise(url: str) -> Way:
    from archive.alerts.channel import Channel  # noqa: PLC0415 - Apprise takes a third of a second; most passes send nothing

    return Channel(url)


def _mail_url(sender: str, address: str, page: str) -> str:
    """The sender's URL with a recipient, and headers by which programs know what it is and end it.

    Source: RFC 3834, 5 (Auto-Submitted); RFC 2369, 3.2 and RFC 8058 (one click ends it).
    """
    headers = {"+Auto-Submitted": "auto-generated"}
    if page:
        headers |= {"+List-Unsubscribe": f"<{page}/end>", "+List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    parts = urlsplit(sender)
    query = [*parse_qsl(parts.query, keep_blank_values=True), ("to", address), *headers.items()]
    return urlunsplit(parts._replace(query=urlencode(query)))
