"""Asking again for a page that is as it was costs a hash: validators and 304 for every answer that comes in one piece.

Source: RFC 9110, sections 5.6.7 (dates), 8.8 (ETag, Last-Modified), 13 (If-None-Match before If-Modified-Since).
"""

import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256

from archive.web.app.headers import DATA_ROOM, App, Message, Receive, Scope, Send

Fields = dict[bytes, bytes]
KEPT_WHEN_UNCHANGED = (
    *(b"etag", b"last-modified", b"cache-control", b"vary", b"link", b"access-control-allow-origin"),
    # A browser may take what a 304 says for what the page it holds came with.
    b"content-security-policy",
)
_DATE = re.compile(rb"[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [1-9][0-9]{3} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT")
_TAGS = re.compile(rb'(?:W/)?("[^"]*")')


def wrap(app: App) -> App:
    """Give every 200 that has no ETag one, and answer 304 to whoever holds it already; HEAD gets no body."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope.get("method") not in ("GET", "HEAD") or scope["path"].startswith(DATA_ROOM):
            await app(scope, receive, send)
            return
        request: Fields = dict(scope["headers"])
        held: list[Message] = []

        async def send_checked(message: Message) -> None:
            if message["type"] == "http.response.start" and is_plain(message):
                held.append(message)
                return
            if held:
                start = held.pop()
                if not message.get("more_body"):
                    start, message = checked(request, start, message)
                await send(start)
            if scope["method"] == "HEAD" and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await app(scope, receive, send_checked)

    return wrapped


def is_plain(start: Message) -> bool:
    """An answer without a validator of its own that may be kept by whoever gets it."""
    fields: Fields = {name.lower(): value for name, value in start.get("headers", [])}
    return start["status"] == 200 and b"etag" not in fields and b"no-store" not in fields.get(b"cache-control", b"")


def checked(request: Fields, start: Message, whole: Message) -> tuple[Message, Message]:
    """The answer with its validators, or 304 without its body."""
    body = whole.get("body", b"")
    fields: Fields = {name.lower(): value for name, value in start["headers"]}
    fields[b"etag"] = b'"%s"' % sha256(body).hexdigest()[:32].encode("ascii")
    fields.setdefault(b"cache-control", b"no-cache")
    if is_known(request, fields):
        kept = [(name, fields[name]) for name in KEPT_WHEN_UNCHANGED if name in fields]
        return {**start, "status": 304, "headers": kept}, {**whole, "body": b""}
    fields[b"content-length"] = b"%d" % len(body)
    return {**start, "headers": list(fields.items())}, whole


def is_known(request: Fields, fields: Fields) -> bool:
    """Does whoever asks hold this very answer?"""
    if b"if-none-match" in request:
        tags = request[b"if-none-match"]
        return tags.strip() == b"*" or fields[b"etag"] in _TAGS.findall(tags)
    if b"if-modified-since" not in request or b"last-modified" not in fields:
        return False
    since = instant_of(request[b"if-modified-since"])
    last = instant_of(fields[b"last-modified"])
    return since is not None and last is not None and last <= since


def instant_of(value: bytes) -> datetime | None:
    """The instant of an HTTP date as it must be written today; None for anything else, which is to be ignored."""
    if not _DATE.fullmatch(value):
        return None
    try:
        return parsedate_to_datetime(value.decode("ascii"))
    except ValueError:
        return None
