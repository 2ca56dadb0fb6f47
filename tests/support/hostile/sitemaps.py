"""Sitemaps that are hostile: bombs, circles, floods of addresses, addresses that are none."""

import gzip

from tests.support.hostile.answer import Bytes, Hostile, with_home, xml

GOOD = "<url><loc>{home}/10001/</loc></url>"
BAD = "parse empty_feed no_articles"


def _map(name: str, body: Bytes, words: str, waits_for: str = "", beyond: dict[str, Bytes] | None = None) -> Hostile:
    further = {path: with_home(what, xml) for path, what in (beyond or {}).items()}
    return Hostile(name, "sitemap", with_home(body, xml), words, beyond=further, waits_for=waits_for)


def _urls(urls: str, before: str = "") -> bytes:
    return f'<?xml version="1.0"?>{before}<urlset>{urls}</urlset>'.encode()


def _index(maps: str) -> bytes:
    return f"<sitemapindex>{maps}</sitemapindex>".encode()


def _child(path: str) -> str:
    return f"<sitemap><loc>{{home}}{path}</loc></sitemap>"


LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(10))
ANSWERS = (
    _map(
        "map-billion-laughs",
        lambda: _urls(f"<url><loc>&l9;</loc></url>{GOOD}", f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'),
        "ok " + BAD,
    ),
    _map(
        "map-external-entity",
        lambda: _urls(f"<url><loc>&a;</loc></url>{GOOD}", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        "ok " + BAD,
    ),
    _map("map-100,000-deep", lambda: _urls("<a>" * 100_000 + GOOD), "ok " + BAD),
    _map(
        "map-300,000-addresses",
        lambda: _urls(GOOD + "<url><loc>{home}/30001/</loc><lastmod>2026-01-01</lastmod></url>" * 300_000),
        "ok too_large " + BAD,
    ),
    _map(
        "map-50,000-articles",
        lambda: _urls("".join(f"<url><loc>{{home}}/tag/{n}/</loc></url>" for n in range(50_000)) + GOOD),
        "ok " + BAD,
    ),
    _map(
        "map-loc-of-5-mb",
        lambda: _urls("<url><loc>{home}/30001/" + "x" * 5_000_000 + f"</loc></url>{GOOD}"),
        "ok " + BAD,
    ),
    _map(
        "map-surrogate",
        lambda: _urls(f"<url><loc>{{home}}/30001/&#xD800;</loc></url>{GOOD}"),
        "ok " + BAD,
        waits_for="references that are no characters",
    ),
    _map("map-of-files", lambda: _urls(f"<url><loc>file:///etc/passwd</loc></url>{GOOD}"), "ok"),
    _map("map-of-another-host", lambda: _urls("<url><loc>https://other.example/30001/</loc></url>"), "no_articles"),
    _map(
        "map-dates-beyond",
        lambda: _urls(f"<url><loc>{{home}}/10001/</loc><lastmod>{'9' * 100_000}</lastmod></url>"),
        "ok",
    ),
    _map("map-of-itself", lambda: _index(_child("/news.xml")), BAD + " ok"),
    _map(
        "map-of-100,000-maps",
        lambda: _index("".join(_child(f"/post{n}.xml") for n in range(100_000))),
        "ok http_404 " + BAD,
    ),
    _map(
        "map-of-maps-of-maps",
        lambda: _index(_child("/news.xml/post1.xml")),
        BAD + " ok",
        beyond={"/post1.xml": _index(_child("/news.xml/post1.xml"))},
    ),
    _map(
        "map-of-this-machine",
        lambda: _index("<sitemap><loc>http://127.0.0.1:1/post.xml</loc></sitemap>"),
        "ok refused moved " + BAD,
    ),
    _map("map-gzip-bomb", lambda: gzip.compress(b"<urlset>" + bytes(200 << 20)), "empty_feed parse too_large"),
    _map("map-gzip-cut", lambda: gzip.compress(_urls(GOOD))[:-12], "ok " + BAD),
    _map("map-is-a-page", lambda: b"<html><body><p>x</p></body></html>", "parse"),
    _map("map-of-nothing", b"", "parse"),
    _map("map-every-byte", lambda: bytes(range(256)) * 999, "parse"),
    _map(
        "map-attributes-200,000",
        lambda: b"<urlset " + b" ".join(b'a%d="x"' % n for n in range(200_000)) + b"></urlset>",
        BAD,
    ),
)
