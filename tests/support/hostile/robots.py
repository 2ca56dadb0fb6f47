"""robots.txt that is hostile: too long, too slow, no text, rules that make matching work, delays for ever."""

import gzip

from tests.support.hostile.answer import Bytes, Hostile, dripping, endless, head, html, raw, redirect, served

TEXT = (("Content-Type", "text/plain"),)
ALL = "User-agent: *\n"


def _text(name: str, body: Bytes, words: str = "ok", *, alone: bool = False) -> Hostile:
    return Hostile(name, "robots", served(body, "text/plain"), words, alone=alone)


def _delay(name: str, delay: str, words: str = "crawl_delay", *, alone: bool = True) -> Hostile:
    return _text(name, f"{ALL}Crawl-delay: {delay}\n".encode(), words, alone=alone)


ANSWERS = (
    _text("robots-of-10-mb", lambda: ALL.encode() + b"Disallow: /x\n" * 780_000, "ok too_large", alone=True),
    _text("robots-of-9-mb-line", lambda: ALL.encode() + b"Disallow: /" + b"x" * 7_900_000, "ok too_large"),
    _text("robots-wildcards", lambda: f"{ALL}Disallow: /{'*a' * 20_000}$\n"),
    _text("robots-many-wildcards", lambda: ALL.encode() + b"Disallow: /*a*b*c*d*e*f*g*h*i*j$\n" * 5_000),
    _text("robots-100,000-agents", lambda: b"".join(b"User-agent: a%d\nDisallow: /\n" % n for n in range(100_000))),
    _text("robots-one-agent-100,000-times", lambda: b"User-agent: warraq\nAllow: /\n" * 100_000),
    _text("robots-every-byte", lambda: bytes(range(256)) * 400),
    _text("robots-utf-16", lambda: f"{ALL}Disallow: /private\n".encode("utf-16")),
    _text("robots-percent-signs", lambda: ALL.encode() + b"Disallow: /%" + b"%25" * 100_000 + b"\n"),
    _text("robots-100,000-sitemaps", lambda: b"Sitemap: http://127.0.0.1:1/x.xml\n" * 100_000),
    Hostile("robots-is-a-page", "robots", html(b"<html><body>Disallow: /</body></html>"), "ok"),
    Hostile(
        "robots-gzip-bomb",
        "robots",
        served(lambda: gzip.compress(bytes(64 << 20)), more=(("Content-Encoding", "gzip"),)),
        "ok too_large",
        alone=True,
    ),
    Hostile("robots-304", "robots", raw(b"HTTP/1.1 304 X\r\n\r\n"), "ok unasked_304", alone=True),
    Hostile("robots-500", "robots", served(b"", status=500), "http_500", alone=True),
    Hostile("robots-401", "robots", served(b"", status=401), "ok"),
    Hostile("robots-never-answers", "robots", dripping(b"", b""), "timeout", slow=True, alone=True),
    Hostile("robots-one-byte-a-second", "robots", dripping(head(200, TEXT), b"x"), "timeout", slow=True, alone=True),
    Hostile("robots-endless", "robots", endless(head(200, TEXT), b"Disallow: /x\n"), "too_large ok", alone=True),
    Hostile("robots-to-itself", "robots", redirect("/robots.txt"), "redirects ok", alone=True),
    Hostile("robots-to-a-file", "robots", redirect("file:///etc/passwd"), "ok redirects private_address", alone=True),
    Hostile("robots-garbage", "robots", raw(b"\x00\x01\x02"), "connection", alone=True),
    _delay("robots-delay-of-a-year", "31536000"),
    _delay("robots-delay-of-an-hour", "3600"),
    _delay("robots-delay-beyond", "1" + "0" * 400, "crawl_delay ok", alone=False),
    _delay("robots-delay-infinite", "inf", "crawl_delay ok", alone=False),
    _delay("robots-delay-no-number", "nan", "ok", alone=False),
    _delay("robots-delay-negative", "-5", "ok", alone=False),
)
