"""A question with one of its conditions loosened: a part left out, a phrase no longer a phrase."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from archive.search._word_operators import SPOKEN
from archive.search.vocabulary import Vocabulary
from archive.text.latin import terms

MOST_LEFT_OUT = 5
NEGATIONS = ("NOT", *(written for name, written in SPOKEN.values() if name == "NOT"))
OPERATORS = ("AND", "OR", *NEGATIONS, *(written for name, written in SPOKEN.values() if name == "OR"))

_QUOTE = '"«»“”„‟'
_PIECE = re.compile(rf"[()]|[^\s(){_QUOTE}]*[{_QUOTE}][^{_QUOTE}]*[{_QUOTE}]?|[^\s(){_QUOTE}]+")


class Loosened(NamedTuple):
    """The question, and what of it is left out or no longer a phrase, as it was typed."""

    question: str
    part: str


def without_one(text: str, vocabulary: Vocabulary) -> Iterator[Loosened]:
    """The question without each of its words, phrases and fields, the rarest first; at most five."""
    pieces = list(_PIECE.finditer(text))
    parts = [at for at, piece in enumerate(pieces) if _says_something(piece[0])]
    if len(parts) < 2:
        return
    for at in sorted(parts, key=lambda at: _commonness(pieces[at][0], vocabulary))[:MOST_LEFT_OUT]:
        first, last = _with_operator(pieces, at)
        left = f"{text[: pieces[first].start()].rstrip()} {text[pieces[last].end() :].lstrip()}"
        yield Loosened(left.strip(), pieces[at][0])


def unquoted(text: str) -> Iterator[Loosened]:
    """The question with each of its phrases as words, which may stand anywhere."""
    for piece in _PIECE.finditer(text):
        if piece[0][0] in _QUOTE and len(terms(piece[0])) > 1:
            yield Loosened(text[: piece.start()] + piece[0].strip(_QUOTE) + text[piece.end() :], piece[0].strip(_QUOTE))


def _says_something(piece: str) -> bool:
    return piece not in OPERATORS and bool(terms(piece)) and not piece.endswith(":")


def _commonness(piece: str, vocabulary: Vocabulary) -> int:
    """In how many articles the rarest word of a piece stands: in none those of a field."""
    return 0 if ":" in piece else min(map(vocabulary.commonness, terms(piece)))


def _with_operator(pieces: list[re.Match[str]], at: int) -> tuple[int, int]:
    """The places of the first and last piece that go with this one: the operators before it, else the one behind."""
    first = at
    while first and pieces[first - 1][0] in OPERATORS:
        first -= 1
    behind = pieces[at + 1][0] if at + 1 < len(pieces) else ""
    return first, at + (first == at and behind in OPERATORS and behind not in NEGATIONS)
