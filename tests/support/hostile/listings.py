"""Listing pages that are hostile: floods of links, pages without end, addresses that are none, markup in circles."""

from tests.support.hostile.answer import Bytes, Hostile, endless, head, html, with_home
from tests.support.hostile.wire import Send, Wire

GOOD = "<h2><a href='{home}/10001/'>خبر</a></h2>"
BAD = "parse empty_feed no_articles"


def _list(name: str, body: Bytes, words: str = "ok", beyond: dict[str, Send] | None = None) -> Hostile:
    return Hostile(name, "listing", with_home(body, html), words, beyond=beyond or {})


def _link(name: str, link: str, words: str = "ok") -> Hostile:
    """A hostile link before a good one, which must be taken."""
    return _list(name, lambda: f"<h2>{link}</h2>{GOOD}", words)


def _calendar(wire: Wire) -> None:
    """Every page has one behind it, and an article nobody saw."""
    number = int(wire.path.rpartition("=")[2] or 0) + 1
    html(f"<h2><a href='/{40_000 + number}/'>x</a></h2><a rel=next href='/?page={number}'>x</a>".encode())(wire)


ANSWERS = (
    _list("list-300,000-links", lambda: GOOD.encode() + b"<h2><a href='/30001/'>x</a></h2>" * 300_000, "ok parse"),
    _list("list-links-nested", lambda: b"<h2><a href='/tag/'>x" * 50_000 + GOOD.encode(), "ok " + BAD),
    _list("list-100,000-deep", lambda: b"<div>" * 100_000 + GOOD.encode(), "ok " + BAD),
    _list("list-one-link-of-7-mb", lambda: "<h2><a href='/30001/'>" + "خبر " * 1_000_000 + "</a></h2>" + GOOD),
    _list(
        "list-one-link-of-less-than",
        lambda: "<h2><a href='/30001/'>" + "&lt;" * 400_000 + "</a></h2>" + GOOD,
        "ok parse",
    ),
    _list("list-next-is-itself", lambda: GOOD + "<a rel=next href='/'>x</a>"),
    _list(
        "list-without-end",
        lambda: GOOD + "<a rel=next href='/?page=1'>x</a>",
        "ok",
        beyond={f"?page={n}": _calendar for n in range(1, 50)},
    ),
    _list("list-100,000-next-pages", lambda: GOOD + "<a rel=next href='/?page=1'>x</a>" * 100_000, "ok"),
    _list("list-of-nothing", b"", "parse"),
    _list("list-every-byte", lambda: bytes(range(256)) * 999, "parse"),
    _list(
        "list-base-elsewhere",
        lambda: b"<base href='http://169.254.169.254/'><h2><a href='/10001/'>x</a></h2>",
        "ok " + BAD,
    ),
    _link("link-of-a-script", "<a href='javascript:alert(1)'>x</a>"),
    _link("link-of-a-file", "<a href='file:///etc/passwd'>x</a>"),
    _link("link-elsewhere", "<a href='//169.254.169.254/30001/'>x</a>"),
    _link("link-of-5-mb", "<a href='/30001/" + "x" * 5_000_000 + "'>x</a>"),
    _link("link-broken", "<a href='http://[::1/30001/'>x</a><a href='http://a:b/'>y</a><a href>z</a>"),
    _link("link-of-controls", "<a href='/30001/\x01\u202e\x7f\n\t'>x\x00\u202e</a>"),
    _link("link-surrogate", "<a href='/30001/&#xD800;' title='&#xDFFF;'>&#xD83D;</a>"),
    _link("link-up-and-up", "<a href='/" + "../" * 500_000 + "30001/'>x</a>"),
    Hostile(
        "list-endless",
        "listing",
        endless(head(200, (("Content-Type", "text/html"),)), b"<a href=/1>x</a>"),
        "too_large",
    ),
)
