"""Which names of parties a text prints, and how often: outside quotations, and inside.

A name is found as whole words, however they are spelt by the folding of the search, with what clings to the first of
them; of names that overlap the longest is printed. What stands in a quotation is not the outlet's word, unless the
quotation holds nothing but the name: then the marks are a way of writing it. An ambiguous name counts where the text
names Syria, its people or a governorate.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import TypedDict

from archive.analysis.analyser import Analyser, Found, Text, rules_of
from archive.analysis.names import TABLE, Variant, parties
from archive.text.folded_text import FoldedText
from archive.text.folding import tokens

DECIDED_BY = (
    "analysis/mentions.py", "analysis/names.py", f"analysis/{TABLE}",
    "text/folded_text.py", "text/folding.py", "text/letters.py",
)  # fmt: skip
_FRONTS = ("", *"وفبلك", "وب", "ول", "وك", "فب", "فل")
_OPENS, _CLOSES, _BOTH = "«“„", "»”", '"'
_SYRIA = frozenset(
    front + word
    for front in _FRONTS
    for word in (
        *("سوريا", "سوريه", "السوري", "السوريه", "السوريين", "السوريون", "دمشق", "حلب", "حمص", "حماه", "درعا"),
        *("السويداء", "القنيطره", "اللاذقيه", "طرطوس", "ادلب", "الرقه", "الحسكه", "ديرالزور"),
    )
)


class MentionRow(TypedDict):
    """A spelling of a name that an article's present text prints `n` times outside quotations, `quoted` times inside;
    `name` is the name that it is a spelling of, `party` whose."""

    article_id: int
    party: str
    name: str
    variant: str
    n: int
    quoted: int


def printed(text: FoldedText) -> dict[Variant, tuple[int, int]]:
    """How often each variant is printed outside quotations, and inside."""
    spelt = list(_spelt(text.asked_words))
    quotations = _quotations(text) if spelt else []
    found = Counter((variant, _is_quoted(quotations, start, end)) for start, end, variant in spelt)
    return {one: (found[one, False], found[one, True]) for one in dict.fromkeys(variant for variant, _ in found)}


def _spelt(words: list[str]) -> Iterator[tuple[int, int, Variant]]:
    """Which words spell a variant, none over another."""
    known = _known()
    begun = [at for at, word in enumerate(words) if word in known]
    names_syria = bool(begun) and not _SYRIA.isdisjoint(words)
    free = 0
    for at in begun:
        for length, variant in known[words[at]] if at >= free else ():
            if words[at + 1 : at + length] == _rest(variant) and (names_syria or not variant.is_ambiguous):
                free = at + length
                yield at, free, variant
                break


def find(text: Text) -> Iterator[Found]:
    """The rows of a text, as MentionRow has them."""
    for one, (n, quoted) in printed(text.whole).items():
        yield {"party": one.party, "name": one.name, "variant": one.variant, "n": n, "quoted": quoted}


MENTIONS = Analyser("mentions", "mentions", "article", rules_of(*DECIDED_BY), find)


def _quotations(text: FoldedText) -> list[int]:
    """Of each of the words asked of a text, which quotation it stands in: 0 for none."""
    quotations: list[int] = []
    inside = count = 0
    for found in _pieces(text.word).finditer(text.asked):
        piece = found[0]
        if piece == "\n":
            # A mark that nobody closed quotes no more than its paragraph.
            _forget(quotations, inside)
            inside = 0
        elif piece in _OPENS or (piece in _BOTH and not inside):
            count += 1
            inside = count
        elif piece in _CLOSES or piece in _BOTH:
            inside = 0
        else:
            quotations.append(inside)
    _forget(quotations, inside)
    return quotations


def _forget(quotations: list[int], inside: int) -> None:
    at = len(quotations) - 1
    while inside and at >= 0 and quotations[at] == inside:
        quotations[at] = 0
        at -= 1


def _is_quoted(quotations: list[int], start: int, end: int) -> bool:
    """Does a quotation that holds more than these words hold one of them?"""
    inside = {one for one in quotations[start:end] if one}
    before = quotations[start - 1] if start else 0
    after = quotations[end] if end < len(quotations) else 0
    return bool(inside & {before, after})


@cache
def _pieces(word: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(f"[{_OPENS}{_CLOSES}{_BOTH}\n]|{word.pattern}")


@cache
def _known() -> dict[str, list[tuple[int, Variant]]]:
    """By first word, with all that may cling to it, the variants that begin so and their lengths, the longest first."""
    found: dict[str, list[tuple[int, Variant]]] = {}
    for variant in (one for party in parties().values() for one in party.variants):
        first, *rest = _folded(variant)
        forms = {front + first for front in _FRONTS}
        if first.startswith("ال"):
            forms |= {f"{front}لل{first[2:]}" for front in ("", "و", "ف")}
        for form in forms:
            found.setdefault(form, []).append((1 + len(rest), variant))
    return {form: sorted(those, key=lambda one: -one[0]) for form, those in found.items()}


@cache
def _rest(variant: Variant) -> list[str]:
    return _folded(variant)[1:]


def _folded(variant: Variant) -> list[str]:
    return [word.lower() for word in tokens(variant.variant)]
