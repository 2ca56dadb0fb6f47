"""The door of an instance with accounts: who asks is known by a cookie or by HTTP Basic, or is sent to sign in.

Source: RFC 7617 (Basic). A password sent along opens pages, never a form: browsers send it along by themselves.
"""

import base64
import binascii
import re
from functools import lru_cache
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote

from archive.web.app.access import COOKIE, DEVICE_COOKIE, SIGN_IN, SIGN_OUT, Access, access_of, is_encrypted, ticket_of
from archive.web.app.compat import Datasette
from archive.web.app.headers import App, Headers, Message, Receive, Scope, Send
from archive.web.app.request_guard import answer
from archive.web.app.sign_in_attempts import Guessing, TooManyGuesses
from archive.web.app.signed_out import for_signed_out

# What a private instance shows to everybody: how to sign in, how that looks, and whether the service lives.
OPEN_PAGES = (SIGN_IN, SIGN_OUT, "/favicon.ico", "/-/warraq/health", "/metrics")
OPEN_FOLDERS = ("/-/static/", "/-/static-plugins/warraq/")
# Where a mail program ends messages, without an account, by the secret address in each of them (RFC 8058).
ENDS_MESSAGES = re.compile(r"/watch/[A-Za-z0-9_-]{22}/end")
PRIVATE = b"private, no-cache"
CHALLENGE = (b"www-authenticate", b'Basic realm="Warraq", charset="UTF-8"')


@lru_cache(maxsize=4)
def guessing_of(datasette: Datasette) -> Guessing:  # noqa: ARG001 - each has its own
    return Guessing()


def wrap(datasette: Datasette, app: App) -> App:
    """Say in the scope who is signed in; let nobody else into a private instance."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        # Read here and by nobody behind: a plugin that fails over a header must not make a page fail.
        headers = [(name, value) for name, value in scope["headers"] if name != b"authorization"]
        known: Scope = {**scope, "headers": headers}
        access = access_of(datasette)
        if not access.accounts and not access.is_private:
            await app(known, receive, send)
            return
        try:
            actor = await actor_of(datasette, access, scope)
        except TooManyGuesses as refused:
            await turn_away(send, scope, 429, [(b"retry-after", b"%d" % refused.seconds)])
            return
        if actor is not None:
            known["actor"] = actor
        elif access.is_private and not is_open(scope):
            if scope["method"] != "POST" or not is_for_people(scope):
                await send_to_sign_in(scope, send)
                return
            known = for_signed_out(known)
        await app(known, receive, of_its_reader(access, scope, send))

    return wrapped


async def actor_of(datasette: Datasette, access: Access, scope: Scope) -> dict[str, str] | None:
    """`{"id": …, "account": …}` of who is signed in; without `account` where only the password came along.

    Raises TooManyGuesses.
    """
    cookies = cookies_of(scope)
    account = ticket_of(datasette, cookies.get(COOKIE, ""), "account")
    if account is not None:
        return {"id": account, "account": account}
    user, password = basic_of(scope)
    if user and scope["method"] in ("GET", "HEAD"):
        device = ticket_of(datasette, cookies.get(DEVICE_COOKIE, ""), "device")
        if await guessing_of(datasette).check(access, user, password, device or ""):
            return {"id": user}
    return None


def cookies_of(scope: Scope) -> dict[str, str]:
    try:
        found = SimpleCookie(dict(scope["headers"]).get(b"cookie", b"").decode("latin-1"))
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in found.items()}


def basic_of(scope: Scope) -> tuple[str, str]:
    """User and password of an Authorization header; empty where it has none that can be read."""
    scheme, _, credentials = dict(scope["headers"]).get(b"authorization", b"").partition(b" ")
    if scheme.lower() != b"basic":
        return "", ""
    try:
        user, _, password = base64.b64decode(credentials.strip(), validate=True).decode("utf-8").partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return user, password


def is_open(scope: Scope) -> bool:
    """Is the address, as the router will read it, one that everybody may ask for?"""
    path = bytes(scope.get("raw_path") or scope["path"].encode("utf-8")).decode("latin-1").partition("?")[0]
    return (
        path in OPEN_PAGES
        or bool(ENDS_MESSAGES.fullmatch(path))
        or (path.startswith(OPEN_FOLDERS) and ".." not in path and "%" not in path)
    )


def is_for_people(scope: Scope) -> bool:
    return b"text/html" in dict(scope["headers"]).get(b"accept", b"")


async def send_to_sign_in(scope: Scope, send: Send) -> None:
    """A reader to the page where one signs in, which then leads back; a program is told that it has to."""
    if not is_for_people(scope):
        await turn_away(send, scope, 401, [CHALLENGE])
        return
    address = scope["path"] + (f"?{scope['query_string'].decode('latin-1')}" if scope.get("query_string") else "")
    back = f"?next={quote(address, safe='/')}" if scope["method"] in ("GET", "HEAD") and address != "/" else ""
    headers: Headers = [(b"location", f"{SIGN_IN}{back}".encode("ascii")), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": 302, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


async def turn_away(send: Send, scope: Scope, status: int, headers: Headers) -> None:
    """One sentence and the headers that go with it; nothing of what was asked for."""

    async def send_more(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], *headers, (b"cache-control", b"no-store")]}
        await send(message)

    await answer(send_more, scope, status, "sign_in" if status == 401 else "guessing")


def of_its_reader(access: Access, scope: Scope, send: Send) -> Send:
    """What a private instance answers is kept in no cache between; no cookie is read by scripts or goes unencrypted."""
    host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
    encrypted = is_encrypted(access, scope.get("scheme", "http"), host)
    shared = not access.is_private or is_open(scope)

    async def send_private(message: Message) -> None:
        if message["type"] == "http.response.start":
            found = [(name.lower(), value) for name, value in message.get("headers", [])]
            headers = [(name, guarded(value, encrypted) if name == b"set-cookie" else value) for name, value in found]
            if not shared and not any(name == b"cache-control" and b"no-store" in value for name, value in headers):
                headers = [*((n, v) for n, v in headers if n != b"cache-control"), (b"cache-control", PRIVATE)]
            message = {**message, "headers": headers}
        await send(message)

    return send_private


def guarded(cookie: bytes, encrypted: bool) -> bytes:
    """A Set-Cookie with the flags that every cookie of ours has."""
    flags = [b"httponly", *([b"secure"] if encrypted else [])]
    there = [part.strip().lower() for part in cookie.split(b";")[1:]]
    return b"; ".join([cookie, *(flag for flag in flags if flag not in there)])
