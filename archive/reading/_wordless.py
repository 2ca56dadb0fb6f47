"""Bytes and texts without words: noise, code, packed bytes, one letter, word or line for ever, digits and signs alone.

Each limit stands far from what 19,068 real articles in Arabic, English and Kurmanji have: at least 66 letters in a
hundred signs, 19 different ones, packed to no less than 20 per cent; at most 19 signs in a hundred are of words longer
than 40; half of all runs of four words are different at least; the other extremes stand beside their limits.
"""

import re
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from math import log2

from archive.reading.charset import Decoded

SAMPLE = 64 * 1024
# Tab, line feeds and escape aside. Noise has 11 in a hundred, a damaged page a few in all.
_CONTROLS = bytes((*range(0x09), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F))
_MOST_CONTROLS = 0.05
_LEAST_LETTERS = 0.3
_LONG_WORD, _MOST_LONG = 40, 0.6
_FEWEST_LETTERS, _OF_A_TEXT = 8, 500  # characters from which a text has used most of its letters
_LEAST_PACKED, _WORTH_PACKING = 0.02, 20_000  # bytes
_RUN, _LEAST_DIFFERENT, _LONG_ENOUGH, _WORDS_LOOKED_AT = 4, 0.2, 300, 20_000
_CODE, _MOST_CODE, _CODE_OF = re.compile(r"[{}=;<>\\$&|_^~`#@\[\]]"), 0.08, 200  # real: .042
_SCRIPTS = (
    re.compile("[\u0620-\u064a\u066e-\u06d3]"),  # Arabic
    re.compile("[a-z\u00df-\u00f6\u00f8-\u017f]"),  # Latin
    re.compile("[\u0370-\u05ea\u0900-\u0dff\u10a0-\u10ff]"),  # Greek, Cyrillic, Armenian, Hebrew, India's, Georgian
)
_A_SHARE = 0.2  # of the letters: a few names in another script say nothing
_FEWEST_TO_JUDGE, _LETTERS_TO_KNOW, _LETTERS_TO_COUNT, _SMALLEST_ALPHABET, _LARGEST_ALPHABET = 4, 100, 300, 24, 60
_LEAST_UNEVEN = 0.17  # bits a letter short of all letters alike often; real: .29
_MOST_OF_TWO = 0.55  # share of the two commonest letters; real: .38. In UTF-8 read as windows-1256 they are more.
_VOWELS, _FEWEST_VOWELS = "aeiouy", 0.2  # of letters from a to z; real: .32
_BEYOND_ASCII, _MOST_BEYOND = re.compile("[\u00df-\u00ff]"), 0.5  # real: .17


def is_noise(body: bytes, head: Decoded) -> bool:
    """Are these the bytes of something else than text, whatever they say they are? `head` is their first SAMPLE."""
    zeros = 0 if head.charset.startswith(("utf-16", "utf-32")) else body.count(0, 0, SAMPLE)
    # In UTF-8 each of them is the byte of its number, and no other letter has one.
    coded = head.text.encode("utf-8", "surrogatepass")
    controls = len(coded) - len(coded.translate(None, _CONTROLS))
    return zeros + controls > _MOST_CONTROLS * (len(head.text) + zeros)


def why_wordless(text: str) -> str:
    """`no_words` where hardly a letter or space is in it, `repeated` where the same comes again and again, or empty."""
    words = text.split()
    signs = "".join(words)
    counts = Counter(signs)
    letters = {sign: count for sign, count in counts.items() if sign.isalpha()}
    if sum(letters.values()) < _LEAST_LETTERS * len(signs):
        return "no_words"
    if len(letters) < (_FEWEST_LETTERS if len(text) >= _OF_A_TEXT else 2):
        return "repeated" if len(counts) < 2 * _FEWEST_LETTERS else "no_words"
    if _is_packed_to_nothing(text) or _comes_again_and_again(text, words[:_WORDS_LOOKED_AT]):
        return "repeated"
    if len(text) >= _OF_A_TEXT and _in_long(words) > _MOST_LONG * len(signs):
        return "no_words"
    return "no_words" if _is_code(signs[:SAMPLE]) or _is_no_language(_lowered(text, counts)) else ""


def _is_packed_to_nothing(text: str) -> bool:
    plain = text.encode("utf-8", "replace")
    return len(plain) >= _WORTH_PACKING and len(zlib.compress(plain, 1)) < _LEAST_PACKED * len(plain)


def _in_long(words: Sequence[str]) -> int:
    """How many signs are of long words."""
    if max(map(len, words), default=0) <= _LONG_WORD:
        return 0
    return sum(len(word) for word in words if len(word) > _LONG_WORD)


def _comes_again_and_again(text: str, words: Sequence[str]) -> bool:
    """Is it a few phrases or lines, over and over?"""
    if len(text) < _LONG_ENOUGH:
        return False
    runs = len(words) - _RUN + 1
    return len(set(zip(*(words[start:] for start in range(_RUN)), strict=False))) < _LEAST_DIFFERENT * runs


def _is_code(signs: str) -> bool:
    return len(signs) >= _CODE_OF and len(_CODE.findall(signs)) > _MOST_CODE * len(signs)


def _lowered(text: str, counts: Counter[str]) -> Counter[str]:
    """How often each sign stands in the lower case of a text's SAMPLE; `counts` are those of the whole as it is."""
    lowered = text[:SAMPLE].lower()
    return counts if lowered == text else Counter(lowered)


def _is_no_language(signs: Counter[str]) -> bool:
    """Letters as no language spreads them: at random, packed bytes, a text read in a charset that is not its own."""
    found = [{sign: count for sign, count in signs.items() if script.match(sign)} for script in _SCRIPTS]
    totals = [sum(counts.values()) for counts in found]
    for counts, letters in zip(found, totals, strict=True):
        if letters < max(_LETTERS_TO_KNOW, _A_SHARE * sum(totals)):
            continue
        if len(counts) < _FEWEST_TO_JUDGE:
            continue
        beyond = sum(count for letter, count in counts.items() if _BEYOND_ASCII.match(letter))
        of_two = sum(sorted(counts.values())[-2:])
        if of_two > _MOST_OF_TWO * letters or beyond > _MOST_BEYOND * letters:
            return True
        if letters >= _LETTERS_TO_COUNT and (_is_even(counts) or _lacks_vowels(counts)):
            return True
    return False


def _lacks_vowels(counts: Mapping[str, int]) -> bool:
    latin = sum(count for letter, count in counts.items() if "a" <= letter <= "z")
    return latin >= _LETTERS_TO_COUNT and sum(counts.get(vowel, 0) for vowel in _VOWELS) < _FEWEST_VOWELS * latin


def _is_even(counts: Mapping[str, int]) -> bool:
    """Are all letters about alike often?"""
    total = sum(counts.values())
    entropy = -sum(count / total * log2(count / total) for count in counts.values())
    return _SMALLEST_ALPHABET <= len(counts) <= _LARGEST_ALPHABET and log2(len(counts)) - entropy < _LEAST_UNEVEN
