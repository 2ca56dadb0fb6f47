"""Kept pages that try to run, load, connect, open or lead away; `@` stands for an address of whoever waits for that."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.warc_files import PARAGRAPH

HTML = "text/html; charset=utf-8"
ACT = "fetch('@/f');new Image().src='@/i';alert(1);open('@/w');location='@/l';navigator.sendBeacon('@/b')"
# Names after ##, markup for the head before --, for the body behind it: pages of text/html in UTF-8.
PAGES = Path(__file__).with_suffix(".txt")
# What stands for more than fits on a line.
SHORT = {
    "ACT_QUOTED": ACT.replace("'", "`"),
    "ACT": ACT,
    "DEEP": "<div>" * 3_000,
    "HUGE": "<a href='@/h' onclick=alert(1)>go</a><img src='@/h'> " * 20_000,
}


@dataclass(frozen=True)
class Hostile:
    """One answer to keep; `@` in it is to be filled in."""

    name: str
    content_type: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = field(default=())


def page_of(head: str, body: str) -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}<h1>عنوان</h1><p>{PARAGRAPH * 3}</p></body></html>"


SCRIPT = page_of("", f"<script>{ACT}</script><img src='@/i'><a href='@/a' target=_top>go</a>")
SVG = f"<svg xmlns='http://www.w3.org/2000/svg' onload=\"{ACT}\"><script>{ACT}</script><image href='@/i'/></svg>"
XML = (
    "<?xml version='1.0'?><?xml-stylesheet type='text/xsl' href='@/x.xsl'?><!DOCTYPE r SYSTEM '@/r.dtd'>"
    f"<r xmlns:h='http://www.w3.org/1999/xhtml'><h:script>{ACT}</h:script><h:img src='@/i'/></r>"
)
SENT = (
    ("Refresh", "0; url=@/refresh"),
    ("Link", "<@/l.css>; rel=stylesheet, <@>; rel=preconnect"),
    ("Content-Security-Policy-Report-Only", "default-src 'none'; report-uri @/r"),
    ("Set-Cookie", "a=b"),
)
UTF_7 = page_of("<meta charset=utf-7>", "+ADw-script+AD4-alert(1)+ADw-/script+AD4-")
SWITCHING = page_of("<meta charset=iso-2022-jp>", "\x1b$B<img src=@/j onerror=alert(1)>\x1b(B")
PART = "--x\r\nContent-Type: text/html\r\n\r\n"
OTHERS = (
    Hostile("sent with headers", HTML, SCRIPT.encode(), SENT),
    Hostile("utf-16 with its mark", "text/html", b"\xff\xfe" + SCRIPT.encode("utf-16-le")),
    Hostile("utf-16 without a mark", "text/html; charset=utf-16be", SCRIPT.encode("utf-16-be")),
    Hostile("utf-7", "text/html; charset=utf-7", UTF_7.encode()),
    Hostile("two marks", HTML, b"\xef\xbb\xbf\xef\xbb\xbf" + SCRIPT.encode()),
    Hostile("a charset that switches", "text/html; charset=iso-2022-jp", SWITCHING.encode()),
    Hostile("broken encoding", HTML, SCRIPT.encode().replace(b"<p>", b"<p>\xc3\xff\xed\xa0\x80\x00")),
    Hostile("no type", "", SCRIPT.encode()),
    Hostile("xhtml", "application/xhtml+xml", SCRIPT.replace("<html", "<html xmlns='http://www.w3.org/1999/xhtml'").encode()),
    Hostile("text", "text/plain", SCRIPT.encode()),
    Hostile("json", "application/json", SCRIPT.encode()),
    Hostile("xml", "application/xml", XML.encode()),
    Hostile("feed", "application/rss+xml", XML.encode()),
    Hostile("svg", "image/svg+xml", SVG.encode()),
    Hostile("bytes", "application/octet-stream", SCRIPT.encode()),
    Hostile("picture that is a page", "image/png", SCRIPT.encode()),
    Hostile("pdf that is a page", "application/pdf", SCRIPT.encode()),
    Hostile("many parts", "multipart/x-mixed-replace; boundary=x", (PART + SCRIPT).encode()),
    Hostile("script", "text/javascript", ACT.encode()),
    Hostile("style sheet", "text/css", b"@import '@/c.css'; body { background: url(@/b.png) }"),
)  # fmt: skip


def pages() -> Iterator[Hostile]:
    for section in re.split(r"^## ", PAGES.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        name, _, markup = section.partition("\n")
        for short, long in SHORT.items():
            markup = markup.replace(short, long)
        head, _, body = markup.partition("--\n")
        yield Hostile(name, HTML, page_of(head, body).encode())


ALL = (*pages(), *OTHERS)


def filled(hostile: Hostile, address: str) -> Hostile:
    """With the address of whoever waits, as the body's own charset writes it. `@import` and its like stay."""
    body = hostile.body
    for codec in ("utf-16-le", "utf-16-be") if "utf-16" in hostile.name else ("ascii",):
        for ending in "/'>;":
            old, new = f"@{ending}", f"{address}{ending}"
            body = body.replace(old.encode(codec), new.encode(codec))
        body = body.replace("@host".encode(codec), address.removeprefix("http://").encode(codec))
    headers = tuple((name, value.replace("@", address)) for name, value in hostile.headers)
    return Hostile(hostile.name, hostile.content_type, body, headers)
