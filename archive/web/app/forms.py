"""A form as a browser sends it, with a file or without (RFC 7578, and the form encoding of the URL standard)."""

from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from urllib.parse import parse_qsl

from archive.web.app.compat import Request
from archive.web.app.headers import App, Message, Receive, Scope, Send

MULTIPART = "multipart/form-data"
TOKEN_FIELD, TOKEN_HEADER = "csrftoken", b"x-csrftoken"


@dataclass(frozen=True, slots=True)
class Form:
    """The fields by their names, and the files by theirs: what each is called, and its bytes. An empty file is none."""

    fields: dict[str, str] = field(default_factory=dict)
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)


def wrap(app: App) -> App:
    """Hand the token of a form with files to Datasette's guard against forms of other sites as a header, which that
    reads first: to look for it in such a form, it needs a part of python-multipart that is no more (asgi-csrf 0.11).
    """

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        kind = dict(scope.get("headers", [])).get(b"content-type", b"").decode("latin-1")
        if scope.get("method") != "POST" or not is_multipart(kind):
            await app(scope, receive, send)
            return
        body = await _whole(receive)
        token = parts_of(kind, body).fields.get(TOKEN_FIELD, "").encode("utf-8")
        kept = [(name, value) for name, value in scope["headers"] if name != TOKEN_HEADER]
        messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

        async def replay() -> Message:
            return messages.pop() if messages else await receive()

        await app({**scope, "headers": [*kept, (TOKEN_HEADER, token)]}, replay, send)

    return wrapped


async def _whole(receive: Receive) -> bytes:
    """The body, whose length was demanded before (headers.takes_form)."""
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


def is_multipart(kind: str) -> bool:
    return kind.partition(";")[0].strip().lower() == MULTIPART


async def read_form(request: Request) -> Form:
    """The form of a request. Raises ValueError for what is none, or no text."""
    kind = str(request.headers.get("content-type", ""))
    body: bytes = await request.post_body()
    if not is_multipart(kind):
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=100)
        return Form(dict(pairs))
    return parts_of(kind, body)


def parts_of(kind: str, body: bytes) -> Form:
    """The fields and files of a body whose Content-Type is `kind`. Raises ValueError."""
    whole = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + kind.encode("latin-1") + b"\r\n\r\n" + body)
    form = Form()
    for part in whole.iter_parts() if whole.is_multipart() else ():
        name = part.get_param("name", header="content-disposition")
        called = part.get_filename()
        content = part.get_payload(decode=True)
        if not isinstance(name, str) or not isinstance(content, bytes):
            continue
        if called is None:
            form.fields[name] = content.decode("utf-8")
        elif content:
            form.files[name] = _plain(called), content
    return form


def _plain(name: str) -> str:
    """A file's name, which browsers send as it is, in UTF-8 or not."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
