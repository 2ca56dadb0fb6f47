"""What goes round every answer: the language, the security headers, and the addresses of Datasette that stay closed.

Sources: OWASP Secure Headers Project; Content Security Policy Level 3 (W3C).
"""

from collections.abc import Awaitable, Callable
from typing import Any

from archive.web.app.language import address, language, named, spoken

Scope = dict[str, Any]
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# The one page that draws: without its script the table under the chart says the same.
CHART_PAGE, CHART_POLICY = "/words", f"{POLICY}; script-src 'self'"
ALWAYS = {b"x-content-type-options": b"nosniff", b"referrer-policy": b"no-referrer"}
TEXT = [(b"content-type", b"text/plain; charset=utf-8")]
OPEN_ADDRESSES = ("/-/static/", "/-/static-plugins/", "/-/versions.json")
STOCK = "/-/"
DATA_ROOM = ("/warraq", STOCK)
FORMS, LONGEST_FORM = "/saved", 8_192
STATIC_SECONDS = 30 * 86_400


def wrap(app: App) -> App:
    """Add the headers; answer as if absent for Datasette's own pages about this server (paths, threads, settings)."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        scope, name = in_language(scope)
        path = str(scope["path"])

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": with_ours(path, int(message["status"]), message.get("headers", []))}
            await send(message)

        if path.startswith("/-/") and not path.startswith(OPEN_ADDRESSES):
            scope = {**scope, "path": "/closed", "raw_path": b"/closed"}
        before = spoken.set(name)
        try:
            if scope["method"] in ("GET", "HEAD") or takes_form(scope):
                await app(scope, receive, send_with_headers)
            else:
                await refuse(send)
        finally:
            spoken.reset(before)

    return wrapped


def in_language(scope: Scope) -> tuple[Scope, str]:
    """The scope without the language's part of its address, and the language. Datasette's own files have none."""
    raw = bytes(scope.get("raw_path") or str(scope["path"]).encode("utf-8"))
    name, rest = named(raw.decode("latin-1"))
    if name == "ar" or rest.startswith(STOCK):
        return scope, name
    return {**scope, "path": named(str(scope["path"]))[1], "raw_path": rest.encode("latin-1")}, name


def takes_form(scope: Scope) -> bool:
    """Is this one of the two short forms that readers can send, saving a search and ending it?

    Their length is demanded beforehand: whatever reads a form reads all of it into memory.
    """
    length = dict(scope["headers"]).get(b"content-length", b"")
    short = length.isdigit() and len(length) < 6 and int(length) <= LONGEST_FORM
    return scope["method"] == "POST" and str(scope["path"]).startswith(FORMS) and short


async def refuse(send: Send) -> None:
    """Nothing else here can be written, so no other method has anything to do."""
    start = {"type": "http.response.start", "status": 405, "headers": [(b"allow", b"GET, HEAD"), *TEXT]}
    await send(start)
    await send({"type": "http.response.body", "body": language()("error.method_text").encode("utf-8")})


def with_ours(path: str, status: int, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    policy = CHART_POLICY if path == CHART_PAGE else POLICY
    ours = ALWAYS | {b"content-security-policy": policy.encode("ascii")}
    if status == 200 and path.startswith("/-/static-plugins/"):
        ours[b"cache-control"] = b"public, max-age=%d" % STATIC_SECONDS
        if path.endswith(".woff2"):
            ours[b"content-type"] = b"font/woff2"
    kept = [(name, in_its_language(value) if name.lower() == b"location" else value) for name, value in headers]
    return [(name, value) for name, value in kept if name.lower() not in ours] + list(ours.items())


def in_its_language(location: bytes) -> bytes:
    """A redirect to a page of ours, which the view wrote without the language, stays in the reader's language."""
    text = location.decode("latin-1")
    inside = text.startswith("/") and not text.startswith(("//", STOCK))
    return address(text).encode("latin-1") if inside and named(text)[0] == "ar" else location
