"""What goes round every answer: the security headers, and the doors of Datasette that stay shut.

Sources: OWASP Secure Headers Project; Content Security Policy Level 3 (W3C).
"""

from collections.abc import Awaitable, Callable
from typing import Any

from archive.web.language import language

Scope = dict[str, Any]
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# The stock pages of the data room carry inline scripts and styles.
DATA_ROOM_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ALWAYS = {b"x-content-type-options": b"nosniff", b"referrer-policy": b"no-referrer"}
TEXT = [(b"content-type", b"text/plain; charset=utf-8")]
OPEN_DOORS = ("/-/static/", "/-/static-plugins/", "/-/versions.json")
DATA_ROOM = ("/warraq", "/-/")
STATIC_SECONDS = 30 * 86_400


def wrap(app: App) -> App:
    """Add the headers; answer as if absent for Datasette's own pages about this server (paths, threads, settings)."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        path = str(scope["path"])
        if scope["method"] not in ("GET", "HEAD"):
            await refuse(send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": with_ours(path, int(message["status"]), message.get("headers", []))}
            await send(message)

        if path.startswith("/-/") and not path.startswith(OPEN_DOORS):
            scope = {**scope, "path": "/closed", "raw_path": b"/closed"}
        await app(scope, receive, send_with_headers)

    return wrapped


async def refuse(send: Send) -> None:
    """Nothing here can be written, so no other method has anything to do."""
    start = {"type": "http.response.start", "status": 405, "headers": [(b"allow", b"GET, HEAD"), *TEXT]}
    await send(start)
    await send({"type": "http.response.body", "body": language()("error.method_text").encode("utf-8")})


def with_ours(path: str, status: int, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    policy = DATA_ROOM_POLICY if path.startswith(DATA_ROOM) else POLICY
    ours = ALWAYS | {b"content-security-policy": policy.encode("ascii")}
    if status == 200 and path.startswith("/-/static-plugins/"):
        ours[b"cache-control"] = b"public, max-age=%d" % STATIC_SECONDS
        if path.endswith(".woff2"):
            ours[b"content-type"] = b"font/woff2"
    kept = [(name, value) for name, value in headers if name.lower() not in ours]
    return kept + list(ours.items())
