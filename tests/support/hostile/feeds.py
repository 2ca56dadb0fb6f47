"""Feeds that are hostile: bombs, depths, floods of entries, and entries whose addresses, titles and dates lie."""

from tests.support.hostile.answer import (
    Bytes,
    Hostile,
    dripping,
    endless,
    head,
    html,
    raw,
    served,
    with_home,
    xml,
)

GOOD_ITEM = "<item><title>خبر</title><link>{home}/10001/</link></item>"
XML = (("Content-Type", "application/rss+xml"),)


def _rss(items: str, before: str = "") -> bytes:
    return f'<?xml version="1.0"?>{before}<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'.encode()


def _feed(name: str, body: Bytes, words: str, waits_for: str = "") -> Hostile:
    return Hostile(name, "feed", with_home(body, xml), words, waits_for=waits_for)


def _item(name: str, item: str, words: str = "ok") -> Hostile:
    """A feed with one hostile entry before a good one: the good one must be taken."""
    return _feed(name, lambda: _rss(item + GOOD_ITEM), words)


LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(10))
BAD = "parse empty_feed no_articles"
ANSWERS = (
    _feed(
        "feed-billion-laughs",
        lambda: _rss("<item><title>&l9;</title></item>" + GOOD_ITEM, f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'),
        "ok " + BAD,
    ),
    _feed(
        "feed-quadratic-entity",
        lambda: _rss(f"<item><title>{'&a;' * 50_000}</title></item>", f'<!DOCTYPE x [<!ENTITY a "{"x" * 50_000}">]>'),
        "ok " + BAD,
    ),
    _feed(
        "feed-external-entity",
        lambda: _rss(
            "<item><title>&a;</title></item>" + GOOD_ITEM, '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        ),
        "ok " + BAD,
    ),
    _feed("feed-external-dtd", lambda: _rss(GOOD_ITEM, '<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">'), "ok"),
    _feed("feed-100,000-deep", lambda: _rss("<a>" * 100_000 + GOOD_ITEM), "ok " + BAD),
    _feed(
        "feed-200,000-entries",
        lambda: _rss(GOOD_ITEM + "<item><link>{home}/30001/</link></item>" * 200_000),
        "ok " + BAD,
    ),
    _feed(
        "feed-of-30-mb",
        lambda: _rss("<item><description>" + "كلمة " * 3_400_000 + "</description></item>" + GOOD_ITEM),
        "ok too_large " + BAD,
    ),
    _feed("feed-cut", lambda: _rss(GOOD_ITEM * 2)[:-30], "ok"),
    _feed("feed-cdata-never-ends", lambda: _rss("<item><title><![CDATA[" + GOOD_ITEM), "ok " + BAD),
    _feed("feed-utf-16", lambda: _rss(GOOD_ITEM).decode().encode("utf-16"), "ok " + BAD),
    _feed("feed-says-1256", lambda: _rss(GOOD_ITEM).replace(b'"1.0"', b'"1.0" encoding="windows-1256"'), "ok"),
    _feed(
        "feed-namespaces-20,000",
        lambda: _rss(GOOD_ITEM).replace(
            b"<rss ", b"<rss " + b" ".join(b'xmlns:a%d="x"' % n for n in range(20_000)) + b" "
        ),
        "ok " + BAD,
    ),
    _feed(
        "feed-random-tags", lambda: _rss("".join(f"<a{n}>x</a{n}>" for n in range(200_000)) + GOOD_ITEM), "ok " + BAD
    ),
    _feed("feed-is-a-page", lambda: b"<html><body><p>x</p></body></html>", "parse"),
    _feed("feed-is-json", lambda: b'{"items": []}', "parse"),
    _feed("feed-of-nothing", b"", "parse"),
    _feed("feed-every-byte", lambda: bytes(range(256)) * 999, "parse"),
    _feed(
        "feed-surrogate",
        lambda: _rss("<item><title>&#xD83D; x</title><link>{home}/30001/</link></item>" + GOOD_ITEM),
        "ok " + BAD,
        waits_for="titles freed of surrogates",
    ),
    _feed(
        "feed-reference-beyond",
        lambda: _rss("<item><title>&#x110000;&#99999999999;</title></item>" + GOOD_ITEM),
        "ok " + BAD,
        waits_for="references beyond Unicode",
    ),
    _item("entry-without-a-link", "<item><title>x</title></item>"),
    _item("entry-of-a-file", "<item><link>file:///etc/passwd</link></item>"),
    _item("entry-of-a-script", "<item><link>javascript:alert(1)</link></item>"),
    _item("entry-elsewhere", "<item><link>http://169.254.169.254/30001/</link></item>"),
    _item("entry-link-of-3-mb", "<item><link>{home}/30001/" + "x" * 3_000_000 + "</link></item>"),
    _item("entry-link-of-controls", "<item><link>{home}/30001/&#1;&#x202e;\u202e\x7f</link></item>"),
    _item("entry-title-of-3-mb", "<item><title>" + "ع" * 1_500_000 + "</title><link>{home}/30001/</link></item>"),
    _item(
        "entry-title-of-less-than",
        "<item><title>" + "&lt;" * 400_000 + "</title><link>{home}/30001/</link></item>",
        "ok parse",
    ),
    _item(
        "entry-summary-of-less-than",
        "<item><description>" + "&lt;" * 400_000 + "</description><link>{home}/30001/</link></item>",
        "ok parse",
    ),
    _item(
        "entry-date-beyond",
        "<item><link>{home}/30001/</link><pubDate>Fri, 99 Foo 99999 99:99:99 +9999</pubDate></item>",
    ),
    _item("entry-date-of-1-mb", "<item><link>{home}/30001/</link><pubDate>" + "9" * 1_000_000 + "</pubDate></item>"),
    _item(
        "entry-date-repeated-words",
        "<item><link>{home}/30001/</link><pubDate>" + "Mon, " * 100_000 + "</pubDate></item>",
    ),
    _item("entry-base-elsewhere", '<item xml:base="http://169.254.169.254/"><link>/30001/</link></item>'),
    Hostile("feed-unasked-304", "feed", raw(b"HTTP/1.1 304 X\r\n\r\n"), "unasked_304"),
    Hostile("feed-of-33-mb", "feed", html(lambda: bytes(34_000_000)), "too_large"),
    Hostile(
        "feed-gzip-bomb",
        "feed",
        served(lambda: __import__("gzip").compress(bytes(80 << 20)), more=(("Content-Encoding", "gzip"),)),
        "too_large",
    ),
    Hostile(
        "feed-headers-endless", "feed", endless(b"HTTP/1.1 200 X\r\n", b"X-A: " + b"x" * 8_000 + b"\r\n"), "too_large"
    ),
    Hostile("feed-endless", "feed", endless(head(200, XML), b"<item><title>x</title></item>"), "too_large"),
    Hostile("feed-one-byte-a-second", "feed", dripping(head(200, XML), b"<"), "timeout", slow=True),
)
