"""Bytes and texts without words: noise, one letter or word for ever, digits and signs alone.

Each limit stands far from what 17,868 real articles have: at least 66 letters in a hundred signs, 19 different ones,
packed to no less than 20 per cent; at most 19 signs in a hundred are of words longer than 40.
"""

import re
import zlib

from archive.reading.charset import decode

_SAMPLE = 64 * 1024
# Tab, line feeds and escape aside. Noise has 11 in a hundred, a damaged page a few in all.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROLS = 0.05
_LEAST_LETTERS = 0.3
_LONG_WORD, _MOST_LONG = 40, 0.6
_FEWEST_LETTERS, _OF_A_TEXT = 8, 500  # characters from which a text has used most of its letters
_LEAST_PACKED, _WORTH_PACKING = 0.02, 20_000  # bytes


def is_noise(body: bytes) -> bool:
    """Are these the bytes of something else than text, whatever they say they are?"""
    sample = body[:_SAMPLE]
    head = decode(sample)
    zeros = 0 if head.charset.startswith("utf-16") or head.charset.startswith("utf-32") else sample.count(0)
    return zeros + len(_CONTROLS.findall(head.text)) > _MOST_CONTROLS * (len(head.text) + zeros)


def why_wordless(text: str) -> str:
    """`no_words` where hardly a letter or space is in it, `repeated` where the same comes again and again, or empty."""
    signs = "".join(text.split())
    letters = [sign for sign in signs if sign.isalpha()]
    long_words = sum(len(word) for word in text.split() if len(word) > _LONG_WORD)
    if len(letters) < _LEAST_LETTERS * len(signs):
        return "no_words"
    if len(set(letters)) < (_FEWEST_LETTERS if len(text) >= _OF_A_TEXT else 2):
        return "repeated" if len(set(signs)) < 2 * _FEWEST_LETTERS else "no_words"
    if _is_packed_to_nothing(text):
        return "repeated"
    return "no_words" if len(text) >= _OF_A_TEXT and long_words > _MOST_LONG * len(signs) else ""


def _is_packed_to_nothing(text: str) -> bool:
    plain = text.encode("utf-8", "replace")
    return len(plain) >= _WORTH_PACKING and len(zlib.compress(plain, 1)) < _LEAST_PACKED * len(plain)
