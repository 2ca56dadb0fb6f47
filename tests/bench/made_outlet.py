"""An outlet of so many articles on this machine: real texts, where there are any, in 85 kB of a news site's markup.

The sample outlets of the tests have pages of 7 kB, the best case of whoever searches a whole page. Here are the menus,
cards, scripts and styles that surround an article elsewhere; every page has other cards and another day.
"""

import gzip
import json
import random
import sys
from collections.abc import Sequence
from datetime import timedelta
from functools import cached_property
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Any, Self

from archive.times import now, stamp
from tests.bench.material import made_texts, real_articles

HOST = "127.0.0.1"
MENU, CARDS, FOOTER = 110, 40, 60
SCRIPT = (
    "window.dataLayer=window.dataLayer||[];function track{n}(e){{dataLayer.push({{event:e,slot:{n},at:Date.now()}})}}\n"
)
STYLE = ".card-{n}{{display:grid;gap:{n}px;margin:{n}px auto;padding:{n}px;border-inline-start:{n}px solid #ddd}}\n"
SCRIPTS, STYLES = 200, 250
SHORTEST, LONGEST = 600, 6_000
PAGE = """<!DOCTYPE html>
<html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{title} - نموذج</title>
<meta property="og:title" content="{title}"><meta property="og:type" content="article">
<meta property="article:published_time" content="{day}"><link rel="canonical" href="{url}">
<script type="application/ld+json">{data}</script><style>{style}</style><script>{script}</script></head>
<body><header class="site-header"><nav><ul class="menu">{menu}</ul></nav></header>
<div class="layout"><main><article><h1 class="entry-title">{title}</h1>
<div class="meta"><time datetime="{day}">{day}</time> <a href="{home}/author/1/">هيئة التحرير</a></div>
<div class="share"><a href="#f">فيسبوك</a> <a href="#x">تويتر</a> <a href="#w">واتساب</a></div>
<div class="entry-content">{text}</div>
<div class="tags"><a href="{home}/tag/1/">سوريا</a> <a href="{home}/tag/2/">أخبار</a></div></article>
<section class="comments"><h3>التعليقات</h3><form action="{home}/comment/"><textarea></textarea></form></section></main>
<aside class="sidebar"><h3>الأكثر قراءة</h3>{cards}</aside></div><footer><ul>{footer}</ul></footer></body></html>
"""
OUTLET = """
from archive.model import Outlet, Route

OUTLET = Outlet(
    name="made",
    title="نموذج",
    title_en="Made",
    home="{home}",
    hosts=("{host}",),
    routes=(Route(kind="news-sitemap", url="/news-sitemap.xml"),),
    key_rules=(r"^/story/(?P<id>\\d+)/$",),{rules}
    every="1m",
    delay=0.0,
)
"""
RULES = '\n    body=(".entry-content",),\n    drop=(".newsletter",),'


class MadeOutlet:
    """Serves `count` articles while the context lasts; `shown` of them stand in its sitemap."""

    def __init__(self, count: int, seed: int) -> None:
        self._server = Server((HOST, 0), Handler)
        self.host = f"{HOST}:{self._server.server_port}"
        self.home = f"http://{self.host}"
        self._texts, self._chance, self._now, self.shown = _texts(count, seed), random.Random(seed), now(), count
        self._server.outlet = self  # type: ignore[attr-defined]

    def __enter__(self) -> Self:
        assert self.pages
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def addresses(self) -> list[str]:
        return [self._address(n) for n in range(self.shown)]

    @cached_property
    def pages(self) -> dict[str, bytes]:
        """The packed answer of each path."""
        return {f"/story/{n + 1}/": gzip.compress(self._page(n).encode(), mtime=0) for n in range(len(self._texts))}

    def write_outlet(self, folder: Path, with_rules: bool) -> Path:
        """The file that makes it an outlet of Warraq, in a folder of outlets; with a rule for its text, or none."""
        folder.mkdir(exist_ok=True)
        rules = RULES if with_rules else ""
        text = OUTLET.format(home=self.home, host=self.host, rules=rules)
        (folder / "made.py").write_text(text, encoding="utf-8")
        return folder

    def sitemap(self) -> bytes:
        entries = "".join(
            f"<url><loc>{self._address(n)}</loc><news:news><news:publication_date>{self._day(n)}</news:publication_date>"
            f"<news:title>{escape(self._texts[n][0])}</news:title></news:news></url>"
            for n in range(self.shown)
        )
        spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
        return f'<?xml version="1.0" encoding="UTF-8"?><urlset {spaces}>{entries}</urlset>'.encode()

    def _address(self, n: int) -> str:
        return f"{self.home}/story/{n + 1}/"

    def _day(self, n: int) -> str:
        return stamp(self._now - timedelta(minutes=10 + 5 * n))

    def _page(self, n: int) -> str:
        title, body = self._texts[n]
        lines = [f"<p>{escape(line)}</p>" for line in body.split("\n") if line.strip()]
        lines.insert(2, '<div class="newsletter"><p>اشترك في نشرتنا البريدية ليصلك كل جديد</p></div>')
        data = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": title,
            "datePublished": self._day(n),
        }
        return PAGE.format(
            title=escape(title),
            day=self._day(n),
            url=self._address(n),
            home=self.home,
            data=json.dumps(data, ensure_ascii=False),
            style="".join(STYLE.format(n=1 + number) for number in range(STYLES)),
            script="".join(SCRIPT.format(n=1 + number) for number in range(SCRIPTS)),
            menu=self._links("section", MENU),
            text="\n".join(lines),
            cards="".join(self._card() for _ in range(CARDS)),
            footer=self._links("page", FOOTER),
        )

    def _links(self, kind: str, count: int) -> str:
        return "".join(f'<li class="item"><a href="{self.home}/{kind}/{n}/">القسم {n}</a></li>' for n in range(count))

    def _card(self) -> str:
        n = self._chance.randrange(len(self._texts))
        title, _ = self._texts[n]
        return (
            f'<div class="card"><a href="{self._address(n)}"><img src="{self.home}/i/{n}.jpg" alt="">'
            f'<h4>{escape(title)}</h4></a><span class="when">{self._day(n)}</span></div>'
        )


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256  # one of the programs opens a connection for every page at once

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no error here."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """Answers one connection, packed."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        outlet: MadeOutlet = self.server.outlet  # type: ignore[attr-defined]
        path = self.path.partition("?")[0]
        if path == "/robots.txt":
            self._send(200, "text/plain; charset=utf-8", gzip.compress(b"User-agent: *\nAllow: /\n"))
        elif path == "/news-sitemap.xml":
            self._send(200, "application/xml; charset=utf-8", gzip.compress(outlet.sitemap()))
        elif path in outlet.pages:
            self._send(200, "text/html; charset=utf-8", outlet.pages[path])
        else:
            self._send(404, "text/html; charset=utf-8", gzip.compress(b"<p>404</p>"))

    def _send(self, status: int, content_type: str, packed: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(packed)))
        self.end_headers()
        self.wfile.write(packed)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is printed."""


def _texts(count: int, seed: int) -> Sequence[tuple[str, str]]:
    real = [text for text in real_articles(20_000) if SHORTEST < len(text[1]) < LONGEST]
    return random.Random(seed).sample(real, count) if len(real) >= count else made_texts(count)
