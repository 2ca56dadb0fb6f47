"""What lists an outlet's past and is hostile: maps in circles and without end, asked for with --backfill."""

import gzip

from tests.support.hostile.answer import Bytes, Hostile, with_home, xml

GOOD = "<url><loc>{home}/10001/</loc></url>"


def _map(name: str, body: Bytes, words: str, beyond: dict[str, Bytes] | None = None, *, alone: bool = True) -> Hostile:
    further = {path: with_home(what, xml) for path, what in (beyond or {}).items()}
    return Hostile(name, "past", with_home(body, xml), words, beyond=further, alone=alone)


def _index(*paths: str) -> bytes:
    maps = "".join(f"<sitemap><loc>{{home}}/news.xml{path}</loc></sitemap>" for path in paths)
    return f"<sitemapindex>{maps}</sitemapindex>".encode()


ANSWERS = (
    _map("past-map-of-itself", lambda: _index(""), "ok parse empty_feed"),
    _map("past-map-of-two", lambda: _index("a", "b"), "ok parse empty_feed", {"a": _index("b"), "b": _index("a")}),
    _map(
        "past-map-deeper-and-deeper",
        lambda: _index("1"),
        "ok parse empty_feed capped",
        {str(n): _index(str(n + 1)) for n in range(1, 300)},
    ),
    _map(
        "past-surrogate",
        lambda: f"<urlset><url><loc>{{home}}/30001/&#xD800;</loc></url>{GOOD}</urlset>",
        "ok parse",
    ),
    _map(
        "past-200,000-addresses",
        lambda: f"<urlset>{GOOD}{'<url><loc>{home}/tag/</loc></url>' * 200_000}</urlset>",
        "ok parse capped",
    ),
    _map("past-gzip-bomb", lambda: gzip.compress(b"<urlset>" + bytes(200 << 20)), "ok parse too_large cut_off"),
    _map("past-is-a-page", b"<html>", "parse"),
)
