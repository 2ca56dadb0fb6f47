"""Valid bytes mangled as networks, disks, servers and attackers mangle them: only such get past the first check.

Whoever uses it gives samples that are whole; a test of them whole stands beside it, or nothing was tried.
"""

import re
from collections.abc import Callable, Sequence

from hypothesis import strategies as st

CONTROLS = (b"\x00", b"\x08", b"\x0b", b"\x1b", b"\x7f", b"\x85", b"\r", b"\n", b"\r\n\r\n", b"\t", b" " * 300)
# Halves of surrogate pairs, bytes past Unicode, non-characters, overrides of direction, marks of byte order.
NO_LETTERS = (
    *(b"\xed\xa0\xbd", b"\xed\xb8\x80", b"\xf4\x90\x80\x80", b"\xd8", b"\xff", b"\xc0\x80"),
    "\u202e\u2066\ufeff\uffff\U0001fffe".encode(),
    *(b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\\ud83d", b"\\u0000", b"&#55357;&#56832;", b"&#xD83D;"),
    *(b"&#0;", b"&#x110000;", b"&#99999999999;", b"&amp;amp;", b"&#", b"&a;", b"%ed%a0%bd", b"%00", b"%"),
)
OF_MARKUP = (
    *(b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<?xml", b"?>", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"<", b">", b"/>"),
    *(b"<html>", b"<script>", b"<title>", b"<template>", b"<div>" * 700, b"<br />\n<b>Notice</b>: x", b"'", b'"'),
    *(
        b" xml:base='http://['",
        b"<base href='//['>",
        b"<item>",
        b"</item>",
        b"<url>",
        b"</url>",
        b"<x:item>",
        b"</rss>",
    ),
)
OF_DATA = (
    *(b"{", b"}", b"[", b"]", b"[{", b"}]", b",", b":", b"\\", b"null", b"NaN", b"Infinity", b"-", b"1e999", b"{}"),
    *(b"[" * 3_000, b'{"a":' * 3_000, b'"\\', b"true", b"\\u", b"#", b"Sitemap:"),
)
OF_ADDRESSES = (b"http://[", b"//", b"javascript:", b"file:///etc/passwd", b":99999", b"@", b"?", b"..", b"x" * 3_000)
OF_FORMS = (b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"\x50\x2a\x4d\x18", b"PK\x03\x04", b"BZh9", b"\x89PNG", b"%PDF-")
NUMBERS = (b"0", b"-1", b"1", b"4294967295", b"9223372036854775807", b"1e400", b"9" * 400, b"9" * 5_000, "٣²½".encode())
TOKENS = (*CONTROLS, *NO_LETTERS, *OF_MARKUP, *OF_DATA, *OF_ADDRESSES, *OF_FORMS, *NUMBERS)

_DIGITS = re.compile(rb"\d+")
# Longer is not stranger, and each step copies it.
_LONGEST = 200_000


def _span(draw: st.DrawFn, body: bytes, longest: int = 200) -> tuple[int, int]:
    start = draw(st.integers(0, len(body)))
    return start, draw(st.integers(start, min(len(body), start + longest)))


def _bits_flipped(draw: st.DrawFn, body: bytes) -> bytes:
    changed = bytearray(body)
    for _ in range(draw(st.integers(1, 8)) if body else 0):
        changed[draw(st.integers(0, len(body) - 1))] ^= 1 << draw(st.integers(0, 7))
    return bytes(changed)


def _token_put_in(draw: st.DrawFn, body: bytes, tokens: Sequence[bytes]) -> bytes:
    """Between two bytes, or over some of them; sometimes hundreds of times."""
    start, end = _span(draw, body, draw(st.sampled_from((0, 8, 200))))
    token = draw(st.sampled_from(tokens) | st.binary(max_size=8))
    return body[:start] + token * draw(st.sampled_from((1, 1, 1, 2, 300))) + body[end:]


def _part_taken_out(draw: st.DrawFn, body: bytes) -> bytes:
    start, end = _span(draw, body, draw(st.sampled_from((8, 200, _LONGEST))))
    return body[:start] + body[end:]


def _cut(draw: st.DrawFn, body: bytes) -> bytes:
    at = draw(st.integers(0, len(body)))
    return body[at:] if draw(st.booleans()) else body[:at]


def _part_repeated(draw: st.DrawFn, body: bytes) -> bytes:
    start, end = _span(draw, body)
    return body[:end] + body[start:end] * draw(st.sampled_from((1, 2, 40))) + body[end:]


def _part_moved(draw: st.DrawFn, body: bytes) -> bytes:
    start, end = _span(draw, body)
    rest = body[:start] + body[end:]
    at = draw(st.integers(0, len(rest)))
    return rest[:at] + body[start:end] + rest[at:]


def _number_replaced(draw: st.DrawFn, body: bytes) -> bytes:
    runs = list(_DIGITS.finditer(body))[:200]
    if not runs:
        return body
    run = draw(st.sampled_from(runs))
    return body[: run.start()] + draw(st.sampled_from(NUMBERS)) + body[run.end() :]


_WAYS: tuple[Callable[[st.DrawFn, bytes], bytes], ...] = (
    *(_number_replaced, _bits_flipped, _part_taken_out),
    *(_part_repeated, _part_moved, _cut),
)


@st.composite
def mangled(draw: st.DrawFn, samples: Sequence[bytes], tokens: Sequence[bytes] = TOKENS, most: int = 5) -> bytes:
    """One of the samples after one to `most` accidents, or the beginning of one before the end of another."""
    body = draw(st.sampled_from(samples))
    if len(samples) > 1 and draw(st.integers(0, 5)) == 5:
        other = draw(st.sampled_from(samples))
        body = body[: draw(st.integers(0, len(body)))] + other[draw(st.integers(0, len(other))) :]
    for _ in range(draw(st.integers(1, most))):
        way = draw(st.sampled_from((None, None, *_WAYS)))
        body = (way(draw, body) if way else _token_put_in(draw, body, tokens))[:_LONGEST]
    return body


def odd_texts(*usual: str) -> st.SearchStrategy[str]:
    """Text for one field: the usual ones, mangled; any text; half a surrogate pair; numbers and texts without end."""
    whole = st.sampled_from(usual) if usual else st.text(max_size=20)
    # By their number: a failing example shows its strategy, and no screen holds these.
    tokens = st.integers(0, len(TOKENS) - 1).map(lambda number: TOKENS[number].decode("utf-8", "surrogateescape"))
    between = st.builds(lambda text, token, at: text[:at] + token + text[at:], whole, tokens, st.integers(0, 40))
    halves = st.text(st.characters(categories=("Cs", "Cc", "Lo", "Nd")), max_size=20)
    return st.one_of(whole, between, between.flatmap(lambda text: st.just(text * 3)), tokens, halves)
