"""One port of the outlet server: HTTP/1.1 with conditional requests, compression, HEAD, and answers that go wrong."""

import gzip
import hashlib
import json
import socket
import sys
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from tests.support.outlet_server.addresses import CONTROL
from tests.support.outlet_server.control import obey
from tests.support.outlet_server.site import Reply

if TYPE_CHECKING:
    from tests.support.outlet_server.server import OutletServer

COMPRESSED_FROM = 200


@dataclass(frozen=True, slots=True)
class Logged:
    """One request as it was answered. `path` is as sent, with its query; header names are in lower case."""

    time: datetime
    site: str
    method: str
    path: str
    status: int
    headers: dict[str, str]


class Listener(ThreadingHTTPServer):
    """A listening port and its threads. Stopping it also ends hanging answers and connections kept alive."""

    daemon_threads = True

    def __init__(self, outlets: "OutletServer", name: str, port: int) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.outlets, self.name, self.port = outlets, name, port
        self.stopping = threading.Event()
        self._open: set[socket.socket] = set()
        self._thread = threading.Thread(target=self.serve_forever, args=(0.05,), name=f"outlet {name}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self.stopping.set()
        if self._thread.is_alive():
            self.shutdown()
            self._thread.join()
        self.server_close()
        for connection in list(self._open):
            self.shutdown_request(connection)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no error here; anything else is one of ours and is shown."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    protocol_version = "HTTP/1.1"
    server: Listener

    def do_GET(self) -> None:
        target = urlsplit(self.path)
        query = dict(parse_qsl(target.query, keep_blank_values=True))
        if self.server.name == CONTROL:
            self._control(target.path, query)
            return
        reply = self.server.outlets.reply(self.server.name, target.path, query)
        if reply.hang:
            self.server.stopping.wait(reply.hang)
        self._send(reply)

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        form = dict(parse_qsl(self.rfile.read(length).decode(), keep_blank_values=True))
        if self.server.name == CONTROL:
            target = urlsplit(self.path)
            self._control(target.path, dict(parse_qsl(target.query)) | form)
        else:
            self._send(Reply(status=405, headers=(("Allow", "GET, HEAD"),)))

    def log_message(self, format: str, *args: Any) -> None:
        """Requests are kept in `OutletServer.requests`, not printed."""

    def _control(self, path: str, query: dict[str, str]) -> None:
        status, said = obey(self.server.outlets, self.command, path, query)
        body = json.dumps(said, ensure_ascii=False, indent=1).encode() + b"\n"
        self._write(status, [("Content-Type", "application/json; charset=utf-8")], body, cut=False)

    def _send(self, reply: Reply) -> None:
        headers = [("Content-Type", reply.content_type), *reply.headers]
        status, body = reply.status, reply.body
        if status == 200:
            if "gzip" in self.headers.get("Accept-Encoding", "") and len(body) >= COMPRESSED_FROM:
                body = gzip.compress(body, mtime=0)
                headers.append(("Content-Encoding", "gzip"))
            tag = _etag(reply, compressed=body is not reply.body)
            headers += [("ETag", tag), ("Vary", "Accept-Encoding")]
            if reply.last_modified:
                headers.append(("Last-Modified", _http_date(reply.last_modified)))
            if _fresh(self.headers, tag, reply.last_modified):
                status, body = 304, b""
                headers = [(name, value) for name, value in headers if not name.startswith("Content-")]
        self._log(status)
        self._write(status, headers, body, cut=reply.cut)

    def _log(self, status: int) -> None:
        sent = {name.lower(): value for name, value in self.headers.items()}
        self.server.outlets.log(Logged(datetime.now(UTC), self.server.name, self.command, self.path, status, sent))

    def _write(self, status: int, headers: list[tuple[str, str]], body: bytes, *, cut: bool) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "HEAD":
            return
        self.wfile.write(body[: len(body) // 2] if cut else body)
        self.close_connection = self.close_connection or cut


def _etag(reply: Reply, *, compressed: bool) -> str:
    # As nginx does it: weak for what was compressed on the way.
    tag = f'"{hashlib.sha256(reply.body).hexdigest()[:20]}"'
    return f"W/{tag}" if compressed else tag


def _http_date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def _fresh(headers: "Message[str, str]", tag: str, modified: datetime | None) -> bool:
    """Whether the client has this already: If-None-Match decides alone where it is sent (RFC 9110, 13.2.2)."""
    asked = headers.get("If-None-Match")
    if asked is not None:
        known = {one.strip().removeprefix("W/") for one in asked.split(",")}
        return "*" in known or tag.removeprefix("W/") in known
    since = headers.get("If-Modified-Since")
    if since is None or modified is None:
        return False
    try:
        return modified.replace(microsecond=0) <= parsedate_to_datetime(since)
    except (ValueError, TypeError):
        return False
