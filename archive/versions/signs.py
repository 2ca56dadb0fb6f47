"""Signs that carry meaning though no word holds them: currency, per cent and minus at a number, a headline's ? and !.

Two texts of the same words may differ in them alone. What is only written in another way is the same: digits of another
script, a sign before or behind its number, spaces, dashes, bullets, quotes, separators within a number.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from archive.text.letters import DIGITS

Minus = Literal["minus", "dash", ""]

_SAME = {"\uff04": "$", "\ufe69": "$", "٪": "%", "\uff05": "%", "\ufe6a": "%", "؉": "‰", "₤": "£", "\uffe1": "£"}
_SAME |= dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-")
_SAME |= dict.fromkeys("\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", "")
_SAME |= dict.fromkeys("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "")
_SAME |= {digit: str(n) for digits in DIGITS for n, digit in enumerate(digits)} | {"\u066b": ".", "\u066c": ","}
_FOLDED = str.maketrans(_SAME)
_SPACE = re.compile(r"[^\S\n]+")
# A number with all that is written within it: 12,500, 3.5, 5-10, 12 500, 25/11.
_NUMBER = re.compile(r"\d+(?:[.,:/'’-]\d+|(?: \d{3})(?!\d))*")
_CURRENCIES = "$€£¥₪₺₽﷼₹₩₴"
_OPEN, _CLOSED = "[(\\[«“\"']", "[)\\]»”\"']"
_BEFORE = re.compile(f"([%‰{_CURRENCIES}])( ?){_OPEN}?-?$")
_BEHIND = re.compile(f"{_CLOSED}?( ?)([%‰{_CURRENCIES}])")
# A dash at a number, and one that may be a minus: a hyphen or a range stands at what is before it.
_DASH = re.compile(f"- ?{_OPEN}?[{_CURRENCIES}]?$")
_MINUS = re.compile(f"(?:(?:^|\\s)[{_CURRENCIES}]?|[=:]|{_OPEN})-[{_CURRENCIES}]?$")
_WORD = re.compile(f"[^\\W\\d_]+(?=(?:[\\s=:]|{_OPEN})*-)")
FARTHEST = 40  # characters before a number, in which the word before its dash stands
# What is counted below zero: where a line begins with a dash, nothing else tells it from a bullet.
_BELOW_ZERO = re.compile(f" ?(?:[%‰°{_CURRENCIES}]|درج|مئوي|degrees|percent)")
# Aircraft, rockets and an illness are written with a dash, or a space and a dash: «إف -16», «سوخوي -24».
_NAMES = frozenset(["كوفيد", "كورونا", "ميغ", "سوخوي", "ميراج", "توبوليف", "covid", "mig", "su"])
_LITTLE, SHORT = frozenset(["من", "عن", "في", "او", "أو"]), 3
_QUESTION, _EXCLAMATION = re.compile(r"[?؟\uff1f](?!\w)"), re.compile(r"[!\uff01](?!\w)")


class SignedNumber(NamedTuple):
    """A number as it is written, digits Latin; `signs` stand at it, in the order of their codes."""

    written: str
    signs: str
    minus: Minus

    @property
    def shown(self) -> str:
        return f"{'-' if self.minus == 'minus' else ''}{self.written}{self.signs}".replace(" ", "")


def marks_of(title: str) -> frozenset[str]:
    """Does a headline ask or exclaim?"""
    found = {"?": _QUESTION, "!": _EXCLAMATION}
    return frozenset(mark for mark, pattern in found.items() if pattern.search(title.translate(_FOLDED)))


def resigned(old: str, new: str) -> list[str]:
    """Which numbers of a text became which (`5%→5`), of two texts of the same words. None where they do not align."""
    before, after = list(signed_numbers(old)), list(signed_numbers(new))
    if [_digits(one) for one in before] != [_digits(one) for one in after]:
        return []
    pairs = zip(before, after, strict=True)
    return [f"{one.shown}→{other.shown}" for one, other in pairs if not _is_alike(one, other)]


def signed_numbers(text: str) -> Iterator[SignedNumber]:
    """The numbers of a text in their order, each with what stands at it."""
    for line in _SPACE.sub(" ", text.translate(_FOLDED)).split("\n"):
        yield from _in_line(line.strip())


def _in_line(line: str) -> Iterator[SignedNumber]:
    numbers = list(_NUMBER.finditer(line))
    signs = [set[str]() for _ in numbers]
    for place, sign in _placed(line, [number.span() for number in numbers]):
        signs[place].add(sign)
    end = 0
    for number, at in zip(numbers, signs, strict=True):
        before = line[max(end, number.start() - FARTHEST) : number.start()]
        minus = _minus(before, is_first=not end, is_counted=bool(_BELOW_ZERO.match(line, number.end())))
        yield SignedNumber(number[0], "".join(sorted(at)), minus)
        end = number.end()


def _placed(line: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, str]]:
    """Which sign stands at which number: at the one it touches, else at the one that a space parts it from."""
    taken: dict[int, int] = {}
    for near in ("", " "):
        for place, (start, end) in enumerate(spans):
            if (behind := _BEHIND.match(line, end)) and behind[1] == near:
                taken.setdefault(behind.start(2), place)
            if (before := _BEFORE.search(line[max(0, start - 4) : start])) and before[2] == near:
                taken.setdefault(max(0, start - 4) + before.start(1), place)
    yield from ((place, line[at]) for at, place in taken.items())


def _minus(before: str, *, is_first: bool, is_counted: bool) -> Minus:
    """What stands before a number ends with; `is_first` of its line, `is_counted` below zero."""
    if not _DASH.search(before):
        return ""
    if not _MINUS.search(before):
        return "dash"
    if word := _WORD.search(before):
        name = word[0].lower()
        return "dash" if name in _NAMES or (len(name) < SHORT and name not in _LITTLE) else "minus"
    if is_first:
        return "minus" if is_counted or before.strip() != "-" else "dash"
    return "minus" if before.rstrip("-").strip() else "dash"


def _digits(number: SignedNumber) -> str:
    return "".join(filter(str.isdecimal, number.written))


def _is_alike(one: SignedNumber, other: SignedNumber) -> bool:
    """A dash that may be a hyphen says nothing."""
    return one.signs == other.signs and {one.minus, other.minus} != {"minus", ""}
