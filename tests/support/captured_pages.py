"""Captures of every kind, kept beside the made archive as crawls and imports keep them."""

import gzip
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from archive.data_folder import DataFolder
from archive.exchange import Exchange, Page, RequestDetails
from archive.ingest.importer import Importer
from archive.ingest.intake import Intake
from archive.ingest.session import Writer
from archive.times import now
from tests.support.made_archive import FURAT, HAWRAN
from tests.support.reading_room import Site, made
from tests.support.warc_files import PARAGRAPH, article, http, warc_record

URL = "https://furat24.example/bread"
HTML = (("Content-Type", "text/html; charset=utf-8"), ("X-Word", "<b>&\"'"), ("Content-Encoding", "gzip"))
PAGE = article(1) + b"<script>alert(1)</script><img src='https://e.example/i.png'>"


def keep(intake: Intake, body: bytes, status: int = 200, *, url: str = URL, hours: float = 0, kind: str = "") -> None:
    """An answer as a crawl brings it, gzip on its way."""
    at = now() - timedelta(hours=hours)
    headers = (("Content-Type", kind), *HTML[1:]) if kind else HTML
    intake.keep(Exchange(url=url, status=status, headers=headers, body=gzip.compress(body, mtime=0), fetched_at=at))
    intake.take(Page(url=url, final_url=url, status=status, headers=headers[:2], body=body, fetched_at=at))


def make(folder: Path) -> Site:
    """The made archive, and an article that was captured in every way."""
    data = folder / "data"
    found = made(data)
    theirs = folder / "theirs.warc"
    theirs.write_bytes(warc_record(http(article(7)), url="https://qasyoun.example/bridge"))
    lines = theirs.with_name("texts.jsonl")
    text = {"url": "https://hawran.example/given-1", "title": "خبر أُعطي", "text": PARAGRAPH * 4}
    lines.write_text(json.dumps(text) + "\n")
    with Writer(DataFolder(data), "crawl") as writer:
        intake = Intake(data, FURAT, writer)
        keep(intake, PAGE, hours=9)
        keep(intake, PAGE, hours=8)
        keep(intake, PAGE.replace(b"i.png", b"j.png"), hours=7)
        keep(intake, b"<html><title>Just a moment...</title><p>Checking your browser</p></html>", hours=6.5)
        intake.take(
            Page(url=URL, final_url=URL, status=304, headers=(), body=b"", fetched_at=now() - timedelta(hours=6))
        )
        intake.failed(URL, "timeout")
        keep(intake, b"<p>gone</p>", 404, hours=1)
        for name, kind, body in (
            ("feed", "application/rss+xml", b"<rss>&amp;</rss>"),
            ("pdf", "application/pdf", b"%PDF-\x00"),
        ):
            url = f"https://furat24.example/{name}"
            intake.keep(Exchange(url=url, status=200, headers=(("Content-Type", kind),), body=body, fetched_at=now()))
        asked = RequestDetails(
            requested_url=f"{URL}?p=1",
            hops=(f"{URL}?p=1", f"{URL}/old"),
            clock="synchronised",
            server="192.0.2.7",
            tls_sha256="c" * 64,
            robots="allowed",
            headers=(("Host", "furat24.example"),),
        )
        intake.keep(
            Exchange(url=f"{URL}/asked", status=200, headers=HTML[:1], body=PAGE, fetched_at=now(), asked=asked)
        )
        intake.keep(Exchange(url=f"{URL}/empty", status=200, headers=HTML[:1], body=b"", fetched_at=now()))
        coded = (*HTML[:1], ("Content-Encoding", "rot13"))
        intake.keep(Exchange(url=f"{URL}/coded", status=200, headers=coded, body=b"<p>", fetched_at=now()))
        intake.flush()
    with Writer(DataFolder(data), "import") as writer:
        for path in (theirs, lines):
            list(Importer(writer, {one.name: one for one in (FURAT, HAWRAN)}).run(path))
    return Site(data, found.ids)


def numbers(site: Site, url: str) -> list[int]:
    """The captures of an address, in the order of time."""
    return [row["id"] for row in site.rows("SELECT id FROM captures WHERE url = ? ORDER BY fetched_at", (url,))]


def one(site: Site, url: str) -> int:
    return numbers(site, url)[0]


def row(site: Site, number: int) -> dict[str, Any]:
    return site.rows("SELECT * FROM captures WHERE id = ?", (number,))[0]
