"""What goes round every answer: the language, the security headers, and the addresses of Datasette that stay closed.

Sources: OWASP Secure Headers Project; Content Security Policy Level 3 (W3C).
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypedDict

from archive.web.app.compat import Response
from archive.web.app.language import href, language, page_language, split_language

Headers = list[tuple[bytes, bytes]]
# For whoever asked alone: in no cache and no search engine.
NOT_KEPT = {"cache-control": "private, no-store", "x-robots-tag": "noindex"}


class Scope(TypedDict, total=False):
    """What the server knows of a request (ASGI 3.0), as far as it is read here."""

    type: str
    method: str
    scheme: str
    http_version: str
    path: str
    raw_path: bytes
    query_string: bytes
    headers: Headers
    client: tuple[str, int] | None
    actor: dict[str, str]


class Message(TypedDict, total=False):
    """A part of an answer (ASGI 3.0): its start has `status` and `headers`, each piece of it `body` and `more_body`."""

    type: str
    status: int
    headers: Headers
    body: bytes
    more_body: bool


Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# The one page that draws: without its script the table under the chart says the same.
CHART_PAGE, CHART_POLICY = "/words", f"{POLICY}; script-src 'self'"
# A kept page, whatever is in it, runs nothing, loads nothing and has no origin (HTML, 7.1.5; CSP 3, 6.3), and only a
# page of ours may hold it in a frame. An answer that names one of these two policies keeps it.
KEPT_POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
)
FRAMING_POLICY = f"{POLICY}; frame-src 'self'"
OWN_POLICIES = (KEPT_POLICY.encode("ascii"), FRAMING_POLICY.encode("ascii"))
KEPT = {
    "content-security-policy": KEPT_POLICY,
    "x-dns-prefetch-control": "off",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "private, no-store",
    "x-robots-tag": "noindex",
}
ALWAYS = {b"x-content-type-options": b"nosniff", b"referrer-policy": b"no-referrer"}
TEXT = [(b"content-type", b"text/plain; charset=utf-8")]
OPEN_ADDRESSES = ("/-/static/", "/-/static-plugins/", "/-/versions.json", "/-/warraq/health", "/-/login")
STOCK = "/-/"
DATA_ROOM = ("/warraq", STOCK)
# For its reader alone: in no search engine, in no cache between.
PRIVATE = {"cache-control": "private, no-cache", "x-robots-tag": "noindex"}
# Which addresses take a form, and how many bytes of it at most. A letter of Arabic is six of them.
FORMS = {
    "/saved": 8_192,
    "/sign-in": 8_192,
    "/sign-out": 8_192,
    "/operator": 8_192,
    "/desk/import": 8 * 1024 * 1024,
    "/desk": 65_536,
    "/frozen": 8_192,
    "/batch": 3 * 1024 * 1024,
    "/watch": 3 * 1024 * 1024,
}
STATIC_SECONDS = 30 * 86_400


def wrap(app: App) -> App:
    """Add the headers; answer as if absent for Datasette's own pages about this server (paths, threads, settings)."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        scope, name = in_language(scope)
        path = scope["path"]

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": with_ours(path, message["status"], message.get("headers", []))}
            await send(message)

        if path.startswith("/-/") and not path.startswith(OPEN_ADDRESSES):
            scope = {**scope, "path": "/closed", "raw_path": b"/closed"}
        before = page_language.set(name)
        try:
            if scope["method"] in ("GET", "HEAD") or takes_form(scope):
                await app(scope, receive, send_with_headers)
            else:
                await refuse(send)
        finally:
            page_language.reset(before)

    return wrapped


def in_language(scope: Scope) -> tuple[Scope, str]:
    """The scope without the language's part of its address, and the language. Datasette's own files have none."""
    raw = bytes(scope.get("raw_path") or scope["path"].encode("utf-8"))
    name, rest = split_language(raw.decode("latin-1"))
    if name == "ar" or rest.startswith(STOCK):
        return scope, name
    return {**scope, "path": split_language(scope["path"])[1], "raw_path": rest.encode("latin-1")}, name


def takes_form(scope: Scope) -> bool:
    """Is this one of the short forms: of readers, saving a search and ending it, or marking on a desk; signing in; an
    operator's decisions?

    Their length is demanded beforehand: whatever reads a form reads all of it into memory.
    """
    length = dict(scope["headers"]).get(b"content-length", b"")
    longest = next((most for start, most in FORMS.items() if scope["path"].startswith(start)), -1)
    return scope["method"] == "POST" and length.isdigit() and len(length) < 9 and int(length) <= longest


async def refuse(send: Send) -> None:
    """Nothing else here can be written, so no other method has anything to do."""
    start: Message = {"type": "http.response.start", "status": 405, "headers": [(b"allow", b"GET, HEAD"), *TEXT]}
    await send(start)
    await send({"type": "http.response.body", "body": language()("error.method_text").encode("utf-8")})


def with_ours(path: str, status: int, headers: Headers) -> Headers:
    ours = ALWAYS | {b"content-security-policy": policy_of(path, headers)}
    if status == 200 and path.startswith("/-/static-plugins/"):
        ours[b"cache-control"] = b"public, max-age=%d" % STATIC_SECONDS
        if path.endswith(".woff2"):
            ours[b"content-type"] = b"font/woff2"
    kept = [(name, in_its_language(value) if name.lower() == b"location" else value) for name, value in headers]
    return [(name, value) for name, value in kept if name.lower() not in ours] + list(ours.items())


def policy_of(path: str, headers: Headers) -> bytes:
    named = next((value for name, value in headers if name.lower() == b"content-security-policy"), b"")
    return named if named in OWN_POLICIES else (CHART_POLICY if path == CHART_PAGE else POLICY).encode("ascii")


def in_its_language(location: bytes) -> bytes:
    """A redirect to a page of ours, which the view wrote without the language, stays in the reader's language."""
    text = location.decode("latin-1") or "/"
    inside = text.startswith("/") and not text.startswith(("//", STOCK))
    return (href(text) if inside and split_language(text)[0] == "ar" else text).encode("latin-1")


async def start_answer(send: Send, status: int, headers: Mapping[str, str]) -> None:
    raw: Headers = [(name.encode("ascii"), value.encode("ascii")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})


def as_file(name: str) -> dict[str, str]:
    """The header of an answer that is saved under a name, and not shown."""
    return {"content-disposition": f'attachment; filename="{name}"'}


def private(response: Response) -> Response:
    """The answer, for its reader alone."""
    response.headers |= PRIVATE
    return response
