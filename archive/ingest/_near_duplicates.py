"""Are two texts the same, or nearly, but for what a page puts in of what was asked for? Pure."""

import re
from array import array
from collections import Counter
from collections.abc import Iterable
from typing import Literal, NamedTuple

from archive.text.folding import words_for_comparison

Likeness = Literal["same", "nearly", ""]
# Of the words without figures, so many in both; and so few words tell nothing.
NEARLY, FEWEST = 0.9, 8
_LEFT = 0.5
# Of the words as they stand, before any of them is folded.
_SHARED = 0.5
_ADDRESS = re.compile(r"\S*://\S+|\bwww\.\S+|\S*/\S*/\S*")
# The name of a request: ray 8f3a2b41c9d07e55. Figures alone are what tells two bulletins apart.
_NAME_OF_REQUEST = re.compile(r"\b(?=\w*\d)(?=\w*[a-z])\w{8,}\b", re.IGNORECASE)
_FIGURE = re.compile(r"\d")


class Words(NamedTuple):
    """Those of a text, in its order, and of these the ones without a figure."""

    all: tuple[str, ...]
    plain: tuple[str, ...]


def words_of(text: str, headlines: Iterable[str], url: str) -> Words:
    """The words of a text without addresses, names of requests, and the headlines where they stand in it whole."""
    bare = _NAME_OF_REQUEST.sub(" ", _ADDRESS.sub(" ", text.replace(url, " ")))
    found = words_for_comparison(bare)
    kept = found
    for headline in {tuple(words_for_comparison(one)) for one in headlines}:
        kept = _without(kept, headline)
    if len(kept) < FEWEST:
        kept = found
    return Words(tuple(kept), tuple(word for word in kept if not _FIGURE.search(word)))


def likeness(one: Words, other: Words) -> Likeness:
    """`same` word for word; `nearly` but for figures and hardly a word else."""
    if one.all == other.all:
        return "same" if one.all else ""
    longest = max(len(one.plain), len(other.plain))
    if longest < FEWEST:
        return ""
    shared = (Counter(one.plain) & Counter(other.plain)).total()
    return "nearly" if shared >= NEARLY * longest else ""


def are_unlike(one: Words, other: Words) -> bool:
    """Has one text taken the place of another? An edit leaves half of its words at least."""
    fewest = min(len(one.plain), len(other.plain))
    return (Counter(one.plain) & Counter(other.plain)).total() < _LEFT * fewest


def share_words(words: frozenset[int], others: "array[int]") -> bool:
    """May two texts be alike? `words` and `others` are the hashes of their words as they stand, each once: asked of all
    texts of a day, so without folding any."""
    return len(words.intersection(others)) >= _SHARED * min(len(words), len(others))


def _without(words: list[str], phrase: tuple[str, ...]) -> list[str]:
    """Take a phrase of several words out wherever it stands."""
    if len(phrase) < 2:
        return words
    kept: list[str] = []
    at = 0
    while at < len(words):
        if tuple(words[at : at + len(phrase)]) == phrase:
            at += len(phrase)
        else:
            kept.append(words[at])
            at += 1
    return kept
