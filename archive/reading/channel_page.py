"""A page of a public channel's preview to the messages it shows: `t.me/s/NAME`, and one message as it is embedded.

The markup is Telegram's own: `.tgme_widget_message[data-post="NAME/ID"]` for each message; an album is one message
whose pictures lead to the numbers of its parts. Views and reactions change by the minute and are left out.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive.identity.channels import before_number, handle_in, is_preview, number_in
from archive.reading.charset import decode

MESSAGE = ".tgme_widget_message[data-post]"
_BREAK = re.compile(r"<br\s*/?>|</?(?:blockquote|pre|p|li)\b[^>]*>", re.IGNORECASE)
# Between tags; what breaks a line on the page is a tag.
_SPACES = re.compile(r"\s+")
_PICTURE = re.compile(r"""background-image:\s*url\((['"]?)(.+?)\1\)""", re.IGNORECASE)
_SUBSCRIBERS = re.compile(r"\b(?:subscribers?|members?)\b", re.IGNORECASE)
_MOST = 500  # of messages, links, pictures


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as a page shows it. `lines` are those of its text, `sent_at` as it is written there, `kind` one of
    text, media (no word is in it) and service (the channel tells what was done in it)."""

    number: int
    kind: str
    lines: tuple[str, ...] = ()
    sent_at: str = ""
    author: str = ""
    forwarded_from: str = ""
    forwarded_url: str = ""
    is_edited: bool = False
    parts: tuple[int, ...] = ()
    pictures: tuple[str, ...] = ()
    links: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Changes when the message does. The addresses of pictures change by themselves."""
        parts = (*self.lines, "", self.author, self.forwarded_from, str(self.is_edited), str(self.parts))
        return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True, slots=True)
class ChannelPage:
    """What a page shows of a channel, oldest first; `older` is the number before which it offers more.

    `closed` says why it shows nothing, or is empty: preview_closed (the channel is there and shows no messages to the
    public), no_channel."""

    shown: tuple[Shown, ...]
    older: int | None = None
    closed: str = ""

    @property
    def numbers(self) -> tuple[tuple[int, str], ...]:
        """All numbers on the page, each with what stands there; `part` is of an album."""
        found = {part: "part" for one in self.shown for part in one.parts}
        return tuple(sorted((found | {one.number: one.kind for one in self.shown}).items()))

    def at(self, number: int | None) -> Shown | None:
        """The message of this number, or the one whose album it is part of."""
        return next((one for one in self.shown if number == one.number or number in one.parts), None)

    def covers(self, number: int, url: str) -> bool:
        """Would a message of this number stand on this page, fetched from `url`, if it were in the channel?"""
        numbers = [shown for shown, _ in self.numbers]
        if not is_preview(url) or not numbers or number < numbers[0]:
            return False
        before = before_number(url)
        if before is not None:
            return number < before
        # The page without a number is that of the newest.
        return number <= numbers[-1] or (number_in(url) is None and "after=" not in url)


def channel_page(html: str, channel: str) -> ChannelPage:
    """The messages of `channel`, whatever the case of its name, that a page shows."""
    tree = LexborHTMLParser(_BREAK.sub("\v", html))
    named = ((_number_of(node, channel), node) for node in tree.css(MESSAGE)[:_MOST])
    found = {number: _shown(node, number) for number, node in named if number is not None}
    older = tree.css_first(".tme_messages_more[data-before]")
    before = (older.attributes.get("data-before") or "") if older is not None else ""
    return ChannelPage(
        tuple(found[number] for number in sorted(found)),
        int(before) if re.fullmatch(r"\d{1,12}", before, re.ASCII) else None,
        "" if found else _why_closed(tree),
    )


@lru_cache(maxsize=2)  # All messages of a page are read from it one after the other.
def page_of_bytes(body: bytes, content_type: str, channel: str) -> ChannelPage:
    """The same of an answer as it came."""
    return channel_page(decode(body, content_type).text, channel)


def _why_closed(tree: LexborHTMLParser) -> str:
    # A preview without messages has its frame; the page that a closed one leads to only offers to open the channel.
    if tree.css_first(".tgme_channel_history, .tgme_channel_info, .tgme_widget_message_error") is not None:
        return ""
    page = tree.css_first(".tgme_page")
    if page is None:
        return ""
    notice = " ".join(node.text() for node in page.css(".tgme_page_extra"))
    return "preview_closed" if _SUBSCRIBERS.search(notice) else "no_channel"


def _number_of(node: LexborNode, channel: str) -> int | None:
    found = re.match(r"(\w+)/(\d{1,12})$", node.attributes.get("data-post") or "", re.ASCII)
    return int(found[2]) if found and found[1].lower() == channel.lower() else None


def _shown(node: LexborNode, number: int) -> Shown:
    body, name = _body(node), node.css_first(".tgme_widget_message_forwarded_from_name")
    lines = (*(_lines(body) if body is not None else ()), *_poll(node))
    is_service = "service_message" in (node.attributes.get("class") or "").split()
    meta = node.css_first(".tgme_widget_message_meta")
    return Shown(
        number=number,
        kind="service" if is_service else "text" if any(map(_has_word, lines)) else "media",
        lines=() if is_service else lines,
        sent_at=_sent_at(node),
        author=_one_line(node.css_first(".tgme_widget_message_from_author")),
        forwarded_from=_one_line(name),
        forwarded_url=(name.attributes.get("href") or "") if name is not None else "",
        is_edited=meta is not None and re.search(r"\bedited\b", meta.text(), re.IGNORECASE) is not None,
        parts=tuple(_parts(node, number)),
        pictures=tuple(_pictures(node)),
        links=tuple(_links(body) if body is not None else ()),
    )


def _body(node: LexborNode) -> LexborNode | None:
    """The message's own text: what it answers to is quoted before it under the same class."""
    for text in node.css(".tgme_widget_message_text"):
        classes = (text.attributes.get("class") or "").split()
        if "js-message_reply_text" not in classes and not _is_inside(text, "tgme_widget_message_reply", node):
            return text
    return None


def _is_inside(node: LexborNode, name: str, root: LexborNode) -> bool:
    above = node.parent
    while above is not None and above != root:
        if name in (above.attributes.get("class") or "").split():
            return True
        above = above.parent
    return False


def _lines(node: LexborNode) -> Iterator[str]:
    for line in node.text().split("\v"):
        if words := _SPACES.sub(" ", line).strip():
            yield words


def _poll(node: LexborNode) -> Iterator[str]:
    for part in node.css(".tgme_widget_message_poll_question, .tgme_widget_message_poll_option_text"):
        yield from _lines(part)


def _has_word(line: str) -> bool:
    return any(map(str.isalnum, line))


def _one_line(node: LexborNode | None) -> str:
    return _SPACES.sub(" ", node.text()).strip()[:300] if node is not None else ""


def _sent_at(node: LexborNode) -> str:
    times = node.css(".tgme_widget_message_date time[datetime]") or node.css("time[datetime]")
    return next((moment for time in times if (moment := time.attributes.get("datetime"))), "")


def _parts(node: LexborNode, number: int) -> Iterator[int]:
    links = (link.attributes.get("href") or "" for link in node.css("a.grouped_media_wrap[href]"))
    found = {part for link in links if handle_in(link) and (part := number_in(link)) and part != number}
    yield from sorted(found)


def _pictures(node: LexborNode) -> Iterator[str]:
    styles = (one.attributes.get("style") or "" for one in node.css(".tgme_widget_message_photo_wrap")[:_MOST])
    yield from _absolute(found[2] for style in styles if (found := _PICTURE.search(style)))


def _links(body: LexborNode) -> Iterator[str]:
    yield from _absolute(link.attributes.get("href") or "" for link in body.css("a[href]")[:_MOST])


def _absolute(addresses: Iterable[str]) -> Iterator[str]:
    for address in dict.fromkeys(addresses):
        try:
            whole = urljoin("https://t.me/", address)
        except ValueError:
            continue
        if whole.startswith(("http://", "https://")) and len(whole) <= 2_000:
            yield whole
