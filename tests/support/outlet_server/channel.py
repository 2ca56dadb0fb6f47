"""A made Telegram channel: its public preview as t.me shows it, with edits, deletions, albums, forwards, and a switch
that closes it.

The markup is modelled on Telegram's; every word is invented.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from html import escape
from random import Random
from urllib.parse import parse_qs, urlsplit

from tests.support.scripted_site import Answer, Headers, ScriptedSite

PAGE = 20
HTML = {"Content-Type": "text/html; charset=utf-8"}


@dataclass(frozen=True)
class Made:
    """A message. `text` has lines; `parts` are the numbers of its album after its own, `service` says what was done."""

    number: int
    text: str = ""
    sent_at: datetime = datetime(2026, 11, 20, tzinfo=UTC)
    is_edited: bool = False
    forwarded: tuple[str, str] = ("", "")
    parts: tuple[int, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    has_picture: bool = False
    quoted: str = ""
    service: str = ""


@dataclass
class MadeChannel:
    """A channel's messages, and the pages of its preview."""

    name: str = "Made_Channel"
    messages: dict[int, Made] = field(default_factory=dict)
    is_closed: bool = False
    views: Random = field(default_factory=lambda: Random(15))

    def post(self, *messages: Made) -> None:
        self.messages |= {message.number: message for message in messages}

    def edit(self, number: int, text: str) -> None:
        self.messages[number] = replace(self.messages[number], text=text, is_edited=True)

    def delete(self, *numbers: int) -> None:
        for number in numbers:
            del self.messages[number]

    def answer(self, path: str) -> Answer | None:
        """What the site answers at an address of the channel; None at any other."""
        parts = urlsplit(path)
        if parts.path.removeprefix("/s").strip("/").lower() != self.name.lower():
            return None
        if not parts.path.startswith("/s/"):
            return Answer(200, _contact(self.name).encode(), HTML)
        if self.is_closed:
            return Answer(302, b"", {"Location": f"/{self.name}"})
        query = parse_qs(parts.query)
        before = int(query["before"][0]) if "before" in query else max(self.messages, default=0) + 1
        shown = [self.messages[n] for n in sorted(self.messages) if n < before][-PAGE:]
        older = any(n < shown[0].number for n in self.messages) if shown else False
        return Answer(200, self._page(shown, older=older).encode(), HTML)

    def _page(self, shown: list[Made], *, older: bool) -> str:
        more = ""
        if older:
            first = shown[0].number
            more = (
                f'<a href="/s/{self.name}?before={first}" class="tme_messages_more js-messages_more"'
                f' data-before="{first}"></a>'
            )
        bodies = "\n".join(_message(self.name, one, self.views.randint(1, 10**6)) for one in shown)
        return (
            "<!DOCTYPE html><html><head><title>قناة نموذجية</title></head>\n"
            '<body class="widget_frame_base tgme_body_wrap"><main class="tgme_main"><div class="tgme_channel_info">'
            '<div class="tgme_channel_info_description">قناة صنعت للاختبار</div></div>\n'
            f'<section class="tgme_channel_history js-message_history">{more}\n{bodies}</section></main></body></html>'
        )


class ChannelSite(ScriptedSite):
    """The site that shows the preview of one channel."""

    def __init__(self) -> None:
        super().__init__()
        self.channel = MadeChannel()

    def asked_pages(self) -> list[str]:
        """The pages of the preview that were asked for."""
        return [path for path in self.paths() if path.startswith("/s/")]

    def answer(self, path: str, headers: Headers) -> Answer:
        if answer := self.channel.answer(path):
            self.answers[path] = answer
        return super().answer(path, headers)


def made_messages(numbers: Iterable[int], start: datetime) -> list[Made]:
    """Plain messages, a minute apart from `start`, each of its own words."""
    return [
        Made(number, f"الخبر رقم {number} من القناة\nتفاصيل الخبر {number} كما وردت", start + timedelta(minutes=place))
        for place, number in enumerate(numbers)
    ]


def _contact(name: str) -> str:
    return (
        "<!DOCTYPE html><html><head><title>Telegram: Contact</title></head><body><div class='tgme_page'>"
        "<div class='tgme_page_title'><span>قناة نموذجية</span></div>"
        "<div class='tgme_page_extra'>12 345 subscribers</div>"
        f"<div class='tgme_page_action'><a href='tg://resolve?domain={name}'>View in Telegram</a></div>"
        "</div></body></html>"
    )


def _message(name: str, made: Made, views: int) -> str:
    kind = "service_message " if made.service else "text_not_supported_wrap "
    return (
        '<div class="tgme_widget_message_wrap js-widget_message_wrap">'
        f'<div class="tgme_widget_message {kind}js-widget_message" data-post="{name}/{made.number}">'
        '<div class="tgme_widget_message_bubble"><div class="tgme_widget_message_author accent_color">'
        f'<a class="tgme_widget_message_owner_name" href="https://t.me/{name}"><span>قناة نموذجية</span></a></div>'
        f"{_forwarded(made)}{_quoted(made)}{_pictures(name, made)}{_text(made)}"
        '<div class="tgme_widget_message_footer compact"><div class="tgme_widget_message_info short">'
        f'<span class="tgme_widget_message_views">{views}</span><span class="copyonly"> views</span>'
        f'<span class="tgme_widget_message_meta">{"edited &nbsp;" if made.is_edited else ""}'
        f'<a class="tgme_widget_message_date" href="https://t.me/{name}/{made.number}">'
        f'<time datetime="{made.sent_at.isoformat()}" class="time">{made.sent_at:%H:%M}</time></a></span>'
        "</div></div></div></div></div>"
    )


def _forwarded(made: Made) -> str:
    who, where = made.forwarded
    if not who:
        return ""
    inside = f'<span dir="auto">{escape(who)}</span>'
    name = "tgme_widget_message_forwarded_from_name"
    link = f'<a class="{name}" href="{where}">{inside}</a>' if where else f'<span class="{name}">{inside}</span>'
    return f'<div class="tgme_widget_message_forwarded_from">Forwarded from {link}</div>'


def _quoted(made: Made) -> str:
    if not made.quoted:
        return ""
    text = f'<div class="tgme_widget_message_text js-message_reply_text">{escape(made.quoted)}</div>'
    return f'<a class="tgme_widget_message_reply" href="#">{text}</a>'


def _pictures(name: str, made: Made) -> str:
    numbers = (made.number, *made.parts) if made.parts else (made.number,) if made.has_picture else ()
    grouped = "grouped_media_wrap " if made.parts else ""
    return "".join(
        f'<a class="tgme_widget_message_photo_wrap {grouped}js-message_photo" href="https://t.me/{name}/{number}"'
        f" style=\"width:453px;background-image:url('https://cdn.example/file/{number}.jpg')\"></a>"
        for number in numbers
    )


def _text(made: Made) -> str:
    if made.service:
        return f'<div class="tgme_widget_message_text js-message_text">{escape(made.service)}</div>'
    if not made.text:
        return ""
    html = escape(made.text).replace("\n", "<br/>")
    links = "".join(f'<br/><a href="{where}">{escape(words)}</a>' for words, where in made.links)
    return f'<div class="tgme_widget_message_text js-message_text" dir="auto">{html}{links}</div>'
