"""A channel that counts: an HTTP server on this machine that takes what Apprise posts to it as JSON."""

import json
import re
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

NAMED = re.compile(r"/article/(\d+)(?:/versions/(\d+))?\n")


class Webhook:
    """Listens while the block runs. `status` is what it answers; `messages` what it took, the oldest first."""

    def __init__(self) -> None:
        self.status = 200
        self.messages: list[dict[str, Any]] = []
        self.paths: list[str] = []
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                announced = int(self.headers["content-length"])
                body = self.rfile.read(announced)
                if len(body) < announced:
                    return  # who sent it died
                hook.paths.append(self.path)
                if hook.status == 200:
                    hook.messages.append(json.loads(body))
                self.send_response(hook.status)
                self.send_header("location", "/elsewhere")
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"json://127.0.0.1:{self._server.server_port}/hook"

    def __enter__(self) -> "Webhook":
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def named(self) -> Counter[tuple[str, str]]:
        """How often each article, or version of one, was named: (article, version or nothing)."""
        return Counter(found for message in self.messages for found in NAMED.findall(message["message"]))
