"""What a robots.txt says beside its rules: bytes in a form every parser reads, and the sitemaps it names.

Sources: RFC 9309 (encoding, line ends, at least 500 KiB to be read), sitemaps.org (`Sitemap:` lines stand
outside the groups).
"""

import codecs
import re

from archive.reading.charset import decode

MOST_BYTES = 500 * 1024
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_LINE_END = re.compile(rb"\r\n?|\n")
_SITEMAP = re.compile(r"^\W*site-?maps?\s*(?:[:=]\s*|\s+)(?P<value>.*)$", re.I)
_MOST_SITEMAPS = 1_000
# But for those that are white space: no address holds one.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufeff]")


def plain_robots(body: bytes) -> bytes:
    """The first 500 KiB in whole lines, without byte order mark, in UTF-8 where it was UTF-16; else byte for byte.

    Bytes of other charsets stay what they are: a rule that cannot be read must not become another one.
    """
    if body.startswith(_WIDE) or body[:200].count(0) > len(body[:200]) // 4:
        body = decode(body).text.encode("utf-8", "replace")
    body = body.removeprefix(codecs.BOM_UTF8).replace(b"\x00", b"")
    if len(body) <= MOST_BYTES:
        return body
    last = max(body.rfind(end, 0, MOST_BYTES) for end in (b"\n", b"\r"))
    # The rule that the limit cuts in two would forbid more, or less, than was meant.
    return body[: last + 1] if last >= 0 else b""


def sitemap_lines(robots: bytes) -> tuple[str, ...]:
    """Addresses of sitemaps in a robots.txt as they are written there, in their order, each once."""
    named: dict[str, None] = {}
    for raw in _LINE_END.split(plain_robots(robots)):
        # A comment goes to the end of its line, an address has no fragment here.
        line = _CONTROLS.sub("", raw.decode("utf-8", "replace")).partition("#")[0].strip()
        found = _SITEMAP.match(line)
        if found and len(named) < _MOST_SITEMAPS:
            named |= dict.fromkeys(value.strip("<>\"',") for value in found["value"].split()[:1])
    return tuple(address for address in named if address)
