"""A site on 127.0.0.1 whose every answer a test dictates; it remembers who asked for what, and when."""

import hashlib
import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

Headers = dict[str, str]


@dataclass(frozen=True)
class Answer:
    """`hang` is seconds to wait before answering."""

    status: int = 200
    body: bytes = b""
    headers: Headers = field(default_factory=dict)
    hang: float = 0.0


@dataclass(frozen=True)
class Asked:
    path: str
    at: float
    headers: Headers


def page(number: int, words: str = "") -> Answer:
    """A made article page, long enough to be one."""
    paragraph = " ".join(f"كلمة{n} في الخبر النموذجي {number}" for n in range(30))
    head = f"<html lang=ar><title>خبر {number}</title><article><h1>خبر {number}</h1>"
    html = f"{head}<p>{paragraph}</p><p>{words or 'نموذج'} {paragraph}</p>"
    return Answer(body=html.encode(), headers={"Content-Type": "text/html; charset=utf-8"})


def feed(home: str, numbers: list[int], note: str = "") -> Answer:
    """An RSS feed listing these articles, the first one newest."""
    items = "".join(
        f"<item><title>خبر {n}</title><link>{home}/{n}/?utm_source=rss</link><description>{note}</description></item>"
        for n in numbers
    )
    xml = f'<?xml version="1.0"?><rss version="2.0"><channel><title>نموذج</title>{items}</channel></rss>'
    return Answer(body=xml.encode(), headers={"Content-Type": "application/rss+xml"})


def list_posts(site: "ScriptedSite", numbers: list[int]) -> None:
    """Let a site's WordPress interface list these articles on one page, the first one newest, for a backfill of all."""
    told = {"Content-Type": "application/json", "X-WP-TotalPages": "1"}
    posts = [{"link": f"{site.home}/{n}/", "date_gmt": "2020-01-01T00:00:00"} for n in numbers]
    path = "/wp-json/wp/v2/posts?per_page=100&page=1&orderby=date&order=desc"
    site.answers[path] = Answer(200, json.dumps(posts).encode(), told)


class ScriptedSite:
    """`answers` maps a path to an answer, or to what makes one from the number of times it was asked before."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.answers: dict[str, Answer | Callable[[int], Answer]] = {"/robots.txt": Answer(404)}
        self.asked: list[Asked] = []
        # How many requests were being answered at a time, at most.
        self.most_at_once = 0
        self._at_once = 0
        self._counting = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self.host = f"127.0.0.1:{self.port}"
        self.home = f"https://{self.host}" if tls else f"http://{self.host}"
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)

    def publish(self, numbers: list[int]) -> None:
        """Articles and the feed that lists them."""
        self.answers["/feed/"] = feed(self.home, numbers)
        self.answers |= {f"/{number}/": page(number) for number in numbers}

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def answer(self, path: str, headers: Headers) -> Answer:
        before = self.paths().count(path)
        self.asked.append(Asked(path, time.monotonic(), headers))
        found = self.answers.get(path, Answer(404, b"nothing here"))
        answer = found(before) if callable(found) else found
        etag = f'"{hashlib.sha256(answer.body).hexdigest()[:16]}"'
        if answer.status != 200:
            return answer
        if headers.get("If-None-Match") == etag:
            return Answer(304, headers={"ETag": etag}, hang=answer.hang)
        return Answer(200, answer.body, {**answer.headers, "ETag": etag}, answer.hang)

    @contextmanager
    def _counted(self) -> Iterator[None]:
        with self._counting:
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            yield
        finally:
            with self._counting:
                self._at_once -= 1

    @contextmanager
    def running(self) -> Iterator[Self]:
        thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            thread.join()
            self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                with site._counted():
                    self._answer()

            def _answer(self) -> None:
                answer = site.answer(self.path, dict(self.headers))
                time.sleep(answer.hang)
                try:
                    self.send_response(answer.status)
                    for name, value in {**answer.headers, "Content-Length": str(len(answer.body))}.items():
                        self.send_header(name, value)
                    self.end_headers()
                    self.wfile.write(answer.body)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def log_message(self, *_: object) -> None:
                """Tests read `asked` instead."""

        return Handler
